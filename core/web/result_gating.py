"""Whether a period's results may be entered or judged now; asked once for many items."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from core.domain.errors import ConflictError, ForbiddenError
from core.domain.results import ResultStatus
from core.edge.platform import moment, scope
from core.services.calendars import window_for
from core.services.result_gates import refuse_result, refuse_result_locked
from core.services.self_confirmation import refuse_own
from core.web.naming import organization_name
from core.web.refusals import sentence_of
from core.web.rendering import t

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.domain.calendar_windows import Window
    from core.domain.periods import Period
    from core.domain.registrations import Registration
    from core.domain.results import Result
    from core.services.ports.work import Repositories


class Gates:
    """Answers for one period; a refusal is a sentence, "" stands for none.

    Items of one organization in one unit have the same dates, so these are read once.
    """

    def __init__(self, work: Repositories, period: Period) -> None:
        self._work = work
        self._period = period
        self._known: dict[tuple[str, ...], str] = {}
        self._windows: dict[tuple[str, str], Window] = {}
        self.own_allowed = cache(self._own_allowed)

    def window(self, item: Registration) -> Window:
        key = (item.tenant, item.organization)
        if key not in self._windows:
            self._windows[key], _ = window_for(
                self._work,
                tenant=self._work.tenants.get(item.tenant),
                year=item.year,
                part=str(self._period),
                organization=item.organization,
                today=moment().today,
            )
        return self._windows[key]

    def entering(self, item: Registration, result: Result | None) -> str:
        """Return why no result of *item* can be entered today."""
        if not item.counted:
            return t(f"results.not_standing_{item.status.value}")
        first = result is None

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

    def _own_allowed(self, tenant: str) -> bool:
        try:
            return refuse_own({scope().user}, tenant, work=self._work, today=moment().today)
        except ForbiddenError:
            return False
