"""The body a list of tasks is made for, with all that several kinds of tasks ask about it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from core.domain.access import FRONT, Role
from core.domain.calendar_windows import REGISTRATION
from core.domain.calendars import FREE_LEVELS, Standing, sources_for, standing
from core.domain.periods import Period
from core.domain.report_tallies import staffed
from core.domain.reports import Body
from core.domain.tenants import Level, covers
from core.services.more_time import with_more_time
from core.services.plugin_switches import at_work, enabled_in
from core.services.report_standing import periods_asked
from core.services.self_confirmation import SETTING
from core.services.sighting import heirs_on, lineage

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from core.catalogue import Catalogue
    from core.domain.access import Assignment
    from core.domain.calendar_windows import Window
    from core.domain.calendars import YearCalendars
    from core.domain.owed import OwedItem, OwedReport
    from core.domain.report_tallies import Term
    from core.domain.tenants import Tenant
    from core.services.more_time import Timed
    from core.services.ports.work import Repositories

LOOKED_BACK = 10
"""So many years are asked whether the program was in use in them."""


class Seat:
    """An assignment's tenant and organization on a day; what it reads, it reads once."""

    def __init__(
        self, work: Repositories, held: Assignment, *, catalogue: Catalogue, today: date
    ) -> None:
        self.work = work
        self.held = held
        self.catalogue = catalogue
        self.today = today
        self.organization = held.organization
        self._calendars: dict[int, YearCalendars] = {}
        self._more_time: dict[tuple[int, str | None], Sequence[Timed]] = {}

    @cached_property
    def tenant(self) -> Tenant:
        return self.work.tenants.get(self.held.tenant)

    @cached_property
    def lineage(self) -> Sequence[Tenant]:
        return lineage(self.work, self.tenant, self.today)

    @cached_property
    def units(self) -> Mapping[str, Tenant]:
        """Return by id the tenant, and the closed ones whose work it has taken over."""
        passed = [s.source for s in self.work.tenants.predecessors(self.tenant.id) if s.default]
        heirs = heirs_on(self.work, passed, self.today)
        inherited = [source for source in passed if heirs.get(source) == self.tenant.id]
        return {self.tenant.id: self.tenant} | dict(self.work.tenants.many(inherited))

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """Return every path the items of these units may have been made under."""
        return tuple(path.value for unit in self.units.values() for path in unit.paths)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Return the years something may be owed of: the one at hand, and those in use before."""
        this = self.today.year
        earlier = range(this - LOOKED_BACK, this)
        used = self.work.owed.years_in_use(paths=self.held.paths, years=earlier)
        return (*sorted(used), this)

    @property
    def lately(self) -> tuple[int, ...]:
        """Return the year at hand and the one before, if the program was in use then."""
        return tuple(year for year in self.years if year >= self.today.year - 1)

    @cached_property
    def children(self) -> Sequence[Tenant]:
        """Return the units right below, of last year or this."""
        if self.tenant.level is Level.COMMUNE:
            return ()
        return self.work.tenants.children(self.tenant.id)

    @cached_property
    def items(self) -> Sequence[OwedItem]:
        """Return the body's own items of this year and the last, and what older years left open."""
        return self.work.owed.items(
            paths=self.paths, organization=self.organization, since=self.today.year - 1
        )

    @cached_property
    def reports(self) -> Sequence[OwedReport]:
        return self.work.owed.reports(tenants=[*self.units], organization=self.organization)

    @cached_property
    def active(self) -> bool:
        """Tell whether the organization's plugin is at work here today."""
        return at_work(self.lineage, self.organization, self.today, catalogue=self.catalogue)

    @cached_property
    def confirms_own(self) -> bool:
        """Tell whether what one entered oneself may be confirmed here (``self_confirmation``)."""
        stating = [each for each in reversed(self.lineage) if SETTING in each.settings]
        return bool(stating) and stating[0].settings[SETTING] is True

    @cached_property
    def signs(self) -> bool:
        """Tell whether one signs for the body: its approver, the officer where nobody is that."""
        return self.held.role is Role.APPROVER or not self.work.bodies.holds(
            paths=self.paths, organization=self.organization, role=Role.APPROVER, on=self.today
        )

    def calendars(self, year: int) -> YearCalendars:
        if year not in self._calendars:
            self._calendars[year] = self.work.calendars.of_year(
                year, tenants=sources_for(self.units.values())
            )
        return self._calendars[year]

    def window(self, part: str, *, year: int, unit: str | None = None) -> Window:
        """Return the dates of a part as they bind the body, in one of its units."""
        found = self.calendars(year).part(
            part,
            self.units.get(unit or "", self.tenant),
            today=self.today,
            organization=self.organization,
        )
        return found.window

    def more_time(self, year: int, organization: str | None) -> Sequence[Timed]:
        """Return what lies below and may be registered for longer than in the tenant itself.

        *organization* None: by any organization.
        """
        key = year, organization
        if key not in self._more_time:
            self._more_time[key] = with_more_time(
                self.work,
                self.tenant,
                year=year,
                organization=organization,
                than=self.window(REGISTRATION, year=year),
                today=self.today,
            )
        return self._more_time[key]

    def able_to_extend(self, part: str, *, year: int, below: bool = False) -> Tenant:
        """Return the nearest tenant above whose Front may give more time for *part*.

        As in ``core.services.gates``: none below a province lifts a lock that binds itself. What
        lies *below* may be given it by the tenant itself.
        """
        calendars = self.calendars(year)
        above = [*reversed(self.lineage if below else self.lineage[:-1])] or [self.tenant]
        return next((each for each in above if self._may_extend(calendars, part, each)), above[-1])

    def _may_extend(self, calendars: YearCalendars, part: str, tenant: Tenant) -> bool:
        window = calendars.part(part, tenant, today=self.today).window
        return tenant.level in FREE_LEVELS or standing(window, self.today) is not Standing.LOCKED

    def opened(self, part: str, *, year: int) -> bool:
        return standing(self.window(part, year=year), self.today) is not Standing.NOT_OPEN

    def periods(self, year: int) -> list[Period]:
        """Return the periods to be reported on, the longest last.

        The half and the year (129/KH-MTTQ-BTT, III.4), and whatever else the calendar of the
        tenant or of one above it dates.
        """
        dated = {key for each in self.calendars(year).calendars.values() for key in each.parts}
        named = {Period.parse(key) for key in dated - {REGISTRATION}}
        return sorted({*periods_asked(year), *named}, key=lambda period: period.precedence)

    def periods_opened(self, years: Collection[int]) -> list[Period]:
        return [
            period
            for year in years
            for period in self.periods(year)
            if self.opened(str(period), year=year)
        ]

    def staffed_on(self, body: Body, day: date) -> bool:
        """Tell whether a body here owed anything on a day: enabled, with somebody assigned.

        The Front always does (api.md, «Figures»).
        """
        if body.organization == FRONT:
            return True
        if body == self.body and self.held_on(day):
            return enabled_in(self.lineage, body.organization, day)
        return staffed(self.terms.get(body, ()), day) and enabled_in(
            self.lineage, body.organization, day
        )

    def owed_registration(self, year: int) -> bool:
        """Tell whether the body was there to register when that was due; now, of this year."""
        if year == self.today.year:
            return self.active
        due = self.window(REGISTRATION, year=year).due
        return self.staffed_on(self.body, due)

    def held_on(self, day: date) -> bool:
        return covers(self.held.valid_from, self.held.valid_to, day)

    @property
    def body(self) -> Body:
        return Body(self.tenant.id, self.organization)

    @cached_property
    def terms(self) -> Mapping[Body, Sequence[Term]]:
        """Return when the bodies of these units have assignments."""
        return self.work.owed.terms_at(self.paths)
