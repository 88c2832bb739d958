"""How the half year 2017 was signed off: a commune's report, and the province's.

Figures are made of all that was told before, so this is told last, in the database itself: what
was corrected afterwards stands in the commune's amendment, and drifts in the province's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from core.demonstration import names
from core.demonstration.accounts import CHAIR, COUNTRY_CHAIR
from core.demonstration.geography import LUONG_BANG, PROVINCE
from core.demonstration.world import ZONE
from core.domain.access import FRONT, OPERATOR
from core.domain.periods import Period
from core.domain.report_rules import ReportAction
from core.domain.reports import ReportStatus
from core.domain.results import State
from core.domain.time import Moment
from core.services.acting import scope_of
from core.services.freezing import carry_out
from core.services.report_children import Missing, children_of, has_reported
from core.services.report_standing import report_of
from core.services.reporting import ReportStep
from core.services.results import Statement, enter

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.catalogue import Catalogue
    from core.domain.registrations import Registration
    from core.domain.reports import Report
    from core.services.ports.work import Repositories
    from core.storage.store import MongoStore

    Act = Callable[[Repositories, Moment], object]

HALF = Period(year=2017, start_month=1, months=6)
DISTRICT_CHAIR = f"mt.chodon{CHAIR}"
"""Receives the commune's report."""

WOMEN, UNION = "pn.luongbang", "phu_nu"
MORE_HOUSEHOLDS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The real database, written to as people of the demonstration would."""

    store: MongoStore
    catalogue: Catalogue

    def does(self, username: str, at: datetime, act: Act) -> None:
        """Have *username* do *act* on the day of *at*."""
        known = self.store.read(OPERATOR)
        user = known.users.for_sign_in(username)
        if user is None:
            return
        scope = scope_of(user, tenants=known.tenants, today=at.date())
        moment = Moment(now=at, today=at.date())
        self.store.write(scope, lambda work: act(work, moment))

    def step(self, action: ReportAction, tenant: str, reason: str | None = None) -> Act:
        """Return the act of doing *action* to the Front's half-year report of *tenant*."""

        def act(work: Repositories, moment: Moment) -> object:
            report = self._report(work, tenant)
            if report is None or not _possible(report, action):
                return None
            step = ReportStep(
                action=action,
                reason=reason,
                missing=_missing(work, report, moment) if action is ReportAction.FREEZE else (),
            )
            return carry_out(
                report.id, step, version=report.version, work=work, catalogue=self.catalogue,
                moment=moment,
            )  # fmt: skip

        return act

    def corrects(self, work: Repositories, moment: Moment) -> object:
        """Have the Women's Union count the households of one of its items again."""
        item = _corrected(work)
        if item is None:
            return None
        result = next(each for each in item.results if each.period == HALF)
        if result.entered_at == moment.now:
            return None
        statement = Statement(
            state=State(result.state),
            progress=result.progress,
            households=result.households + MORE_HOUSEHOLDS,
            measures={code: float(value) for code, value in result.measures.items()},
            funding=result.funding,
            narrative=result.narrative,
        )
        return enter(
            item.id, HALF, statement, version=result.version, work=work,
            catalogue=self.catalogue, moment=moment,
        )  # fmt: skip

    def _report(self, work: Repositories, tenant: str) -> Report | None:
        return report_of(work, work.tenants.get(tenant), FRONT, HALF)


def sign_off(store: MongoStore, catalogue: Catalogue) -> None:
    """Freeze two reports, correct a result, amend one; what is not there is passed over."""
    board = Board(store=store, catalogue=catalogue)
    way = ((LUONG_BANG, DISTRICT_CHAIR, 22), (PROVINCE, COUNTRY_CHAIR, 26))
    for tenant, username, day in way:
        for minute, action in enumerate((ReportAction.ACCEPT, ReportAction.FREEZE)):
            board.does(username, _at(day, minute), board.step(action, tenant))
    board.does(WOMEN, _at(29, 0), board.corrects)
    amending = board.step(ReportAction.AMEND, LUONG_BANG, names.AMENDED)
    board.does(DISTRICT_CHAIR, _at(31, 0), amending)


def _at(day: int, minute: int) -> datetime:
    return datetime(2018, 1, day, 9, 15 + minute, tzinfo=ZONE)


def _possible(report: Report, action: ReportAction) -> bool:
    wanted = {
        ReportAction.ACCEPT: ReportStatus.SUBMITTED,
        ReportAction.FREEZE: ReportStatus.ACCEPTED,
        ReportAction.AMEND: ReportStatus.FROZEN,
    }
    amended = action is ReportAction.AMEND and report.edition != 0
    return report.status is wanted[action] and not amended


def _missing(work: Repositories, report: Report, moment: Moment) -> tuple[Missing, ...]:
    left = [one for one in children_of(work, report, today=moment.today) if not has_reported(one)]
    reasons = names.REPORT_MISSING
    return tuple(
        Missing(
            tenant=one.body.tenant,
            organization=one.body.organization,
            reason=reasons[number % len(reasons)],
        )
        for number, one in enumerate(left)
    )


def _corrected(work: Repositories) -> Registration | None:
    found = [
        item
        for item in work.registrations.each(year=HALF.year)
        if (item.tenant, item.organization) == (LUONG_BANG, UNION)
        and item.counted
        and any(each.period == HALF for each in item.results)
    ]
    return min(found, key=lambda item: item.number or "", default=None)
