"""Who acts when: the clock of the demonstration, its people, and their way into the use cases."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING

from core.demonstration.rehearsal import rehearsed
from core.domain.access import FRONT, OPERATOR, Role, Scope
from core.domain.time import Moment
from core.services.acting import scope_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from random import Random

    from core.catalogue import Catalogue
    from core.demonstration.geography import Geography
    from core.demonstration.ledger import Ledger
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories

ZONE = timezone(timedelta(hours=7), "ICT")
FRIDAY = 4


@dataclass(slots=True, kw_only=True)
class World:
    """The province while its year is told; ``seats`` are usernames by tenant, organization, role.

    ``now`` is set by :meth:`play`; it is real time and rules' day in one.
    """

    geography: Geography
    catalogue: Catalogue
    ledger: Ledger
    seats: dict[tuple[str, str, Role], str] = field(default_factory=dict)
    now: datetime = field(default_factory=lambda: datetime(2017, 6, 19, 8, tzinfo=ZONE))
    _scopes: dict[tuple[str, str, str], Scope] = field(default_factory=dict)

    @property
    def moment(self) -> Moment:
        return Moment(now=self.now.astimezone(UTC), today=self.now.date())

    def play(self, threads: Iterable[Iterator[datetime]]) -> None:
        """Run every thread in the order of time: each yields when it wants to act next."""
        waiting = [
            (first, number, thread)
            for number, thread in enumerate(threads)
            if (first := next(thread, None)) is not None
        ]
        heapq.heapify(waiting)
        while waiting:
            self.now, number, thread = heapq.heappop(waiting)
            following = next(thread, None)
            if following is not None:
                heapq.heappush(waiting, (max(following, self.now), number, thread))

    def operator(self) -> Repositories:
        return rehearsed(self.ledger, OPERATOR, self.moment.now)

    def member(self, tenant: Tenant, organization: str) -> Repositories:
        """Return the repositories of who enters for an organization: its own, or from above."""
        seat = self._first(tenant, organization, (Role.OFFICER, Role.APPROVER))
        return self._as(*seat)

    def signing(self, tenant: Tenant, organization: str) -> Repositories:
        """Return those of who signs for a body: its approver, its officer where it has none."""
        for role in (Role.APPROVER, Role.OFFICER):
            if (tenant.id, organization, role) in self.seats:
                return self._as(tenant.id, organization, role)
        raise KeyError(tenant.id, organization)

    def front(self, tenant: Tenant, *, of: str) -> Repositories:
        """Return those of the Front that judges an item of organization *of* in *tenant*.

        Nobody confirms what they themselves entered: the Front's own items go to the approver of
        the same tenant, or to the Front above.
        """
        if of != FRONT:
            return self._as(*self._first(tenant, FRONT, (Role.OFFICER,)))
        if (tenant.id, FRONT, Role.APPROVER) in self.seats:
            return self._as(tenant.id, FRONT, Role.APPROVER)
        above = self.geography.units[self.geography.parent(tenant)]
        return self._as(above.id, FRONT, Role.OFFICER)

    def has(self, tenant: Tenant, organization: str) -> bool:
        """Tell whether the organization has an officer of its own there."""
        return (tenant.id, organization, Role.OFFICER) in self.seats

    def _first(
        self, tenant: Tenant, organization: str, roles: tuple[Role, ...]
    ) -> tuple[str, str, Role]:
        place: Tenant | None = tenant
        while place is not None:
            for role in roles:
                if (place.id, organization, role) in self.seats:
                    return place.id, organization, role
            above = place.parent_on(self.now.date())
            place = self.geography.units.get(above or "")
        raise KeyError(tenant.id, organization)

    def _as(self, tenant: str, organization: str, role: Role) -> Repositories:
        key = (tenant, organization, role.value)
        if key not in self._scopes:
            user = self.ledger.users[self.seats[tenant, organization, role]]
            held = next(
                a for a in user.assignments if (a.tenant, a.organization) == (tenant, organization)
            )
            tenants = self.operator().tenants
            self._scopes[key] = scope_of(
                user, tenants=tenants, today=self.now.date(), acting=held.id
            )
        return rehearsed(self.ledger, self._scopes[key], self.moment.now)


def at_work(day: date, rng: Random) -> datetime:
    """Return a moment of the working hours of *day*, or of the Friday before a weekend."""
    day -= timedelta(days=max(0, day.weekday() - FRIDAY))
    hour = rng.choice((7, 8, 8, 9, 9, 10, 13, 14, 14, 15, 16))
    return datetime.combine(day, time(hour, rng.randrange(60), rng.randrange(60)), tzinfo=ZONE)


def between(first: date, last: date, rng: Random) -> datetime:
    """Return a working moment between two days, later ones likelier."""
    days = (last - first).days
    return at_work(first + timedelta(days=round(rng.triangular(0, days, days * 0.8))), rng)


def soon(after: datetime, days: tuple[int, int], rng: Random) -> datetime:
    """Return a working moment some *days* after another, always later than that."""
    wanted = at_work(after.date() + timedelta(days=rng.randint(*days)), rng)
    return wanted if wanted > after else after + timedelta(minutes=rng.randint(3, 40))
