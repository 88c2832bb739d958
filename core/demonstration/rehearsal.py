"""The repositories of one scope over the ledger: the program's use cases run here, in memory.

A year of a province is some ten thousand writes; one transaction for each would take minutes. The
use cases are the same ones, with all their rules; only what they write is stored later, together
(``core.storage.demonstration``).
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, cast

from core.demonstration.ledger import Recorded
from core.domain.calendars import YearCalendars
from core.domain.errors import ConflictError, NotFoundError, StaleVersionError
from core.domain.models import Model
from core.storage.demonstration import CountKey, RegisterKey

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date, datetime

    from core.demonstration.ledger import Ledger
    from core.domain.access import Role, Scope
    from core.domain.areas import Area
    from core.domain.audit import Act
    from core.domain.calendars import Calendar
    from core.domain.contributions import Contribution
    from core.domain.jobs import Job
    from core.domain.people import User
    from core.domain.registrations import Registration
    from core.domain.reports import Report, SignedReport
    from core.domain.tenants import Succession, Tenant
    from core.services.ports.work import Repositories

TOLD = tuple(each.name for each in fields(Model))


def rehearsed(ledger: Ledger, scope: Scope, now: datetime) -> Repositories:
    """Return what a use case works with, as *scope*, at *now* (UTC).

    Only what the demonstration's use cases ask for is there. One that asks for more fails at once,
    with an AttributeError, and nothing is stored.
    """
    return cast("Repositories", Rehearsal(ledger, scope, now))


class Rehearsal:
    """The parts of ``ports.work.Repositories`` that the demonstration needs."""

    def __init__(self, ledger: Ledger, scope: Scope, now: datetime) -> None:
        self.scope = scope
        self.areas = _Areas(ledger, scope)
        self.audit = _Audit(ledger, scope, now)
        self.bodies = _Bodies(ledger)
        self.calendars = _Calendars(ledger, scope)
        self.counters = _Counters(ledger)
        self.jobs = _Jobs(ledger)
        self.models = _Models(ledger, scope)
        self.neighbours = _Neighbours()
        self.registrations = _Registrations(ledger, scope)
        self.reports = _Reports(ledger, scope)
        self.tenants = _Tenants(ledger)
        self.users = _Users(ledger)


@dataclass(frozen=True, slots=True)
class _Areas:
    ledger: Ledger
    scope: Scope

    def ensure(self, area: Area) -> Area:
        _refuse_outside(self.scope, area.path)
        return self.ledger.areas.setdefault((area.tenant, area.key), area)


@dataclass(frozen=True, slots=True)
class _Audit:
    ledger: Ledger
    scope: Scope
    now: datetime

    def record(self, act: Act) -> None:
        self.ledger.trail.append(Recorded(act, self.scope.user, self.now))


@dataclass(frozen=True, slots=True)
class _Bodies:
    ledger: Ledger

    def holds(
        self,
        *,
        paths: Collection[str],
        organization: str,
        role: Role,
        on: date,  # noqa: ARG002 — every assignment is open at both ends
    ) -> bool:
        return any((path, organization, role) in self.ledger.holders for path in paths)


@dataclass(frozen=True, slots=True)
class _Calendars:
    ledger: Ledger
    scope: Scope

    def of_year(self, year: int, *, tenants: Collection[str] | None = None) -> YearCalendars:
        kept = [
            calendar
            for (tenant, of), (calendar, _) in self.ledger.calendars.items()
            if of == year and (tenants is None or tenant in tenants)
        ]
        return YearCalendars.of(year, kept, ())

    def replace(self, calendar: Calendar, *, path: str) -> None:
        _refuse_outside(self.scope, path)
        self.ledger.calendars[calendar.tenant, calendar.year] = (calendar, path)


@dataclass(frozen=True, slots=True)
class _Counters:
    ledger: Ledger

    def add(
        self, difference: Contribution, *, year: int, organization: str, tenant: str, path: str
    ) -> None:
        count = self.ledger.counts[CountKey(year, organization, tenant, path)]
        for key, amount in difference.items():
            count[key] += amount

    def next_number(self, *, year: int, organization: str, tenant: str) -> int:
        key = RegisterKey(year, organization, tenant)
        self.ledger.numbers[key] += 1
        return self.ledger.numbers[key]


@dataclass(frozen=True, slots=True)
class _Jobs:
    ledger: Ledger

    def add(self, job: Job) -> None:
        self.ledger.jobs.setdefault(job.key, job)


@dataclass(frozen=True, slots=True)
class _Models:
    """What is in sight, and what was recognised: all of it lies in one province."""

    ledger: Ledger
    scope: Scope

    def get(self, model_id: str) -> Model:
        found = self.ledger.registrations.get(model_id)
        if found is None or not (self.scope.sees(found.path) or found.recognised_on):
            raise NotFoundError
        return Model(**{name: getattr(found, name) for name in TOLD})

    def above(self, registration_id: str, *, more_than: int) -> frozenset[str]:
        known: set[str] = set()
        level = {registration_id}
        while level and len(known) <= more_than:
            found = [self.ledger.registrations[each] for each in level]
            level = {back for each in found for back in (each.copied_from, each.continues) if back}
            level -= known
            known |= level
        return frozenset(known)

    def hold(self, registration_ids: Collection[str]) -> None:
        """Do nothing: here nobody else writes."""


class _Neighbours:
    def counts_for_others(
        self,
        registration_id: str,  # noqa: ARG002 — the port's names
        *,
        but: str | None = None,  # noqa: ARG002
    ) -> bool:
        """Return False: overlaps are found once all is stored, so none is settled yet."""
        return False


@dataclass(frozen=True, slots=True)
class _Registrations:
    ledger: Ledger
    scope: Scope

    def get(self, registration_id: str) -> Registration:
        found = self.ledger.registrations.get(registration_id)
        if found is None or not self.scope.sees(found.path):
            raise NotFoundError
        return found

    def add(self, registration: Registration) -> None:
        _refuse_outside(self.scope, registration.path)
        marked = replace(registration, demonstration=True)
        self.ledger.registrations[marked.id] = marked
        if marked.continues:
            self.ledger.continuing[marked.continues] = marked.id

    def replace(self, registration: Registration, *, before: Registration) -> None:
        if self.get(before.id).version != before.version:
            raise StaleVersionError(fields=[])
        self.ledger.registrations[registration.id] = registration

    def continued_by(self, registration_id: str) -> Registration | None:
        later = self.ledger.continuing.get(registration_id)
        return None if later is None else self.ledger.registrations[later]


@dataclass(frozen=True, slots=True)
class _Reports:
    ledger: Ledger
    scope: Scope

    def get(self, report_id: str) -> Report:
        found = self.ledger.reports.get(report_id)
        if found is None or not self.scope.sees(found.path):
            raise NotFoundError
        return found

    def add(self, report: Report) -> None:
        _refuse_outside(self.scope, report.path)
        key = (report.body, str(report.period))
        if key in self.ledger.reported:
            raise ConflictError("report_exists", period=str(report.period))
        self.ledger.reported.add(key)
        self.ledger.reports[report.id] = replace(report, demonstration=True)

    def replace(self, report: Report, *, before: Report) -> None:
        if self.get(before.id).version != before.version:
            raise StaleVersionError(fields=[])
        self.ledger.reports[report.id] = report

    def frozen_above(
        self,
        path: str,  # noqa: ARG002 — the port's names
        organization: str,  # noqa: ARG002
        *,
        year: int,  # noqa: ARG002
    ) -> Sequence[SignedReport]:
        """Return nothing: reports are signed off once all is stored."""
        return ()


@dataclass(frozen=True, slots=True)
class _Tenants:
    ledger: Ledger

    def get(self, tenant: str) -> Tenant:
        if tenant not in self.ledger.tenants:
            raise NotFoundError
        return self.ledger.tenants[tenant]

    def many(self, ids: Iterable[str]) -> Mapping[str, Tenant]:
        return {each: self.ledger.tenants[each] for each in ids if each in self.ledger.tenants}

    def ancestors(self, tenant: Tenant, on: date) -> Sequence[Tenant]:
        return [self.ledger.tenants[each] for each in tenant.path_on(on).split("/")[:-2]]

    def predecessors(self, tenant: str) -> Sequence[Succession]:  # noqa: ARG002 — the port's name
        """Return none: in 2017 and 2018 nothing of Bắc Kạn's had passed into anything."""
        return ()


@dataclass(frozen=True, slots=True)
class _Users:
    ledger: Ledger

    def taken(self, usernames: Collection[str]) -> set[str]:
        return set(usernames) & self.ledger.users.keys()

    def add(self, *users: User) -> None:
        for user in users:
            self.ledger.users[user.username] = user
            self.ledger.holders |= {
                (held.path, held.organization, held.role) for held in user.assignments
            }


def _refuse_outside(scope: Scope, path: str) -> None:
    if not scope.sees(path):
        raise NotFoundError
