"""A running program with its crew and journal: load it, cause a fault, and settle accounts."""

from __future__ import annotations

import json
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ..waiting import until
from .clients import Habits, Load
from .comparing import Comparison
from .journal import Journal
from .people import hire
from .program import STARTING_SECONDS, ServedProgram

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator

    from .nodes import NodeSet
    from .program import Surroundings


ITSELF = 60.0
"""Seconds after which a program has not come back by itself; how fast it does, `make soak` says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What came of a stretch of load; ``gap`` is the longest between two acknowledgements."""

    acknowledged: int
    differences: list[str]
    gap: float
    longest_wait: float
    seconds: float
    statuses: Counter[int]

    def count(self, *codes: str) -> int:
        return sum(each.partition(" ")[0] in codes for each in self.differences)


class Rig:
    """A program over an empty country, two workers, and everything that was ever sent to it."""

    def __init__(self, around: Surroundings, nodes: NodeSet | None = None) -> None:
        self.program = ServedProgram(around)
        self.nodes = nodes
        self._undo = ExitStack()

    def start(self) -> Rig:
        if self.nodes is not None:
            self.nodes.start()
        self.program.start()
        self.crew = hire(self.program)
        self.journal = Journal(self.program.log.with_suffix(".jsonl"))
        self._undo.callback(self.journal.close)
        self._mark()
        return self

    def load(self, *, clients: int = 8, habits: Habits | None = None) -> Load:
        """Return clients to be put to work; what is settled begins here."""
        self._mark()
        return Load(self.program.address, self.crew, self.journal, clients=clients, habits=habits)

    def settle(self) -> Account:
        """Compare everything, after the load has ended; ``chungsuc integrity`` has a say too."""
        until(self.program.is_ready, STARTING_SECONDS)
        acks = self.journal.acknowledged[self._acknowledged :]
        waits = self.journal.waits[self._waited :]
        statuses = self.journal.statuses - self._statuses
        compared = Comparison(self.program.uri, self.program.address, self.journal, self.crew)
        return Account(
            acknowledged=len(acks),
            differences=[*compared.differences(), *self._checked()],
            gap=max((later - earlier for earlier, later in pairwise(acks)), default=0.0),
            longest_wait=max(waits, default=0.0),
            seconds=acks[-1] - acks[0] if acks else 0.0,
            statuses=statuses,
        )

    def stop(self) -> None:
        self.program.stop()
        if self.nodes is not None:
            self.nodes.kill()
        self._undo.close()

    def _mark(self) -> None:
        self._acknowledged = len(self.journal.acknowledged)
        self._waited = len(self.journal.waits)
        self._statuses = self.journal.statuses.copy()

    def _checked(self) -> list[str]:
        checked = self.program.run("integrity", "--json")
        if checked.returncode == 0:
            return []
        try:
            found = json.loads(checked.stdout)["found"]
        except ValueError:
            found = checked.stderr[-400:]
        return [f"INTEGRITY {found}"]


@contextmanager
def running(around: Surroundings, nodes: NodeSet | None = None) -> Iterator[Rig]:
    """Yield a rig that has been started, and stop whatever of it still runs."""
    rig = Rig(around, nodes)
    try:
        yield rig.start()
    finally:
        rig.stop()


def all_kept(account: Account) -> bool:
    """Fail unless nothing differs and nobody was left hanging."""
    assert account.differences == []
    assert account.acknowledged > 0
    return True
