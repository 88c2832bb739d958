"""Two registrations side by side, field by field, with what is alike marked in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.masking import masked
from core.domain.overlaps import Likeness
from core.domain.views import view_of
from core.edge.overlap_wording import WHOLLY
from core.edge.platform import platform
from core.services.recording import personal_answers
from core.web import formats
from core.web.naming import movement_type_name
from core.web.overlap_words import by_likeness, in_a_title, reason_text
from core.web.registration_words import money_text, places_text, quantity_text, span_text
from core.web.rendering import t

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from core.domain.overlap_cases import OverlapCase
    from core.domain.overlaps import Reason
    from core.domain.registrations import Registration
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one of both says: ``text``, a smaller ``note`` under it, a number to call."""

    text: str
    note: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One field of both; ``alike`` says what they have in common in it, "" for nothing."""

    label: str
    cells: tuple[Cell, ...]
    alike: str = ""


def as_compared(found: Registration, work: Repositories) -> Registration | None:
    """Return what of an item the acting role sees; None: nothing."""
    view = view_of(work.scope, found)
    if view is None:
        return None
    personal = personal_answers(found, catalogue=platform().catalogue)
    return masked(found, view, personal_answers=personal)


def lines_of(
    case: OverlapCase, pair: tuple[Registration, ...], units: Mapping[str, Tenant]
) -> list[Line]:
    """Return the fields that at least one of both states."""
    told = by_likeness(case.reasons)
    lines = (
        Line(
            label=t(label),
            cells=tuple(cell(item, units) for item in pair),
            alike=_alike(told.get(what), pair) if what else "",
        )
        for label, what, cell in FIELDS
    )
    return [line for line in lines if any(cell.text for cell in line.cells)]


def _alike(reason: Reason | None, pair: tuple[Registration, ...]) -> str:
    if reason is None:
        return ""
    if reason.what is Likeness.AREA:
        return in_a_title(reason_text(reason, *pair))
    if reason.what is Likeness.DATES and reason.value == WHOLLY:
        return t("overlap_alike.same_dates")
    return t(f"overlap_alike.{reason.what}", share=reason.value)


def _place(item: Registration, units: Mapping[str, Tenant]) -> Cell:
    return Cell(text=places_text(item.places, units, item.tenant))


def _span(item: Registration, _: Mapping[str, Tenant]) -> Cell:
    return Cell(text=span_text(item.starts_on, item.ends_on))


def _content(item: Registration, _: Mapping[str, Tenant]) -> Cell:
    return Cell(text=f"{item.content}. {t(f'content.{item.content}')}" if item.content else "")


def _kind(item: Registration, _: Mapping[str, Tenant]) -> Cell:
    return Cell(text=t(f"kind.{item.kind}"), note=movement_type_name(item.movement_type))


def _stage(item: Registration, _: Mapping[str, Tenant]) -> Cell:
    return Cell(text=t(f"stage.{item.stage}") if item.stage else "")


def _scale(item: Registration, _: Mapping[str, Tenant]) -> Cell:
    return Cell(text=" · ".join(quantity_text(quantity) for quantity in item.scale))


def _households(item: Registration, _: Mapping[str, Tenant]) -> Cell:
    if item.households is None:
        return Cell(text="")
    return Cell(text=t("registration.households", n=formats.number(item.households)))


def _funding(item: Registration, _: Mapping[str, Tenant]) -> Cell:
    if not item.funding:
        return Cell(text="")
    note = "; ".join(money_text(money) for money in item.funding)
    return Cell(text=formats.money(item.planned_funding), note=note)


def _person(item: Registration, _: Mapping[str, Tenant]) -> Cell:
    return Cell(text=item.person_in_charge or "", phone=item.phone or "")


def _sent(item: Registration, _: Mapping[str, Tenant]) -> Cell:
    if item.submitted_at is None:
        return Cell(text="")
    return Cell(text=f"{formats.day(item.submitted_on)}, {formats.clock(item.submitted_at)}")


FIELDS: tuple[
    tuple[str, Likeness | None, Callable[[Registration, Mapping[str, Tenant]], Cell]], ...
] = (
    ("overlap_field.places", Likeness.AREA, _place),
    ("overlap_field.span", Likeness.DATES, _span),
    ("overlap_field.content", Likeness.CONTENT, _content),
    ("overlap_field.kind", Likeness.KIND, _kind),
    ("overlap_field.stage", None, _stage),
    ("overlap_field.scale", Likeness.SCALE, _scale),
    ("overlap_field.households", Likeness.HOUSEHOLDS, _households),
    ("overlap_field.funding", Likeness.FUNDING, _funding),
    ("overlap_field.person", None, _person),
    ("overlap_field.sent", None, _sent),
)
