"""A client's changes to what it has registered, each carried through although answers get lost."""

from __future__ import annotations

import time
from http import HTTPStatus
from threading import Event
from typing import TYPE_CHECKING, Any

from .journal import Change
from .likeness import unlike
from .talking import PATIENCE, PAUSE, at_once

if TYPE_CHECKING:
    from random import Random

    from .journal import Item, Journal, Json
    from .talking import Caller, Heard

PERIOD = "2017-02"
REASON = {"reason": "Bổ sung địa bàn"}
STEPS = {
    "submitted": (("agree", "agreed"), ("return", "returned"), ("withdraw", "withdrawn")),
    "returned": (("submit", "submitted"),),
    "agreed": (("reopen", "submitted"),),
    "withdrawn": (),
}
"""By status: acts and where they lead."""

OF_THE_FRONT = {"agree", "return", "reopen"}
NEEDS_REASON = {"return", "withdraw"}


class Changing:
    """Edits, steps and results of one client's own items."""

    def __init__(
        self, first: Caller, second: Caller, journal: Journal, random: Random, twice: float
    ) -> None:
        self._first, self._second = first, second
        self._journal = journal
        self._random = random
        self._twice = twice

    def change(self, item: Item) -> None:
        """Make one change that is possible now, if any is."""
        possible = [
            *(self._step(item, *step) for step in STEPS[item.status]),
            *([self._edit(item)] * 3 if item.status in {"submitted", "returned"} else ()),
            *([self._result(item)] * 2 if self._may_report(item) else ()),
        ]
        if possible:
            self._carry_through(item, self._random.choice(possible))

    def _carry_through(self, item: Item, change: Change) -> None:
        deadline = time.monotonic() + PATIENCE
        doubted = False
        while time.monotonic() < deadline:
            heard = self._sent(change)
            done = [each for each in heard if each.status == HTTPStatus.OK]
            if done:
                self._acknowledged(item, change, done)
                return
            if not doubted and not any(each.is_doubtful for each in heard):
                self._journal.blame("REFUSED", f"{change.action}: {heard}")
                return
            doubted = True
            seen = self._look(item, change)
            if seen is not None and self._took_effect(item, change, seen):
                item.apply(change)
                return
            Event().wait(PAUSE)
        item.doubtful = change

    def _sent(self, change: Change) -> list[Heard]:
        callers = [self._first]
        if self._random.random() < self._twice:
            callers.append(self._second)
        return at_once(*(lambda c=caller: _send(c, change) for caller in callers))

    def _acknowledged(self, item: Item, change: Change, done: list[Heard]) -> None:
        if len(done) > 1:
            self._journal.blame("DUPLICATED", f"{change.action} of {item.path} was done twice")
        item.apply(change)
        self._journal.acknowledge()
        expected = change.result or item.stated | {"status": item.status, "version": item.version}
        if found := unlike(expected, done[0].body):
            self._journal.blame("CHANGED", f"{change.action} of {item.path}: {found}")

    def _look(self, item: Item, change: Change) -> Json | None:
        """Return what is there now; None where nobody answers, or there is no result yet."""
        path = item.path if change.result is None else change.path
        heard = self._first.insist("GET", path, item.officer.token)
        return dict(heard.body) if heard.status == HTTPStatus.OK else None

    def _took_effect(self, item: Item, change: Change, seen: Json) -> bool:
        return change.result is not None or seen["version"] == item.version + 1

    def _edit(self, item: Item) -> Change:
        after: dict[str, Any] = {
            "households": self._random.randrange(500, 1000),
            "note": f"Sửa {self._random.random()}",
        }
        return Change(
            action="registration.edit", method="PUT", path=item.path, token=item.officer.token,
            body=item.stated | after | {"submit": False}, version=item.version,
            status=item.status, after=after,
        )  # fmt: skip

    def _step(self, item: Item, action: str, leads_to: str) -> Change:
        officer = item.officer
        return Change(
            action=f"registration.{action}", method="POST", path=f"{item.path}/transitions",
            token=officer.front_token if action in OF_THE_FRONT else officer.token,
            body={"action": action} | (REASON if action in NEEDS_REASON else {}),
            version=item.version, status=leads_to,
        )  # fmt: skip

    def _result(self, item: Item) -> Change:
        body = {
            "progress": self._random.randrange(100), "state": "in_progress",
            "households": self._random.randrange(500), "narrative": f"{self._random.random()}",
        }  # fmt: skip
        return Change(
            action="result.enter", method="PUT", path=f"{item.path}/results/{PERIOD}",
            token=item.officer.token, body=body, version=None, status=item.status, result=body,
        )  # fmt: skip

    def _may_report(self, item: Item) -> bool:
        return item.result is None and item.status in {"submitted", "agreed"}


def _send(caller: Caller, change: Change) -> Heard:
    return caller.ask(
        change.method, change.path, change.token, body=change.body, version=change.version
    )
