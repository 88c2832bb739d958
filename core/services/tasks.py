"""Việc của đơn vị: all that one assignment owes, live, and what its body has done lately."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.access import Role
from core.domain.calendar_windows import REGISTRATION
from core.domain.calendars import standing
from core.domain.permissions import WRITERS
from core.domain.tasks import in_order
from core.domain.tenants import Level
from core.services import tasks_children, tasks_front, tasks_reporting
from core.services.gates import IN_TIME
from core.services.tasks_admin import administration_tasks
from core.services.tasks_done import done_lately, next_dates
from core.services.tasks_quotas import OwnQuotas
from core.services.tasks_registering import registering_tasks
from core.services.tasks_seat import Seat

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from core.catalogue import Catalogue
    from core.domain.access import Assignment
    from core.domain.owed import OwedReport
    from core.domain.tasks import Done, Task, Upcoming
    from core.domain.verdicts import Verdict
    from core.services.ports.work import Repositories


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskList:
    """What is owed, in the order it is shown, and what is shown beside it.

    ``verdicts`` are those of the body's own quotas this year; ``dates`` the calendar's next last
    days, the nearest first. ``registers``: one may begin a registration today; ``active``: the
    organization's plugin is at work here.
    """

    tasks: tuple[Task, ...]
    done: tuple[Done, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    dates: tuple[Upcoming, ...] = ()
    registers: bool = False
    active: bool = True


def task_list(
    work: Repositories, held: Assignment, *, catalogue: Catalogue, today: date
) -> TaskList:
    """Return what *held* owes; *work* is to be narrowed to that assignment.

    Nothing is owed by who only looks on. What is overdue stays, even when nobody can settle it
    any more without more time from above: ``Task.refused`` says so.
    """
    seat = Seat(work, held, catalogue=catalogue, today=today)
    if held.role is Role.ADMIN:
        return TaskList(tasks=tuple(in_order(administration_tasks(seat), today)))
    if held.role not in WRITERS:
        return TaskList(tasks=(), dates=tuple(next_dates(seat)))
    quotas = {year: OwnQuotas(seat, year) for year in seat.lately}
    received = _received(seat)
    owed = [*_own(seat, quotas), *_of_others(seat, received)]
    return TaskList(
        tasks=tuple(in_order(owed, today)),
        done=tuple(done_lately(seat, received)),
        verdicts=quotas[today.year].verdicts,
        dates=tuple(next_dates(seat)),
        registers=seat.active and _registers(seat),
        active=seat.active,
    )


def _registers(seat: Seat) -> bool:
    """Tell whether a registration may be begun today, in the tenant itself or somewhere below."""
    window, today = seat.window(REGISTRATION, year=seat.today.year), seat.today
    if standing(window, today) in IN_TIME or seat.tenant.level is Level.COMMUNE:
        return standing(window, today) in IN_TIME
    more = seat.more_time(today.year, seat.organization)
    return any(standing(one.window, today) in IN_TIME for one in more)


def _own(seat: Seat, quotas: Mapping[int, OwnQuotas]) -> Iterator[Task]:
    yield from registering_tasks(seat)
    for year, own in quotas.items():
        if seat.owed_registration(year):
            yield from own.tasks()
    yield from tasks_reporting.result_tasks(seat)
    yield from tasks_reporting.report_tasks(seat)


def _of_others(seat: Seat, received: Sequence[OwedReport]) -> Iterator[Task]:
    yield from tasks_children.registering_tasks(seat)
    if seat.held.of_front:
        yield from tasks_front.consultation_tasks(seat)
        yield from tasks_front.overlap_tasks(seat)
        yield from tasks_front.report_tasks(seat, received)
        yield from tasks_front.drift_tasks(seat, received)
        yield from tasks_children.reporting_tasks(seat, received)
        yield from tasks_children.omission_tasks(seat)


def _received(seat: Seat) -> Sequence[OwedReport]:
    """Return what stands sent to the Front of the seat: of its organizations, and from below."""
    if not seat.held.of_front:
        return ()
    return seat.work.owed.reports_to(
        homes=[*seat.units], children=[unit.id for unit in seat.children], since=min(seat.years)
    )
