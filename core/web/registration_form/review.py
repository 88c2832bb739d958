"""Step 5: everything stated, line by line, as it was understood, with the way back to each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from core.domain.forms import FieldType
from core.domain.registrations import Place, Quantity
from core.domain.typed_amounts import shown_money
from core.domain.typed_quantities import shown_quantity
from core.web import formats
from core.web.naming import organization_name, theme_name
from core.web.registration_form.origins import origin_name
from core.web.registration_form.page_fields import step_of
from core.web.registration_form.stated import ANSWERS
from core.web.registration_words import place_text, span_text
from core.web.rendering import t

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from core.domain.forms import FormField
    from core.services.ports.work import Repositories
    from core.web.registration_form.stated import Values
    from core.web.registration_form.subject import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line; ``value`` "" is not stated, ``needed`` says that it must be before sending."""

    label: str
    value: str
    field: str
    step: int
    needed: bool = False


def lines(
    values: Values, subject: Subject, lacking: Collection[str], work: Repositories
) -> list[Line]:
    """Return the lines in the order of the steps; *lacking* are fields a submission needs."""
    told = [*_first(values, subject, work), *_second(values, subject, work), *_third(values)]
    if subject.households is None:
        households = formats.number(values["households"])
        told.append(("households", t("registration_field.households"), households))
    told += [
        (name, question.label, answer_text(values[name], question))
        for question in subject.of_type.form
        for name in (ANSWERS + question.name,)
    ]
    shown = [
        Line(
            label=label, value=value, field=field, step=step_of(field, subject),
            needed=field in lacking,
        )
        for field, label, value in told
    ]  # fmt: skip
    return sorted(shown, key=lambda line: line.step)


def value_text(field: str, value: Any, subject: Subject, work: Repositories) -> str:
    """Return one value in words, «» for none: for the lines, and for two versions side by side."""
    if value in (None, "", []):
        return ""
    if field.startswith(ANSWERS):
        name = field.removeprefix(ANSWERS)
        question = next((each for each in subject.of_type.form if each.name == name), None)
        return answer_text(value, question) if question else str(value)
    if field == "places":
        return places_text(value, subject, work)
    if field == "continues":
        return work.registrations.get(value).title
    if field == "copied_from":
        return origin_name(value, work)
    return WRITTEN[field](value) if field in WRITTEN else str(value)


def answer_text(value: Any, question: FormField) -> str:
    """Return an answer as the form words it, exactly; «» for none."""
    if value is None:
        return ""
    labels = {choice.code: choice.label for choice in question.choices}
    if question.type is FieldType.CHOICES:
        return ", ".join(labels.get(code, code) for code in value)
    if question.type in COUNTED:
        return f"{formats.number(value)} {question.unit}".strip()
    written = ANSWERED.get(question.type)
    return written(value) if written else labels.get(str(value), str(value))


def places_text(places: list[dict[str, Any]], subject: Subject, work: Repositories) -> str:
    units = work.tenants.many({place["tenant"] for place in places if place.get("tenant")})
    return "; ".join(place_text(Place(**place), units, subject.tenant.id) for place in places)


Told = tuple[str, str, str]


def _first(values: Values, subject: Subject, work: Repositories) -> Iterator[Told]:
    yield "title", t("registration_field.title"), values["title"]
    yield "kind", t("registration_field.kind"), _kind(values["kind"])
    yield "stage", t("registration_field.stage"), _stage(values["stage"])
    if values["copied_from"]:
        label = t("registration_field.copied_from")
        yield "copied_from", label, origin_name(values["copied_from"], work)
    yield "content", t("registration_field.content"), _content(values["content"])
    if subject.of_type.optional_themes:
        yield "themes", t("registration_field.themes"), _themes(values["themes"])


def _second(values: Values, subject: Subject, work: Repositories) -> Iterator[Told]:
    starts, ends = (_date(values[name]) for name in ("starts_on", "ends_on"))
    yield "places", t("registration_field.places"), places_text(values["places"], subject, work)
    which = "starts_on" if starts is None else "ends_on"
    yield which, t("registration_form.time"), span_text(starts, ends) if starts and ends else ""
    yield "partners", t("registration_field.partners"), _partners(values["partners"])
    person = ", ".join(part for part in (values["person_in_charge"], values["phone"]) if part)
    yield "person_in_charge", t("registration_field.person_in_charge"), person


def _third(values: Values) -> Iterator[Told]:
    yield "scale", t("registration_field.scale"), _scale(values["scale"])
    yield "funding", t("registration_field.funding"), _funding(values["funding"])
    yield "in_kind", t("registration_field.in_kind"), _in_kind(values["in_kind"])
    yield "note", t("registration_field.note"), values["note"]


def _kind(value: str | None) -> str:
    return t(f"kind.{value}") if value else ""


def _stage(value: str | None) -> str:
    return t(f"stage.{value}") if value else ""


def _content(value: int | None) -> str:
    return f"{value}. {t(f'content.{value}')}" if value else ""


def _themes(codes: list[str]) -> str:
    return ", ".join(theme_name(code) for code in codes)


def _partners(partners: list[Any]) -> str:
    named = (organization_name(p) if isinstance(p, str) else p["name"] for p in partners)
    return ", ".join(named)


def _scale(rows: list[dict[str, Any]]) -> str:
    return "; ".join(shown_quantity(Quantity(**row)) for row in rows)


def _funding(rows: list[dict[str, Any]]) -> str:
    if not rows:
        return ""
    parts = [
        t(f"registration_source.{row['source']}")
        + f": {shown_money(row['amount'], row.get('about'))}"
        for row in rows
    ]
    if len(parts) == 1:
        return parts[0]
    total = shown_money(sum(row["amount"] for row in rows))
    return f"{total} ({'; '.join(parts)})"


def _in_kind(rows: list[dict[str, Any]]) -> str:
    return "; ".join(
        f"{t('registration_in_kind.' + row['kind'])}: "
        f"{shown_quantity(Quantity(amount=row['amount'], unit=row['unit']))}"
        for row in rows
    )


def _date(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _day(value: str) -> str:
    return formats.day(value)


def _yes_no(value: Any) -> str:
    return t("registration_form.yes" if value else "registration_form.no")


COUNTED = frozenset({FieldType.WHOLE_NUMBER, FieldType.DECIMAL})
ANSWERED: dict[FieldType, Callable[[Any], str]] = {
    FieldType.YES_NO: _yes_no, FieldType.MONEY: shown_money, FieldType.DATE: formats.day,
}  # fmt: skip
WRITTEN: dict[str, Callable[[Any], str]] = {
    "kind": _kind, "stage": _stage, "content": _content, "themes": _themes, "scale": _scale,
    "funding": _funding, "in_kind": _in_kind, "partners": _partners, "starts_on": _day,
    "ends_on": _day, "households": formats.number,
}  # fmt: skip
