"""Overlaps as lists show them: both items, where, and what they have in common."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import url_for

from core.domain.overlap_cases import OPEN, may_settle
from core.web.hats import acting
from core.web.naming import in_a_sentence, organization_name, tenant_name
from core.web.overlap_words import in_a_title, likeness_text, reasons_text
from core.web.registration_rows import units_named
from core.web.registration_words import areas_text
from core.web.rendering import t
from core.web.seen_items import as_seen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.domain.overlap_cases import OverlapCase
    from core.domain.registrations import Place, Registration
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of both; ``seen`` tells whether the item itself may be."""

    id: str
    seen: bool
    organization: str
    title: str
    place: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One overlap; of ``sides`` what was sent first comes first. ``may_settle``: the role may."""

    case: OverlapCase
    sides: tuple[Side, Side]
    place: str
    reasons: str
    likeness: str
    address: str
    may_settle: bool

    def beside(self, registration_id: str) -> Side:
        """Return the side that is not *registration_id*."""
        first, second = self.sides
        return second if first.id == registration_id else first


def shown_cases(cases: Sequence[OverlapCase], work: Repositories) -> list[Row]:
    """Return the rows; the items and the units they name are read in one query each."""
    items = work.registrations.many({each for case in cases for each in case.registrations})
    named = units_named(items.values()) | {case.tenant for case in cases}
    units = work.tenants.many(named) if cases else {}
    seen = {each.id: as_seen(each, work) for each in items.values()}
    return [_row(case, seen, units) for case in cases]


def open_cases_in(work: Repositories, tenant: Tenant, year: int) -> list[Row]:
    """Return what is still to be settled among the items of one unit, most alike first."""
    found = [case for case in work.overlaps.within(tenant.id, year) if case.status == OPEN]
    return shown_cases(sorted(found, key=lambda case: (-case.score, case.id)), work)


def cases_of(work: Repositories, registration: Registration) -> list[Row]:
    """Return the overlaps of one item, as far as the acting role may know of them."""
    return shown_cases(work.overlaps.of(registration.id), work)


def by_registration(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """Return the rows by the id of each item they are about."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        for each in row.case.registrations:
            found[each].append(row)
    return dict(found)


def _row(case: OverlapCase, items: Mapping[str, Registration], units: Mapping[str, Tenant]) -> Row:
    unit = units.get(case.tenant)
    owners = zip(case.registrations, case.organizations, strict=True)
    sides = [_side(items.get(each), each, owner, case, units) for each, owner in owners]
    first, second = sorted(sides, key=lambda side: _sent(items.get(side.id)))
    pair = [items.get(each) for each in case.registrations]
    return Row(
        case=case,
        sides=(first, second),
        place=tenant_name(unit) if unit and case.tenant != acting().tenant.id else "",
        reasons=in_a_title(reasons_text(case.reasons, *pair)),
        likeness=likeness_text(case.score),
        address=url_for("web_overlaps.item", case_id=case.id),
        may_settle=may_settle(acting().assignment, case),
    )


def _sent(item: Registration | None) -> float:
    return (item.submitted_at or item.created_at).timestamp() if item else 0.0


def _side(
    item: Registration | None,
    registration_id: str,
    organization: str,
    case: OverlapCase,
    units: Mapping[str, Tenant],
) -> Side:
    name = organization_name(organization)
    if item is None:
        return Side(
            id=registration_id, seen=False, organization=name, title=t("overlaps.unseen"),
            place="", unit="",
        )  # fmt: skip
    abroad = units.get(item.tenant) if item.tenant != case.tenant else None
    return Side(
        id=item.id,
        seen=True,
        organization=name,
        title=item.title,
        place=areas_text(_there(item, case.tenant), units, case.tenant),
        unit=in_a_sentence(abroad) if abroad else "",
    )


def _there(item: Registration, tenant: str) -> Sequence[Place]:
    """Return the item's places in one unit, all of them where none is."""
    return [p for p in item.places if (p.tenant or item.tenant) == tenant] or item.places
