"""The story of one item: registered, discussed, reported on, and perhaps continued next year."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from core.demonstration import names
from core.demonstration.cases import Fate
from core.demonstration.drawing import Drawn, draw
from core.demonstration.outcomes import results_of_2017
from core.demonstration.world import ZONE, between, soon
from core.domain.movements import Stage
from core.domain.registrations import Status
from core.domain.states import Action
from core.services.registering import edit, register
from core.services.transitions import Step, act

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

    from core.demonstration.cases import Case
    from core.demonstration.world import World
    from core.domain.drafts import Draft
    from core.domain.registrations import Registration
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories

LATE = 0.09
DECLINING = 0.03
END = datetime(2018, 2, 5, 7, tzinfo=ZONE)
"""The morning of the practice date; nothing happens from then on."""


@dataclass(slots=True)
class Story:
    """One item; ``id`` is that of its registration, once there is one."""

    world: World
    case: Case
    rng: Random
    id: str = ""
    drawn: Drawn | None = field(default=None)

    @property
    def tenant(self) -> Tenant:
        return self.case.tenant

    @property
    def now(self) -> Registration:
        return self.world.ledger.registrations[self.id]

    def of_2017(self) -> Iterator[datetime]:
        """Tell the year: registration in June and July, consultation, results."""
        late = self.rng.random() < LATE
        days = (date(2017, 7, 15), date(2017, 7, 28)) if late else (
            date(2017, 6, 22),
            date(2017, 7, 14),
        )  # fmt: skip
        yield between(*days, self.rng)
        self._register(2017)
        yield from self.consultation((2, 12))
        if self.now.counted and self.drawn is not None:
            yield from results_of_2017(self.world, self.id, self.drawn, self.rng)

    def begun_in_2018(self) -> Iterator[datetime]:
        """Tell of an item that is new in 2018, as far as that year has come."""
        yield between(date(2018, 1, 8), date(2018, 2, 3), self.rng)
        self._register(2018)
        yield from self.consultation((1, 9), until=END)

    def continued_in_2018(self) -> Iterator[datetime]:
        """Tell how last year's model is registered again, «tiếp tục duy trì»."""
        yield between(date(2018, 1, 4), date(2018, 2, 3), self.rng)
        if self.drawn is None or self.now.status is not Status.AGREED:
            return
        fate = self.rng.choice((Fate.AGREED, Fate.SUBMITTED))
        following = Story(self.world, replace(self.case, fate=fate), self.rng)
        following.file(
            replace(
                self.drawn.draft,
                year=2018,
                stage=Stage.MAINTAINED,
                starts_on=date(2018, 1, 1),
                ends_on=date(2018, 12, 15),
                continues=self.id,
            )
        )
        yield from following.consultation((1, 9), until=END)

    def file(self, draft: Draft) -> None:
        """Register *draft*, and send it unless it is to stay a draft."""
        filed = register(
            draft,
            submitting=self.case.fate is not Fate.DRAFT,
            work=self._member(),
            catalogue=self.world.catalogue,
            moment=self.world.moment,
        )
        if filed.refusal is not None:
            raise filed.refusal
        self.id = filed.registration.id

    def consultation(
        self, days: tuple[int, int], until: datetime | None = None
    ) -> Iterator[datetime]:
        """Tell what the Front says of it, some *days* after each other, before *until*."""
        for step in self._steps():
            at = soon(self.world.now, days, self.rng)
            if until is not None and at >= until:
                return
            yield at
            step()

    def _steps(self) -> tuple[Callable[[], None], ...]:
        return {
            Fate.DRAFT: (),
            Fate.SUBMITTED: (),
            Fate.AGREED: (self._agree,),
            Fate.RETURNED: (self._return,),
            Fate.RESENT: (self._return, self._send_again, self._agree),
            Fate.WITHDRAWN: (self._withdraw,),
        }[self.case.fate]

    def _register(self, year: int) -> None:
        kept = self.case.stage is Stage.MAINTAINED
        begins = date(year, 1, 1) if kept else date(year, self.rng.randint(3, 6), 1)
        ends = date(year, 12, 15) if kept else date(year, self.rng.randint(9, 11), 30)
        self.drawn = draw(
            self.case.pattern,
            self.tenant,
            self.world.geography,
            self.rng,
            stage=self.case.stage,
            year=year,
            days=(begins, ends),
        )
        self.file(self.drawn.draft)

    def _agree(self) -> None:
        self._act(Step(action=Action.AGREE), self._front())
        partner = next(iter(self.now.partner_organizations), None)
        if partner and self.rng.random() < DECLINING and self.world.has(self.tenant, partner):
            self._act(Step(action=Action.DECLINE), self.world.member(self.tenant, partner))

    def _return(self) -> None:
        reason = self.rng.choice(names.RETURNED)
        self._act(Step(action=Action.RETURN, reason=reason), self._front())

    def _withdraw(self) -> None:
        reason = self.rng.choice(names.WITHDRAWN)
        self._act(Step(action=Action.WITHDRAW, reason=reason), self._member())

    def _send_again(self) -> None:
        if self.drawn is None:
            return
        edit(
            self.id,
            replace(self.drawn.draft, note="Đã bổ sung theo ý kiến hiệp thương."),
            version=self.now.version,
            submitting=True,
            work=self._member(),
            catalogue=self.world.catalogue,
            moment=self.world.moment,
        )

    def _act(self, step: Step, work: Repositories) -> None:
        act(
            self.id,
            step,
            version=self.now.version,
            work=work,
            catalogue=self.world.catalogue,
            moment=self.world.moment,
        )

    def _member(self) -> Repositories:
        return self.world.member(self.tenant, self.case.pattern.organization)

    def _front(self) -> Repositories:
        return self.world.front(self.tenant, of=self.case.pattern.organization)
