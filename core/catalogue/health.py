"""A plugin's check while the program runs: fails closed, and is left alone after hanging."""

from __future__ import annotations

import logging
import threading
import traceback
from typing import TYPE_CHECKING, Any

from core.catalogue.states import Reason
from core.domain.errors import Problem, UnavailableError
from core.plugin_api.deadlines import DeadlineExceededError, call_within

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.plugin_api import RegistrationContext

logger = logging.getLogger(__name__)

MOST_FAILURES = 3
"""A check that raised so many times in a row is suspended; one that hung is at once."""

REST = 60.0
"""Seconds until a suspended check is tried again, by one request."""


class PluginCheck:
    """``check_registration`` of one plugin, within its deadline; safe for many threads."""

    def __init__(
        self, name: str, hook: Callable[..., Any], *, seconds: float, clock: Callable[[], float]
    ) -> None:
        self._name = name
        self._hook = hook
        self._seconds = seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._again_at = 0.0
        self._hanging: threading.Thread | None = None
        self.suspended: Reason | None = None
        self.detail = ""

    def ask(self, context: RegistrationContext) -> tuple[Problem, ...]:
        """Return the plugin's objections, or raise UnavailableError ``plugin_failed``."""
        if not self._may_ask():
            raise UnavailableError("plugin_failed", plugin=self._name)
        try:
            problems = call_within(self._seconds, lambda: self._objections(context))
        except DeadlineExceededError as error:
            self._note(Reason.CHECK_HANGS, str(error), hanging=error.thread)
        except BaseException as error:  # the write is refused, whatever the plugin threw
            # The message may quote an answer, which may be personal: frames and type only.
            frames = "".join(traceback.format_tb(error.__traceback__))
            logger.warning("plugin %s: %s in a check\n%s", self._name, type(error).__name__, frames)
            self._note(Reason.CHECK_FAILED, type(error).__name__)
        else:
            self._recover()
            return problems
        raise UnavailableError("plugin_failed", plugin=self._name)

    def _objections(self, context: RegistrationContext) -> tuple[Problem, ...]:
        answers = self._hook(context=context)
        return tuple(self._sound(problem) for answer in answers for problem in answer)

    def _sound(self, problem: object) -> Problem:
        if not isinstance(problem, Problem):
            raise TypeError("a check returns Problems")
        if not problem.code.startswith(f"{self._name}.") or not (problem.text or "").strip():
            raise ValueError("a plugin's Problem has a code of its own and its sentence in text")
        return problem

    def _may_ask(self) -> bool:
        """Let everyone ask while all is well; of a suspended check, one request now and then."""
        with self._lock:
            if self.suspended is None:
                return True
            if self._clock() < self._again_at or (self._hanging and self._hanging.is_alive()):
                return False
            self._again_at = self._clock() + REST
            return True

    def _note(
        self, reason: Reason, detail: str, *, hanging: threading.Thread | None = None
    ) -> None:
        with self._lock:
            self._failures += 1
            if hanging is None and self._failures < MOST_FAILURES:
                return
            self.suspended, self.detail = reason, detail
            self._hanging = hanging or self._hanging
            self._again_at = self._clock() + REST
        logger.error("plugin %s quarantined in this process: %s %s", self._name, reason, detail)

    def _recover(self) -> None:
        with self._lock:
            self._failures = 0
            self.suspended, self.detail, self._hanging = None, "", None
