"""Whether a period's results may be entered or judged now; asked once for many items."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from core.domain.calendars import Standing, standing
from core.domain.errors import ConflictError, ForbiddenError
from core.domain.results import ResultStatus
from core.edge.platform import moment, scope
from core.services.calendars import calendars_of
from core.services.gates import IN_TIME, UNTIL_LOCKED
from core.services.result_gates import refuse_result, refuse_result_locked
from core.services.self_confirmation import refuse_own
from core.web.naming import organization_name
from core.web.refusals import sentence_of
from core.web.rendering import t

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.domain.calendar_windows import Window
    from core.domain.calendars import YearCalendars
    from core.domain.periods import Period
    from core.domain.registrations import Registration
    from core.domain.results import Result
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories


class Gates:
    """Answers for one period; a refusal is a sentence, "" stands for none.

    The dates of a unit are read once; a refusal is asked for only where there is one, for it names
    who set the dates and who may extend them.
    """

    def __init__(self, work: Repositories, period: Period) -> None:
        self._work = work
        self._period = period
        self._known: dict[tuple[str, ...], str] = {}
        self._windows: dict[tuple[str, str], Window] = {}
        self._of_unit = cache(self._calendars_of_unit)
        self.own_allowed = cache(self._own_allowed)

    def window(self, item: Registration) -> Window:
        key = (item.tenant, item.organization)
        if key not in self._windows:
            unit, calendars = self._of_unit(item.tenant)
            found = calendars.part(
                str(self._period), unit, today=moment().today, organization=item.organization
            )
            self._windows[key] = found.window
        return self._windows[key]

    def entering(self, item: Registration, result: Result | None) -> str:
        """Return why no result of *item* can be entered today."""
        if not item.counted:
            return t(f"results.not_standing_{item.status.value}")
        first = result is None
        if self._stands(item) in (IN_TIME if first else IN_TIME | {Standing.CLOSED}):
            return ""

        def ask() -> None:
            refuse_result(item, self._period, first=first, work=self._work, today=moment().today)

        return self._sentence(("enter", item.tenant, item.organization, str(first)), ask)

    def confirming(self, item: Registration, result: Result) -> str:
        """Return why *result* cannot be confirmed by who looks."""
        if refused := self.judging(item):
            return refused
        if result.status is not ResultStatus.REPORTED:
            return t(f"results.is_{result.status.value}")
        own = scope().user in {result.entered_by} | item.touched_by
        if own and not self.own_allowed(item.tenant):
            return t("results.locked_own", organization=organization_name(item.organization))
        return ""

    def judging(self, item: Registration) -> str:
        """Return why nothing can be said of any result any more."""
        if self._stands(item) in UNTIL_LOCKED:
            return ""

        def ask() -> None:
            refuse_result_locked(item, self._period, work=self._work, today=moment().today)

        return self._sentence(("judge", item.tenant, item.organization), ask)

    def _sentence(self, key: tuple[str, ...], ask: Callable[[], None]) -> str:
        if key not in self._known:
            try:
                ask()
                self._known[key] = ""
            except ConflictError as error:
                self._known[key] = sentence_of(error)
        return self._known[key]

    def _stands(self, item: Registration) -> Standing:
        return standing(self.window(item), moment().today)

    def _calendars_of_unit(self, tenant: str) -> tuple[Tenant, YearCalendars]:
        unit = self._work.tenants.get(tenant)
        return unit, calendars_of(self._work, unit, self._period.year)

    def _own_allowed(self, tenant: str) -> bool:
        try:
            return refuse_own({scope().user}, tenant, work=self._work, today=moment().today)
        except ForbiddenError:
            return False
