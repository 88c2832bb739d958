"""The items of an inspection: whose they are, which result was seen, and what may be said of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.domain.access import View
from core.domain.errors import Problem
from core.domain.periods import Period
from core.domain.views import view_of
from core.services.result_correction import problems_with_stated

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from core.catalogue import Catalogue
    from core.domain.inspections import InspectedItem, Inspection
    from core.domain.registrations import Registration
    from core.domain.results import Result
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories


def placed_items(
    inspection: Inspection,
    before: Inspection | None,
    *,
    work: Repositories,
    catalogue: Catalogue,
) -> tuple[tuple[InspectedItem, ...], list[Problem]]:
    """Return the items with all that is known of them, and what is wrong with any.

    A row that names no version of the result was filled in by what stands now. What *before* says
    was reported of the same version is kept.
    """
    known = work.registrations.many({item.registration for item in inspection.items})
    placing = _Placing(
        inspection=inspection,
        tenant=work.tenants.get(inspection.tenant),
        known={
            each: found
            for each, found in known.items()
            if view_of(work.scope, found) not in {None, View.SUMMARY}
        },
        catalogue=catalogue,
    )
    earlier = {item.registration: item for item in before.items} if before else {}
    placed, problems = [], []
    for at, item in enumerate(inspection.items):
        problems += [
            replace(problem, field=f"items.{at}.{problem.field}")
            for problem in placing.problems(item)
        ]
        placed.append(placing.filled(item, earlier.get(item.registration)))
    return tuple(placed), problems


def result_of(registration: Registration | None, period: Period | None) -> Result | None:
    """Return the result that was looked at; None where there is none."""
    results = registration.results if registration and period else ()
    return next((each for each in results if each.period == period), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placing:
    """What the rows of one inspection are placed by."""

    inspection: Inspection
    tenant: Tenant
    known: Mapping[str, Registration]
    catalogue: Catalogue

    def problems(self, item: InspectedItem) -> Iterator[Problem]:
        found = self.known.get(item.registration)
        if found is None:
            yield Problem("registration", "unknown_registration")
            return
        within = any(found.path.startswith(prefix) for prefix in self.tenant.sight)
        if not within or found.year != self.inspection.year:
            yield Problem("registration", "not_of_inspection", {"year": self.inspection.year})
        elif not found.counted:
            yield Problem("registration", "not_standing")
        if item.period is not None and result_of(found, item.period) is None:
            yield Problem("period", "no_such_result")
        if item.corrected is not None:
            period = item.period or Period(year=found.year)
            for each in problems_with_stated(found, period, item.corrected, self.catalogue):
                at = each.field if each.field == "period" else f"corrected.{each.field}"
                yield replace(each, field=at)

    def filled(self, item: InspectedItem, earlier: InspectedItem | None) -> InspectedItem:
        found = self.known.get(item.registration)
        result = result_of(found, item.period)
        if found is None:
            return item
        version = None
        if result is not None:
            version = item.result_version or result.version
        same = earlier is not None and (earlier.period, earlier.result_version) == (
            item.period, version,
        )  # fmt: skip
        return replace(
            item,
            organization=found.organization,
            path=found.path,
            result_version=version,
            reported=earlier.reported if earlier and same else None,
        )
