"""The reports of a period as an overview shows them: how many stand how, and who is missing."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core.domain.access import FRONT
from core.domain.calendars import day_of_tree
from core.domain.report_tallies import ReportCounts, Timeliness, timeliness
from core.services.report_counts import bodies_due

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from core.domain.periods import Period
    from core.domain.reports import Body
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """The bodies of one unit whose reports are overdue; ``due`` is the earliest of their days."""

    tenant: Tenant
    organizations: tuple[str, ...]
    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportBoard:
    """How each body that owes a report stands; ``units`` are their tenants of ``day``, by id.

    ``missing`` begins the list of those whose are, which are ``missing_units`` units.
    """

    day: date | None = None
    standing: Mapping[Body, Timeliness] = field(default_factory=dict)
    missing: Sequence[Missing] = ()
    missing_units: int = 0
    units: Mapping[str, Tenant] = field(default_factory=dict)

    @property
    def total(self) -> ReportCounts:
        return counted(self.standing.values())

    def by(self, group: Callable[[Body], str]) -> dict[str, ReportCounts]:
        """Return the counts of each group of bodies."""
        grouped: defaultdict[str, list[Timeliness]] = defaultdict(list)
        for body, how in self.standing.items():
            grouped[group(body)].append(how)
        return {key: counted(every) for key, every in grouped.items()}

    def path(self, tenant: str) -> str:
        return self.units[tenant].path_on(self.day) if self.day else ""


def counted(standing: Iterable[Timeliness]) -> ReportCounts:
    number = Counter(standing)
    return ReportCounts(**{each.value: number[each] for each in Timeliness})


def read_reports(
    work: Repositories,
    tenant: Tenant,
    period: Period,
    *,
    organizations: frozenset[str] | None,
    today: date,
) -> ReportBoard:
    """Return how the reports of *tenant* and all below it stand; *organizations* None: of all."""
    due = bodies_due(work, tenant, period, organizations=organizations, today=today)
    sent = work.reports.sent(period, prefixes=tenant.sight, organizations=organizations)
    standing = {
        body: timeliness(last, late=sent.get(body), today=today) for body, last in due.items()
    }
    day = day_of_tree(period.year, str(period), today)
    units = {unit.id: unit for unit in work.tenants.subtree([tenant.path_on(day)], on=day)}
    missing = _missing(standing, due, units, day)
    return ReportBoard(
        day=day, standing=standing, units=units, missing=missing, missing_units=len(missing)
    )


def _missing(
    standing: Mapping[Body, Timeliness],
    due: Mapping[Body, date],
    units: Mapping[str, Tenant],
    day: date,
) -> list[Missing]:
    """Return who is missing by unit, the Front first of each, units in the order of the tree."""
    owing: defaultdict[str, list[Body]] = defaultdict(list)
    for body, how in standing.items():
        if how is Timeliness.MISSING:
            owing[body.tenant].append(body)
    return [
        Missing(
            tenant=units[tenant],
            organizations=tuple(
                body.organization
                for body in sorted(
                    owing[tenant], key=lambda one: (one.organization != FRONT, one.organization)
                )
            ),
            due=min(due[body] for body in owing[tenant]),
        )
        for tenant in sorted(
            owing, key=lambda each: (units[each].level.depth, units[each].path_on(day))
        )
    ]
