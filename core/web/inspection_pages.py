"""The pages of inspections: the list, a draft as a form, and what is concluded to read."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from core.domain.access import Role
from core.domain.errors import ForbiddenError, NotFoundError
from core.domain.inspection_rules import may_inspect
from core.domain.inspections import Duty, Outcome
from core.domain.organizations import KNOWN_ORGANIZATIONS
from core.domain.registration_search import Page, RegistrationFilter
from core.domain.text import folded
from core.edge.platform import moment, platform, scope
from core.services.inspection_access import concluding
from core.web.evidence_panel import evidence_of_inspection
from core.web.hats import acting
from core.web.inspection_form import MOST_ROWS, Typed, as_typed
from core.web.inspection_list import listed
from core.web.inspection_rows import Row, forms_of, found_rows, rows_of
from core.web.naming import organization_name
from core.web.people_names import names_of
from core.web.registration_rows import shown_rows
from core.web.rendering import page, t
from core.web.result_words import states
from core.web.writing import new_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask import Response

    from core.domain.inspections import Inspection
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories
    from core.web.registration_rows import Row as FoundItem

FOUND_AT_ONCE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What came of a form that was not carried out; ``problems`` by field."""

    problems: Mapping[str, str]
    refusal: str = ""
    overtaken: bool = False


def index() -> Response:
    """Show the inspections of a year."""
    refuse_administrators()
    work = platform().store.read(scope())
    return page(
        "inspections/index.html",
        active="inspections",
        shown=listed(work),
        may_begin=acting().is_front and acting().may_write,
    )


def item(inspection_id: str) -> Response:
    """Show one: a draft to who writes it as a form, anything else to read."""
    refuse_administrators()
    work = platform().store.read(scope())
    inspection = work.inspections.get(inspection_id)
    if inspection.concluded or not may_write(inspection):
        return _reading(work, inspection)
    typed = as_typed(inspection, new_key(), forms_of(work, inspection))
    return form_page(work, typed, inspection)


def form_page(
    work: Repositories,
    typed: Typed,
    inspection: Inspection | None,
    *,
    tenant: Tenant | None = None,
    told: Told | None = None,
    rows: Sequence[Row] | None = None,
    status: int = HTTPStatus.OK,
) -> Response:
    """Return the form as *typed*; *inspection* is what is stored, None: nothing yet."""
    told = told or Told(problems={})
    unit = tenant or work.tenants.get(inspection.tenant if inspection else acting().tenant.id)
    shown = rows_of(work, typed, inspection) if rows is None else rows
    return page(
        "inspections/edit.html",
        status=status,
        active="inspections",
        typed=typed,
        inspection=inspection,
        unit=unit,
        rows=shown,
        found=search(work, typed, unit) if typed.words else None,
        problems=[{"field": name, "message": text} for name, text in told.problems.items()],
        errors=told.problems,
        told=told,
        years=range(moment().today.year, moment().today.year - 4, -1),
        organizations=[(code, organization_name(code)) for code in KNOWN_ORGANIZATIONS],
        most_in_team=MOST_ROWS,
        duties=[(duty.value, t(f"inspection_duty.{duty.value}")) for duty in Duty],
        outcomes=[(each.value, t(f"inspection_outcome.{each.value}")) for each in Outcome],
        states=states(),
        files=evidence_of_inspection(work, inspection) if inspection else None,
        may_conclude=_may_conclude(work, inspection) if inspection else True,
    )


def search(work: Repositories, typed: Typed, unit: Tenant) -> list[FoundItem]:
    """Return items of the unit and year that have the words, without those that are there."""
    wanted = RegistrationFilter(
        prefixes=unit.sight,
        year=typed.year,
        counted=True,
        words=tuple(folded(typed.words).split()),
    )
    there = {each.registration for each in typed.items}
    found = work.registrations.search(wanted, Page(limit=FOUND_AT_ONCE + len(there)))
    return shown_rows([each for each in found if each.id not in there][:FOUND_AT_ONCE], work)


def may_write(inspection: Inspection) -> bool:
    return may_inspect(acting().assignment, path=inspection.path)


def refuse_administrators() -> None:
    """Raise NotFoundError for who administers: what is found of items is not theirs."""
    if acting().role is Role.ADMIN:
        raise NotFoundError


def _reading(work: Repositories, inspection: Inspection) -> Response:
    people = names_of(work, [inspection.concluded_by])
    return page(
        "inspections/item.html",
        active="inspections",
        inspection=inspection,
        unit=work.tenants.get(inspection.tenant),
        rows=found_rows(work, inspection),
        files=evidence_of_inspection(work, inspection),
        concluded_by=people.get(inspection.concluded_by or "", ""),
        may_reopen=inspection.concluded and _may_conclude(work, inspection),
    )


def _may_conclude(work: Repositories, inspection: Inspection) -> bool:
    try:
        concluding(work, inspection, today=moment().today)
    except ForbiddenError:
        return False
    return True
