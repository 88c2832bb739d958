"""What a body owes for a period: the results of its items, and its report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.calendars import day_of_tree
from core.domain.owed import has_result, needing_result
from core.domain.place_names import called
from core.domain.report_rules import receiver_of
from core.domain.reports import SENT, Body, ReportStatus
from core.domain.tasks import Act, TaskKind
from core.services.tasks_dated import dated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.domain.owed import OwedReport
    from core.domain.periods import Period
    from core.domain.tasks import Task
    from core.domain.tenants import Tenant
    from core.services.tasks_seat import Seat

NAMED = 5
"""So many of the things that lack are named; the list of registrations shows them all."""


def result_tasks(seat: Seat) -> Iterator[Task]:
    """Yield, for each period that has opened, how many of how many items lack a result."""
    for period in seat.periods_opened(seat.lately):
        needing = needing_result(seat.items, period)
        lacking = [item for item in needing if not has_result(item, period)]
        if lacking:
            yield dated(
                seat,
                TaskKind.ENTER_RESULTS,
                Act.ENTER_RESULT,
                year=period.year,
                period=str(period),
                registration=lacking[0].id,
                params={
                    "done": len(needing) - len(lacking),
                    "total": len(needing),
                    "missing": len(lacking),
                    "registrations": [item.id for item in lacking[:NAMED]],
                    "titles": [item.title for item in lacking[:NAMED]],
                },
            )


def report_tasks(seat: Seat) -> Iterator[Task]:
    """Yield the reports not sent, and those that came back, of every year the program was in use.

    A commune that was closed meanwhile still owes its own, by the hands of the one that took over.
    """
    known = {(report.tenant, report.period): report for report in seat.reports}
    for period in seat.periods_opened(seat.years):
        day = day_of_tree(period.year, str(period), seat.today)
        for unit in seat.units.values():
            report = known.get((unit.id, period))
            if report is not None and report.status in SENT:
                continue
            to_somebody = receiver_of(seat.organization, unit, day) is not None
            if to_somebody and (report is not None or _is_owed(seat, unit, period)):
                yield _to_report(seat, unit, period, report)


def _is_owed(seat: Seat, unit: Tenant, period: Period) -> bool:
    day = day_of_tree(period.year, str(period), seat.today)
    if not unit.in_force_on(day):
        return False
    due = seat.window(str(period), year=period.year, unit=unit.id).due
    return seat.staffed_on(Body(unit.id, seat.organization), due)


def _to_report(seat: Seat, unit: Tenant, period: Period, report: OwedReport | None) -> Task:
    returned = report is not None and report.status is ReportStatus.RETURNED
    needing = needing_result(seat.items, period)
    return dated(
        seat,
        TaskKind.CORRECT_REPORT if returned else TaskKind.REPORT,
        Act.WRITE_REPORT if report else Act.BEGIN_REPORT,
        year=period.year,
        period=str(period),
        tenant=unit.id,
        report=report.id if report else None,
        params={
            "reason": report.return_reason if report else None,
            "done": sum(has_result(item, period) for item in needing),
            "total": len(needing),
            "signs": seat.signs,
            "unit": called(unit, seat.today),
            **({"late": report.late} if report and returned else {}),
        },
    )
