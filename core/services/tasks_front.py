"""What the Front of a tenant owes to those who sent it something: to agree, confirm, accept."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from core.domain.access import FRONT
from core.domain.periods import Period
from core.domain.place_names import called
from core.domain.reports import ReportStatus
from core.domain.tasks import Act, Target, Task, TaskKind
from core.domain.tenants import Level
from core.services.tasks_dated import dated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.domain.owed import OwedReport, Waiting
    from core.services.tasks_seat import Seat

NAMED = 5


def consultation_tasks(seat: Seat) -> Iterator[Task]:
    """Yield what was submitted in the tenant itself and waits, by year and by period."""
    for waiting in seat.work.owed.waiting_items(paths=seat.paths):
        yield _waiting(seat, TaskKind.AGREE, Act.CONSULT, waiting, year=int(waiting.key))
    since = min(seat.years)
    for waiting in seat.work.owed.waiting_results(paths=seat.paths, since=since):
        year = Period.parse(waiting.key).year
        kind, act = TaskKind.CONFIRM_RESULTS, Act.CONFIRM_RESULTS
        yield _waiting(seat, kind, act, waiting, year=year, period=waiting.key)


def _waiting(
    seat: Seat, kind: TaskKind, act: Act, waiting: Waiting, *, year: int, period: str | None = None
) -> Task:
    """Return the task; ``mine`` are those one entered oneself and another has to decide."""
    return dated(
        seat,
        kind,
        act,
        year=year,
        period=period,
        params={
            "count": waiting.count,
            "mine": 0 if seat.confirms_own else waiting.mine,
            "oldest": waiting.oldest,
        },
    )


def overlap_tasks(seat: Seat) -> Iterator[Task]:
    """Yield by year the overlaps no board below can settle: of items of several units, or above.

    Those of one commune stand in its own consultation.
    """
    if seat.tenant.level is Level.COMMUNE:
        return
    since = seat.today.year - 1
    for waiting in seat.work.owed.open_overlaps(paths=seat.paths, since=since):
        yield dated(
            seat,
            TaskKind.SETTLE_OVERLAPS,
            Act.SETTLE_OVERLAPS,
            year=int(waiting.key),
            params={"count": waiting.count, "oldest": waiting.oldest, "overlap": waiting.first},
        )


def report_tasks(seat: Seat, sent: Sequence[OwedReport]) -> Iterator[Task]:
    """Yield by period the reports that were *sent* to the tenant's Front and wait for its answer.

    Nobody but who signs for the Front can give it.
    """
    by_period: defaultdict[Period, list[OwedReport]] = defaultdict(list)
    for report in sent:
        if report.status is ReportStatus.SUBMITTED:
            by_period[report.period].append(report)
    if not by_period or not seat.signs:
        return
    for period, reports in sorted(by_period.items(), key=lambda one: one[0].precedence):
        mine = 0 if seat.confirms_own else sum(report.mine for report in reports)
        yield dated(
            seat,
            TaskKind.ACCEPT_REPORTS,
            Act.READ_REPORTS,
            year=period.year,
            period=str(period),
            report=reports[0].id if len(reports) == 1 else None,
            params={
                "count": len(reports),
                "mine": mine,
                "oldest": min((r.submitted_on for r in reports if r.submitted_on), default=None),
                "organizations": sorted({r.organization for r in reports} - {FRONT})[:NAMED],
                "units": sum(r.organization == FRONT for r in reports),
            },
        )


def drift_tasks(seat: Seat, received: Sequence[OwedReport]) -> Iterator[Task]:
    """Yield each report frozen here whose figures have changed since: to be looked at, amended.

    It has no last day: amending is never too late (decision 88). Only who signs may amend.
    """
    drifted = [report for report in received if report.drifted or report.arrived]
    if not drifted or not seat.signs:
        return
    units = {unit.id: unit for unit in (*seat.units.values(), *seat.children)}
    for report in drifted:
        yield Task(
            kind=TaskKind.REPORT_DRIFT,
            act=Act.AMEND_REPORT,
            target=Target(
                tenant=report.tenant, organization=report.organization, year=report.period.year,
                period=str(report.period), report=report.id,
            ),
            params={
                "count": report.drifted,
                "arrived": report.arrived,
                "unit": called(units[report.tenant], seat.today),
            },
        )  # fmt: skip
