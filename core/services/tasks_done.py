"""What a body has settled lately, and what its calendar asks for next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.calendar_windows import REGISTRATION
from core.domain.place_names import called
from core.domain.registrations import Status
from core.domain.reports import SENT, TAKEN_IN, ReportStatus
from core.domain.tasks import DONE_SHOWN, Done, DoneKind, Target, Upcoming, lately

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from core.domain.owed import OwedItem, OwedReport
    from core.services.tasks_seat import Seat

ITEM_DONE = {Status.AGREED: DoneKind.AGREED, Status.SUBMITTED: DoneKind.SUBMITTED}
REPORT_DONE = {
    ReportStatus.ACCEPTED: DoneKind.REPORT_ACCEPTED,
    ReportStatus.FROZEN: DoneKind.REPORT_FROZEN,
    ReportStatus.SUBMITTED: DoneKind.REPORT_SENT,
}


def done_lately(seat: Seat, received: Sequence[OwedReport] = ()) -> list[Done]:
    """Return the last few things done, of one's own; for a Front also what it has decided."""
    items = list(seat.items)
    if seat.held.of_front:
        items += seat.work.owed.agreed_lately(
            paths=seat.paths, year=seat.today.year, limit=DONE_SHOWN
        )
    unique = {item.id: item for item in items}
    accepted = [report for report in received if report.status in TAKEN_IN]
    return lately([*_of_items(unique.values()), *_of_reports(seat, [*seat.reports, *accepted])])


def next_dates(seat: Seat) -> list[Upcoming]:
    """Return the windows that are not closed yet, the nearest last day on time first.

    Those of registration and of the periods, of the year at hand and of the one before.
    """
    found = []
    for year in {seat.today.year, *seat.lately}:
        for part in (REGISTRATION, *map(str, seat.periods(year))):
            window = seat.window(part, year=year)
            if window.closes >= seat.today:
                found.append(
                    Upcoming(
                        year=year, part=part, opens=window.opens, due=window.due,
                        closes=window.closes, source=window.source, before=window.due_before,
                    )
                )  # fmt: skip
    return sorted(found, key=lambda one: (one.due, one.part))


def _of_items(items: Iterable[OwedItem]) -> Iterator[Done]:
    for item in items:
        kind = ITEM_DONE.get(item.status)
        if kind is not None:
            at = item.submitted_at if kind is DoneKind.SUBMITTED else item.updated_at
            yield Done(
                kind=kind,
                target=Target(
                    tenant=item.tenant, organization=item.organization, year=item.year,
                    registration=item.id,
                ),
                at=at or item.updated_at,
                params={"title": item.title, "kind": item.kind.value,
                        "stage": item.stage.value if item.stage else None},
            )  # fmt: skip


def _of_reports(seat: Seat, reports: Iterable[OwedReport]) -> Iterator[Done]:
    units = {unit.id: unit for unit in (*seat.units.values(), *seat.children)}
    for report in reports:
        if report.status in SENT:
            yield Done(
                kind=REPORT_DONE[report.status],
                target=Target(
                    tenant=report.tenant, organization=report.organization,
                    year=report.period.year, period=str(report.period), report=report.id,
                ),
                at=report.updated_at,
                params={"unit": called(units[report.tenant], seat.today)},
            )  # fmt: skip
