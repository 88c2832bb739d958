"""What an organization owes by registering: to begin, to send, to correct, perhaps to continue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.access import FRONT
from core.domain.calendar_windows import REGISTRATION
from core.domain.calendars import standing
from core.domain.owed import continuable
from core.domain.periods import Period
from core.domain.registrations import Status
from core.domain.results import ResultStatus
from core.domain.tasks import Act, TaskKind
from core.services.gates import IN_TIME, UNTIL_LOCKED
from core.services.tasks_dated import dated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.domain.owed import OwedItem
    from core.domain.tasks import Task
    from core.services.tasks_seat import Seat

UNSETTLED = {
    Status.DRAFT: TaskKind.SUBMIT_DRAFT,
    Status.RETURNED: TaskKind.CORRECT,
}


def registering_tasks(seat: Seat) -> Iterator[Task]:
    """Yield what is to be registered, sent, corrected, and what may be continued."""
    yield from _to_begin(seat)
    for item in seat.items:
        if item.status in UNSETTLED:
            yield _to_send(seat, item)
        if item.counted:
            yield from _returned_results(seat, item)
    yield from _to_continue(seat)


def _to_begin(seat: Seat) -> Iterator[Task]:
    """Yield the years of which nothing stands registered (129/KH-MTTQ-BTT, III.2, III.4).

    The plan asks it of the member organizations; the Front has its quota only.
    """
    if seat.organization == FRONT:
        return
    registered = seat.work.owed.years_registered(
        paths=seat.paths, organization=seat.organization, years=seat.years
    )
    for year in seat.years:
        if year in registered or not seat.opened(REGISTRATION, year=year):
            continue
        if seat.owed_registration(year):
            yield dated(seat, TaskKind.REGISTER, Act.REGISTER, year=year)


def _to_send(seat: Seat, item: OwedItem) -> Task:
    return dated(
        seat,
        UNSETTLED[item.status],
        Act.EDIT_REGISTRATION,
        year=item.year,
        tenant=item.tenant,
        registration=item.id,
        params={
            "title": item.title,
            "reason": item.return_reason,
            "on": item.updated_at,
            "unavailable": not seat.active,
        },
    )


def _returned_results(seat: Seat, item: OwedItem) -> Iterator[Task]:
    for result in item.results:
        if result.status is ResultStatus.RETURNED:
            yield dated(
                seat,
                TaskKind.CORRECT_RESULT,
                Act.ENTER_RESULT,
                year=item.year,
                period=str(result.period),
                tenant=item.tenant,
                registration=item.id,
                params={"title": item.title, "reason": result.return_reason},
            )


def _to_continue(seat: Seat) -> Iterator[Task]:
    """Offer last year's models, as long as a registration can still be begun (001 III.1)."""
    year = seat.today.year
    window = seat.window(REGISTRATION, year=year)
    if not seat.active or standing(window, seat.today) not in IN_TIME:
        return
    last = Period(year=year - 1)
    for item in continuable(seat.items, year):
        yield dated(
            seat,
            TaskKind.CONTINUE,
            Act.CONTINUE_REGISTRATION,
            year=year,
            registration=item.id,
            params={
                "title": item.title,
                "last_year": item.year,
                "last_period": str(last) if _may_tell(seat, item, last) else None,
            },
        )


def _may_tell(seat: Seat, item: OwedItem, last: Period) -> bool:
    """Tell whether last year's result, and so that the model has stopped, can still be entered."""
    there = any(result.period == last for result in item.results)
    possible = UNTIL_LOCKED if there else IN_TIME
    return standing(seat.window(str(last), year=last.year), seat.today) in possible
