"""Who owes a report of a period in a tenant and below, and how many have sent one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.access import FRONT
from core.domain.calendars import day_of_tree, sources_for
from core.domain.report_rules import receiver_of
from core.domain.report_tallies import staffed, tally
from core.domain.reports import Body
from core.domain.tenants import Level
from core.services.plugin_switches import enabled_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date

    from core.domain.calendars import YearCalendars
    from core.domain.periods import Period
    from core.domain.report_tallies import ReportCounts, Term
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories


def count_reports(
    work: Repositories,
    tenant: Tenant,
    period: Period,
    *,
    organizations: Collection[str] | None = None,
    today: date,
) -> ReportCounts:
    """Count the reports of *tenant* and all below it for *period*, as they stand today.

    *organizations* None: of every body; for an organization's member its own only.
    """
    due = bodies_due(work, tenant, period, organizations=organizations, today=today)
    sent = work.reports.sent(period, prefixes=tenant.sight, organizations=organizations)
    return tally(due, sent, today=today)


def bodies_due(
    work: Repositories,
    tenant: Tenant,
    period: Period,
    *,
    organizations: Collection[str] | None = None,
    today: date,
    units: Mapping[str, Tenant] | None = None,
    terms: Mapping[Body, Sequence[Term]] | None = None,
) -> dict[Body, date]:
    """Return who owes the report, with the last day on time of each (api.md, «Figures»).

    The units are those of the period's last day, or of today while that is to come; who has read
    them, or the *terms* of their bodies, already gives them.
    """
    day = day_of_tree(period.year, str(period), today)
    if units is None:
        units = {unit.id: unit for unit in work.tenants.subtree([tenant.path_on(day)], on=day)}
    above = {unit.id: unit for unit in work.tenants.ancestors(tenant, day)}
    wide = tenant.level is Level.COUNTRY
    calendars = work.calendars.of_year(
        period.year, tenants=None if wide else sources_for(units.values())
    )
    days = DueDays(calendars, period, [*above.values(), *units.values()], day=day, today=today)
    if terms is None:
        terms = work.bodies.terms(prefixes=tenant.sight, organizations=organizations)
    due = {}
    if organizations is None or FRONT in organizations:
        due = {
            Body(unit.id, FRONT): days.due(unit, FRONT)
            for unit in units.values()
            if receiver_of(FRONT, unit, day) is not None
        }
    for body, held in terms.items():
        asked = organizations is None or body.organization in organizations
        if asked and body.organization != FRONT and body.tenant in units:
            due.update(days.owed(body, units[body.tenant], held))
    return due


class DueDays:
    """The due days and plugin switches of many tenants for one period; equal cases judged once."""

    def __init__(
        self,
        calendars: YearCalendars,
        period: Period,
        tenants: Collection[Tenant],
        *,
        day: date,
        today: date,
    ) -> None:
        self._calendars = calendars
        self._part = str(period)
        self._day = day
        self._today = today
        self._dated = {
            t for t, set_ in calendars.calendars.items() if self._part in set_.parts or set_.events
        }
        self._dated |= {t for t, part in calendars.extensions if part == self._part}
        self._switching = {tenant.id: tenant for tenant in tenants if tenant.plugins}
        self._known: dict[tuple[tuple[str, ...], str], date] = {}

    def due(self, tenant: Tenant, organization: str) -> date:
        """Return the last day on time, with what was extended for *organization*."""
        setting = tuple(each for each in self._lineage(tenant) if each in self._dated)
        case = (setting, organization)
        if case not in self._known:
            part = self._calendars.part(
                self._part, tenant, today=self._today, organization=organization
            )
            self._known[case] = part.window.due
        return self._known[case]

    def owed(
        self, body: Body, tenant: Tenant, terms: Sequence[Term]
    ) -> Iterator[tuple[Body, date]]:
        """Yield the body and its due day if it is enabled and has somebody assigned that day."""
        due = self.due(tenant, body.organization)
        if not staffed(terms, due):
            return
        stating = [
            self._switching[each] for each in self._lineage(tenant) if each in self._switching
        ]
        if enabled_in(stating, body.organization, due):
            yield body, due

    def _lineage(self, tenant: Tenant) -> list[str]:
        return tenant.path_on(self._day).split("/")[:-1]
