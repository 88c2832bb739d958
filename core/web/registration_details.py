"""What was registered, as lines of a list: what it is called, what was stated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import url_for

from core.web import formats
from core.web.model_rows import recognition_text
from core.web.naming import theme_name
from core.web.registration_words import (
    answer_text,
    in_kind_text,
    money_text,
    partner_text,
    places_text,
    quantity_text,
    span_text,
)
from core.web.rendering import t

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from core.domain.movements import MovementType
    from core.domain.registrations import Registration
    from core.domain.tenants import Tenant
    from core.web.model_rows import ModelRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """One line: ``text``, smaller lines under it, and perhaps where it leads to (text, address)."""

    label: str
    text: str
    notes: tuple[str, ...] = ()
    link: tuple[str, str] | None = None


def details(
    item: Registration,
    units: Mapping[str, Tenant],
    of_type: MovementType | None,
    earlier: Registration | None,
    origin: ModelRow | None = None,
) -> list[Detail]:
    """Return the lines of *item* that say something.

    *earlier* is what it continues, *origin* what it was copied from, where these may be seen.
    """
    lines = [*_what(item, of_type, earlier), *_copied(item, units, origin)]
    lines += [*_where(item, units), *_how_much(item)]
    lines += [*_answers(item, of_type), *_who(item)]
    return [line for line in lines if line.text or line.link]


def _what(
    item: Registration, of_type: MovementType | None, earlier: Registration | None
) -> Iterator[Detail]:
    content = f"{item.content}. {t(f'content.{item.content}')}" if item.content else ""
    yield Detail(label=t("registration_field.content"), text=content)
    # A type whose plugin is gone has no title, only the code it was registered under.
    yield Detail(
        label=t("registration_field.movement_type"),
        text=of_type.title if of_type else item.movement_type,
    )
    link = None
    if earlier is not None:
        address = url_for("web_registrations.item", registration_id=earlier.id)
        link = (t("registration.continues", number=earlier.number or earlier.title), address)
    yield Detail(
        label=t("registration_field.stage"),
        text=t(f"stage.{item.stage}") if item.stage else "",
        link=link,
    )
    themes = ", ".join(theme_name(code) for code in sorted(item.themes))
    yield Detail(label=t("registration_field.themes"), text=themes)


def _copied(
    item: Registration, units: Mapping[str, Tenant], origin: ModelRow | None
) -> Iterator[Detail]:
    """Yield what it was copied from, and who has recognised it."""
    if origin is not None:
        link = (t("registration.origin", title=origin.model.title), origin.address)
        text = f"{origin.organization} · {origin.unit}"
        yield Detail(label=t("registration_field.copied_from"), text=text, link=link)
    elif item.copied_from:
        yield Detail(label=t("registration_field.copied_from"), text=t("models.beyond"))
    note = (item.recognition_note,) if item.recognition_note else ()
    yield Detail(label=t("models.recognition"), text=recognition_text(item, units), notes=note)


def _where(item: Registration, units: Mapping[str, Tenant]) -> Iterator[Detail]:
    yield Detail(
        label=t("registration_field.places"), text=places_text(item.places, units, item.tenant)
    )
    yield Detail(label=t("registration_field.span"), text=span_text(item.starts_on, item.ends_on))


def _how_much(item: Registration) -> Iterator[Detail]:
    scale = "; ".join(quantity_text(quantity) for quantity in item.scale)
    yield Detail(label=t("registration_field.scale"), text=scale)
    # Many a form asks the same; its own question then says it, with its unit.
    asked = item.answers.get("so_ho") == item.households
    yield Detail(
        label=t("registration_field.households"),
        text="" if asked or item.households is None else formats.number(item.households),
    )
    sources = tuple(money_text(money) for money in item.funding)
    yield Detail(
        label=t("registration_field.funding"),
        text=formats.money(item.planned_funding) if sources else "",
        notes=sources,
    )
    in_kind = "; ".join(in_kind_text(given) for given in item.in_kind)
    yield Detail(label=t("registration_field.in_kind"), text=in_kind)


def _answers(item: Registration, of_type: MovementType | None) -> Iterator[Detail]:
    """Yield the form's answers in its order, then those that are no longer asked."""
    questions = {question.name: question for question in (of_type.form if of_type else ())}
    asked = [name for name in questions if name in item.answers]
    for name in (*asked, *sorted(item.answers.keys() - questions.keys())):
        question = questions.get(name)
        yield Detail(
            label=question.label if question else name,
            text=answer_text(item.answers[name], question),
        )


def _who(item: Registration) -> Iterator[Detail]:
    partners = "; ".join(partner_text(partner) for partner in item.partners)
    yield Detail(label=t("registration_field.partners"), text=partners)
    person = ", ".join(part for part in (item.person_in_charge, item.phone) if part)
    yield Detail(label=t("registration_field.person_in_charge"), text=person)
    yield Detail(label=t("registration_field.note"), text=item.note)
