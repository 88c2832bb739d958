"""The reports of bodies for the first half of 2017 and for the year: on time, late, missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from core.demonstration import names
from core.demonstration.geography import PROVINCE
from core.demonstration.world import between, soon
from core.domain.access import FRONT
from core.domain.periods import Period
from core.domain.report_rules import ReportAction
from core.domain.reports import ReportDraft
from core.services.reporting import ReportStep, create, transition

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from random import Random

    from core.demonstration.world import World
    from core.domain.tenants import Tenant


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A period's reports: shares of all bodies, and the days between which they come in."""

    period: Period
    first: date
    due: date
    late_until: date
    judged: date
    on_time: float
    late: float
    begun: float
    accepted: float
    returned: float
    province_read: date
    """The province's board has read what was sent to it until then; the rest waits for it."""


CALLS = (
    Call(
        period=Period(year=2017, start_month=1, months=6),
        first=date(2017, 7, 19), due=date(2017, 7, 31), late_until=date(2017, 8, 30),
        judged=date(2017, 9, 29), on_time=0.68, late=0.12, begun=0.03, accepted=0.72, returned=0.06,
        province_read=date(2017, 7, 26),
    ),
    Call(
        period=Period(year=2017),
        first=date(2017, 12, 18), due=date(2018, 1, 10), late_until=date(2018, 1, 30),
        judged=date(2018, 2, 2), on_time=0.6, late=0.13, begun=0.05, accepted=0.5, returned=0.08,
        province_read=date(2018, 2, 2),
    ),
)  # fmt: skip


@dataclass(slots=True)
class Paper:
    """One body's report of one period."""

    world: World
    tenant: Tenant
    organization: str
    call: Call
    rng: Random
    id: str = ""

    def told(self) -> Iterator[datetime]:
        """Tell it from the first word to acceptance; a body that is missing tells nothing."""
        call, chance = self.call, self.rng.random()
        if chance < call.on_time:
            yield between(call.first, call.due, self.rng)
        elif chance < call.on_time + call.late:
            yield between(call.due + timedelta(days=1), call.late_until, self.rng)
        elif chance < call.on_time + call.late + call.begun:
            yield between(call.first, call.due, self.rng)
            self._create()
            return
        else:
            return
        self._create()
        yield self.world.now + timedelta(minutes=self.rng.randint(5, 25))
        self._step(ReportAction.SUBMIT)
        yield from self._judgement()

    def _judgement(self) -> Iterator[datetime]:
        receiver = self._receiver()
        chance = self.rng.random()
        at = soon(self.world.now, (2, 15), self.rng)
        if receiver is None or at.date() > self.call.judged:
            return
        if receiver.id == PROVINCE and self.world.now.date() > self.call.province_read:
            return
        if chance < self.call.accepted:
            yield at
            self._step(ReportAction.ACCEPT)
        elif chance < self.call.accepted + self.call.returned:
            yield at
            self._step(ReportAction.RETURN, self.rng.choice(names.REPORT_RETURNED))
            at = soon(at, (1, 5), self.rng)
            if self.rng.random() < 0.5 and at.date() <= self.call.judged:  # noqa: PLR2004 — half
                yield at
                self._step(ReportAction.SUBMIT)

    def _create(self) -> None:
        nothing = not self.world.ledger.has_items(self.tenant.id, self.organization)
        draft = ReportDraft(
            tenant=self.tenant.id,
            organization=self.organization,
            period=self.call.period,
            nothing=nothing,
            parts=self._parts(nothing=nothing),
        )
        work = self.world.member(self.tenant, self.organization)
        self.id = create(draft, work=work, moment=self.world.moment).id

    def _parts(self, *, nothing: bool) -> dict[str, str]:
        if nothing:
            return {"phuong_huong": self.rng.choice(names.NEXT)}
        return {
            "chi_dao": self.rng.choice(names.STEERING),
            "hiep_thuong": self.rng.choice(names.CONSULTED),
            "ket_qua": self.rng.choice(names.ACHIEVED),
            "han_che": self.rng.choice(names.WEAKNESSES),
            "phuong_huong": self.rng.choice(names.NEXT),
        }

    def _step(self, action: ReportAction, reason: str | None = None) -> None:
        work = (
            self.world.signing(self.tenant, self.organization)
            if action is ReportAction.SUBMIT
            else self.world.signing(self._receiver() or self.tenant, FRONT)
        )
        transition(
            self.id,
            ReportStep(action=action, reason=reason),
            version=self.world.ledger.reports[self.id].version,
            work=work,
            moment=self.world.moment,
        )

    def _receiver(self) -> Tenant | None:
        """Return whose Front receives it; the province's Front reports to one that is not here."""
        if self.organization != FRONT:
            return self.tenant
        if self.tenant.id == PROVINCE:
            return None
        return self.world.geography.units[self.world.geography.parent(self.tenant)]
