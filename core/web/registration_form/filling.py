"""From what is stated to the texts in the fields: each reads back as the value it came from."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from core.domain.forms import FieldType
from core.domain.registrations import Quantity
from core.domain.typed_amounts import typed_money
from core.domain.typed_days import shown_day, shown_end, shown_start
from core.domain.typed_numbers import shown_number
from core.domain.typed_quantities import typed_quantity
from core.web.registration_form.stated import ANSWERS
from core.web.registration_form.typed import Typed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from core.domain.forms import FormField
    from core.web.registration_form.stated import Values
    from core.web.registration_form.subject import Subject

YES, NO = "co", "khong"
PLAIN = (
    "title", "kind", "stage", "content", "continues", "copied_from", "person_in_charge", "phone",
    "note",
)  # fmt: skip


def filled(values: Values, subject: Subject) -> Typed:
    """Return the texts that the form of *subject* shows for *values*."""
    texts: dict[str, list[str]] = {name: _text(values[name]) for name in PLAIN}
    texts["themes"] = [theme for theme in values["themes"] if theme not in subject.of_type.themes]
    texts |= filled_places(values["places"], subject)
    texts |= _rows(values)
    texts["starts_on"] = _day(values["starts_on"], shown_start)
    texts["ends_on"] = _day(values["ends_on"], shown_end)
    texts["households"] = _number(values["households"])
    texts["partners"] = [each for each in values["partners"] if isinstance(each, str)]
    names = [each["name"] for each in values["partners"] if isinstance(each, dict)]
    texts["partner_names"] = ["\n".join(names)]
    for question in subject.of_type.form:
        name = ANSWERS + question.name
        texts[name] = _answer(question, values[name])
    return Typed(texts)


def filled_places(places: list[dict[str, Any]], subject: Subject) -> dict[str, list[str]]:
    """Return the places as boxes, and the first detail that one of them has."""
    boxes = [box for box in (place_value(place, subject) for place in places) if box]
    details = [place["detail"] for place in places if place.get("detail")]
    return {"places": boxes, "place_detail": details[:1], "places_new": []}


def place_value(place: Mapping[str, Any], subject: Subject) -> str:
    """Return the value of a place's box: an area of a commune, else ``unit`` or ``unit/area``."""
    area = str(place.get("area") or "")
    unit = str(place.get("tenant") or "")
    if subject.at_commune and unit in {"", subject.tenant.id}:
        return area
    return f"{unit}/{area}" if area else unit


def written_scale(row: Mapping[str, Any]) -> str:
    return typed_quantity(Quantity(**row))


def written_in_kind(row: Mapping[str, Any]) -> str:
    return typed_quantity(Quantity(amount=row["amount"], unit=row["unit"]))


def written_funding(row: Mapping[str, Any]) -> str:
    return typed_money(row["amount"], row.get("about"))


def _rows(values: Values) -> dict[str, list[str]]:
    texts: dict[str, list[str]] = {}
    for number, row in enumerate(values["scale"]):
        texts[f"scale-{number}-text"] = [written_scale(row)]
    for number, row in enumerate(values["funding"]):
        texts[f"funding-{number}-source"] = [row["source"]]
        texts[f"funding-{number}-text"] = [written_funding(row)]
    for number, row in enumerate(values["in_kind"]):
        texts[f"in_kind-{number}-kind"] = [row["kind"]]
        texts[f"in_kind-{number}-text"] = [written_in_kind(row)]
    return texts


def _answer(question: FormField, answer: Any) -> list[str]:
    if answer is None:
        return []
    if question.type is FieldType.CHOICES:
        return list(answer)
    written = WRITTEN.get(question.type)
    return [written(answer) if written else str(answer)]


def _text(value: Any) -> list[str]:
    return [] if value in (None, "") else [str(value)]


def _number(value: Any) -> list[str]:
    return [] if value is None else [_signed(value)]


def _signed(value: float) -> str:
    shown = shown_number(abs(Decimal(str(value))))
    return f"-{shown}" if value < 0 else shown


def _day(value: str | None, written: Callable[[date], str]) -> list[str]:
    return [written(date.fromisoformat(value))] if value else []


WRITTEN: dict[FieldType, Callable[[Any], str]] = {
    FieldType.YES_NO: lambda answer: YES if answer else NO,
    FieldType.DATE: lambda answer: shown_day(date.fromisoformat(answer)),
    FieldType.MONEY: typed_money,
    FieldType.WHOLE_NUMBER: _signed,
    FieldType.DECIMAL: _signed,
}
"""How the answers are written that are not their own text."""
