"""What becomes of an item in the course of 2017: results by period, and what the Front says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from core.demonstration import names
from core.demonstration.world import at_work, between, soon
from core.domain.movements import Stage
from core.domain.periods import Period
from core.domain.recognition import Recognition
from core.domain.registrations import Money, Status
from core.domain.results import REALIZED, ResultStatus, State
from core.domain.states import Action
from core.services.results import ResultAction, Statement, enter, find_result, judge_result
from core.services.transitions import Step, act

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from random import Random

    from core.demonstration.drawing import Drawn
    from core.demonstration.world import World
    from core.domain.registrations import Registration
    from core.domain.results import Result

HUNDRED_THOUSAND = 100_000
SENTENCES = {
    State.IN_PROGRESS: names.UNDER_WAY,
    State.COMPLETED: names.DONE,
    State.MAINTAINED: names.KEPT,
    State.STOPPED: names.STOPPED,
}
RECOGNISED = 0.2
YEAR = 12
"""Months."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A period's results: how many items have one, when, and what the Front has said by then.

    ``first`` … ``late`` are the days of entering; after ``judged`` the Front says nothing more.
    """

    period: Period
    reported: float
    first: date
    due: date
    late: date
    judged: date
    confirmed: float
    returned: float
    shares: tuple[float, float]


ROUNDS = (
    Round(
        period=Period(year=2017, start_month=1, months=6),
        reported=0.86, first=date(2017, 7, 17), due=date(2017, 7, 31), late=date(2017, 8, 31),
        judged=date(2017, 9, 29), confirmed=0.72, returned=0.07, shares=(0.2, 0.5),
    ),
    Round(
        period=Period(year=2017, start_month=7, months=3),
        reported=0.14, first=date(2017, 9, 25), due=date(2017, 10, 10), late=date(2017, 10, 31),
        judged=date(2017, 11, 20), confirmed=0.6, returned=0.03, shares=(0.5, 0.75),
    ),
    Round(
        period=Period(year=2017),
        reported=0.9, first=date(2017, 12, 5), due=date(2018, 1, 10), late=date(2018, 1, 31),
        judged=date(2018, 2, 2), confirmed=0.62, returned=0.05, shares=(0.9, 1.1),
    ),
)  # fmt: skip


def results_of_2017(
    world: World, registration_id: str, drawn: Drawn, rng: Random
) -> Iterator[datetime]:
    """Tell the three rounds of one item, and its recognition."""
    teller = _Teller(world, registration_id, drawn, rng)
    for each in ROUNDS:
        if rng.random() < each.reported:
            yield from teller.tell(each)
    yield from teller.recognition()


@dataclass(slots=True)
class _Teller:
    world: World
    id: str
    drawn: Drawn
    rng: Random
    finished: bool = False

    @property
    def now(self) -> Registration:
        return self.world.ledger.registrations[self.id]

    def tell(self, each: Round) -> Iterator[datetime]:
        at = between(each.first, each.due, self.rng)
        if at <= self.world.now or self.rng.random() < 0.06:  # noqa: PLR2004 — how many are late
            at = soon(max(self.world.now, at_work(each.due, self.rng)), (1, 14), self.rng)
        if at.date() > each.late:
            return
        yield at
        self._enter(each)
        chance = self.rng.random()
        at = soon(at, (2, 16), self.rng)
        if chance > each.confirmed + each.returned or at.date() > each.judged:
            return
        yield at
        if chance < each.confirmed:
            self._judge(each, ResultAction.CONFIRM)
            return
        self._judge(each, ResultAction.RETURN)
        at = soon(at, (1, 6), self.rng)
        if self.rng.random() < 0.5 and at.date() <= each.judged:  # noqa: PLR2004 — half of them
            yield at
            self._enter(each)

    def recognition(self) -> Iterator[datetime]:
        whole = next((r for r in self.now.results if r.period.months == YEAR), None)
        at = soon(self.world.now, (1, 5), self.rng)
        if self.rng.random() < RECOGNISED and _recognisable(self.now, whole, at):
            yield at
            act(
                self.id,
                Step(action=Action.RECOGNISE, recognition=_decision(at.date())),
                version=self.now.version,
                work=self.world.front(self.world.geography.units[self.now.tenant], of="mttq"),
                catalogue=self.world.catalogue,
                moment=self.world.moment,
            )

    def _enter(self, each: Round) -> None:
        earlier = next((r for r in self.now.results if r.period == each.period), None)
        tenant = self.world.geography.units[self.now.tenant]
        enter(
            self.id,
            each.period,
            self._statement(each),
            version=earlier.version if earlier else None,
            work=self.world.member(tenant, self.now.organization),
            catalogue=self.world.catalogue,
            moment=self.world.moment,
        )

    def _judge(self, each: Round, action: ResultAction) -> None:
        tenant = self.world.geography.units[self.now.tenant]
        returning = action is ResultAction.RETURN
        judge_result(
            self.id,
            each.period,
            action,
            reason=self.rng.choice(names.RESULT_RETURNED) if returning else None,
            version=find_result(self.now, each.period).version,
            work=self.world.front(tenant, of=self.now.organization),
            catalogue=self.world.catalogue,
            moment=self.world.moment,
        )

    def _statement(self, each: Round) -> Statement:
        state = self._state(each)
        share = self.rng.uniform(*each.shares)
        if state is State.STOPPED:
            share = 0.5
        elif state is State.IN_PROGRESS:
            share *= 0.8
        whole = each.period.months == YEAR
        done = state in REALIZED and (whole or self.now.stage is not Stage.MAINTAINED)
        return Statement(
            state=state,
            progress=100 if done else min(95, round(100 * share)),
            households=round((self.now.households or 0) * min(share, 1.0)),
            measures=self._measures(share),
            funding=tuple(
                Money(source=money.source, amount=_rounded(money.amount * share))
                for money in self.now.funding
            ),
            narrative=self.rng.choice(SENTENCES[state]),
        )

    def _measures(self, share: float) -> dict[str, int | float]:
        values = self.drawn.values
        return {c: of.value(values, share=share) for c, of in self.drawn.pattern.measures.items()}

    def _state(self, each: Round) -> State:
        whole = each.period.months == YEAR
        if self.now.stage is Stage.MAINTAINED:
            return self._one_of(
                (State.MAINTAINED, 94 if whole else 65), (State.IN_PROGRESS, 6 if whole else 35)
            )
        if self.finished:
            return State.COMPLETED
        state = (
            self._one_of((State.COMPLETED, 88), (State.IN_PROGRESS, 8), (State.STOPPED, 4))
            if whole
            else self._one_of((State.IN_PROGRESS, 92), (State.COMPLETED, 8))
        )
        self.finished = state is State.COMPLETED
        return state

    def _one_of(self, *choices: tuple[State, int]) -> State:
        states, weights = zip(*choices, strict=True)
        chosen: Sequence[State] = self.rng.choices(states, weights)
        return chosen[0]


def _recognisable(registration: Registration, whole: Result | None, at: datetime) -> bool:
    return (
        whole is not None
        and whole.status is ResultStatus.CONFIRMED
        and whole.state in REALIZED
        and registration.status is Status.AGREED
        and at.date() <= ROUNDS[-1].judged
    )


def _rounded(amount: float) -> int:
    return round(amount / HUNDRED_THOUSAND) * HUNDRED_THOUSAND


def _decision(day: date) -> Recognition:
    """Return the decision of a day; boards number theirs by the year, so later is higher."""
    number = day.timetuple().tm_yday
    return Recognition(decision_number=f"{number}/QĐ-MTTQ-BTT", decision_on=day)
