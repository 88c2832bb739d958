"""The quotas of one body: how it stands to each, what lacks, and which item of its own would do."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from core.domain.calendar_windows import REGISTRATION
from core.domain.calendars import standing
from core.domain.owed import continuable, kept_up
from core.domain.registrations import Status
from core.domain.tasks import Act, TaskKind
from core.domain.verdicts import Outcome
from core.services.gates import IN_TIME
from core.services.judging import holdings_of, judged, rules_day
from core.services.sighting import lineage
from core.services.tasks_dated import dated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.domain.owed import OwedItem
    from core.domain.quota_rules import Override
    from core.domain.quotas import Quota, Trait
    from core.domain.tasks import Task
    from core.domain.tenants import Tenant
    from core.domain.verdicts import Verdict
    from core.services.tasks_seat import Seat

UNSENT = frozenset({Status.DRAFT, Status.RETURNED})


class OwnQuotas:
    """The quotas of a seat's organization at its level, in one year; what it reads, it reads once.

    ``core.services.judging.verdicts_in`` says the same; here several items are tried as well.
    """

    def __init__(self, seat: Seat, year: int) -> None:
        self._seat = seat
        self.year = year
        self._on = rules_day(year, seat.today)
        owned = (q for q in seat.catalogue.quotas.values() if seat.organization in q.owners)
        self._quotas = [quota for quota in owned if quota.level is seat.tenant.level]

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Return how the body stands; nothing before the year's registration has opened."""
        seat = self._seat
        if not self._quotas or not seat.opened(REGISTRATION, year=self.year):
            return ()
        found = (self._judge(quota) for quota in self._quotas)
        return tuple(verdict for verdict in found if verdict is not None)

    def tasks(self) -> Iterator[Task]:
        """Yield a task for each quota that is short; what is unknown or expected is no gap."""
        for verdict in self.verdicts:
            if verdict.outcome is Outcome.SHORT:
                yield self._task(verdict, *self._settling(verdict.quota))

    def _task(self, verdict: Verdict, settling: OwedItem | None, act: Act) -> Task:
        return dated(
            self._seat,
            TaskKind.QUOTA_GAP,
            act,
            year=self.year,
            quota=verdict.quota.code,
            registration=settling.id if settling else None,
            params={
                "label": verdict.quota.label,
                "have": verdict.have,
                "need": verdict.need,
                "lack": verdict.lack,
                "settled_by": settling.title if settling else None,
                "resent": settling is not None and settling.status is Status.RETURNED,
            },
        )

    def _settling(self, quota: Quota) -> tuple[OwedItem | None, Act]:
        """Return which item of one's own would fill the quota, and how.

        One that is begun or returned, if it were sent; else a model of last year, if it were
        continued. The step is to register a new one where neither would do.
        """
        unsent = (i for i in self._seat.items if i.year == self.year and i.status in UNSENT)
        for item in unsent:
            if self._would_do(quota, item.trait()):
                return item, Act.EDIT_REGISTRATION
        for item in continuable(self._seat.items, self.year) if self._is_open else ():
            if self._would_do(quota, kept_up(item)):
                return item, Act.CONTINUE_REGISTRATION
        return None, Act.REGISTER

    def _would_do(self, quota: Quota, trait: Trait | None) -> bool:
        after = self._judge(quota, trait) if trait else None
        return after is not None and after.outcome is Outcome.MET

    @property
    def _is_open(self) -> bool:
        window = self._seat.window(REGISTRATION, year=self.year)
        return standing(window, self._seat.today) in IN_TIME

    def _judge(self, quota: Quota, as_if: Trait | None = None) -> Verdict | None:
        held = self._held if as_if is None else self._held + Counter([as_if])
        return judged(
            quota,
            self._seat.tenant,
            self._above,
            held,
            overrides=self._overrides,
            on=self._on,
            catalogue=self._seat.catalogue,
        )

    @cached_property
    def _above(self) -> Sequence[Tenant]:
        return lineage(self._seat.work, self._seat.tenant, self._on)

    @cached_property
    def _overrides(self) -> Sequence[Override]:
        return self._seat.work.overrides.for_tenants([tenant.id for tenant in self._above])

    @cached_property
    def _held(self) -> Counter[Trait]:
        owners = {owner for quota in self._quotas for owner in quota.owners}
        return holdings_of(
            self._seat.work, self._seat.tenant, year=self.year, organizations=owners, on=self._on
        )
