"""One item's result for a period, as the acting role finds it: what it may do, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.access import View
from core.domain.calendars import Standing, standing
from core.domain.errors import InvalidError, NotFoundError
from core.domain.periods import Period
from core.domain.permissions import may_consult, may_enter
from core.domain.plausibility import before, doubts
from core.domain.results import ResultStatus
from core.domain.views import view_of
from core.edge.platform import moment, platform, scope
from core.services.report_standing import periods_asked
from core.web.hats import acting
from core.web.result_fields import Form, form_of
from core.web.result_gating import Gates

if TYPE_CHECKING:
    from core.domain.calendar_windows import Window
    from core.domain.plausibility import Doubt
    from core.domain.registrations import Registration
    from core.domain.results import Result
    from core.services.ports.work import Repositories


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """``shut`` says why nothing can be entered now (empty: it can be, by who may).

    ``judges`` tells that one may confirm or return it, ``judge_shut`` why not to confirm it, and
    ``return_shut`` why not to return it. ``own`` tells that one has entered it oneself.
    """

    item: Registration
    period: Period
    result: Result | None
    previous: Result | None
    form: Form
    window: Window
    enters: bool
    shut: str
    judges: bool
    judge_shut: str
    return_shut: str
    own: bool
    doubts: tuple[Doubt, ...]

    @property
    def editable(self) -> bool:
        return self.enters and not self.shut

    @property
    def days_over(self) -> int:
        """Return how many days ago the last day on time was; 0 while it is not over."""
        return max(0, (moment().today - self.window.due).days)

    @property
    def late_now(self) -> bool:
        return standing(self.window, moment().today) is Standing.LATE

    @property
    def waits(self) -> bool:
        """Tell whether the Front has still to say something about it."""
        return self.result is not None and self.result.status is ResultStatus.REPORTED

    @property
    def periods(self) -> list[Period]:
        """Return the periods to choose from: the half, the year, and those that have a result."""
        told = {result.period for result in self.item.results}
        every = {*periods_asked(self.item.year), *told, self.period}
        return sorted(every, key=lambda period: period.precedence)


def opened(work: Repositories, registration_id: str, written: str) -> Opened:
    """Return what the page shows; raises NotFoundError out of sight or for no period of the year.

    A summary has no results, not even whether there are any.
    """
    item = work.registrations.get(registration_id)
    if view_of(work.scope, item) in {None, View.SUMMARY}:
        raise NotFoundError
    try:
        period = Period.parse(written)
    except InvalidError as error:
        raise NotFoundError from error
    if period.year != item.year:
        raise NotFoundError
    return opened_item(item, period, Gates(work, period))


def opened_item(item: Registration, period: Period, gates: Gates) -> Opened:
    """Return the same for an item that has been read already."""
    result = next((one for one in item.results if one.period == period), None)
    previous = before(item.results, period)
    catalogue, held = platform().catalogue, acting().assignment
    judges = result is not None and item.counted and may_consult(held, path=item.path)
    locked = gates.judging(item) if judges else ""
    odd = (
        doubts(result, item, previous=previous, measures=catalogue.measures.values())
        if result
        else ()
    )
    return Opened(
        item=item,
        period=period,
        result=result,
        previous=previous,
        form=form_of(item, catalogue.movement_types.get(item.movement_type), (result, previous)),
        window=gates.window(item),
        enters=may_enter(held, organization=item.organization, path=item.path),
        shut=gates.entering(item, result),
        judges=judges,
        judge_shut=gates.confirming(item, result) if judges and result else "",
        return_shut=locked,
        own=scope().user in item.touched_by | {result.entered_by if result else ""},
        doubts=tuple(odd),
    )


def current_result(registration_id: str, period: Period) -> Result | None:
    """Return what is stored now, None where there is none or the item is out of sight."""
    try:
        item = platform().store.read(scope()).registrations.get(registration_id)
    except NotFoundError:
        return None
    return next((one for one in item.results if one.period == period), None)
