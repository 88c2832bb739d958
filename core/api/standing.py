"""What is asked anew whenever figures are read: the database, the last check, memory, version."""

from __future__ import annotations

import os
from contextlib import suppress
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from core.domain.errors import DomainError
from core.services.signing_in import NOBODY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from core.metrics import DatabaseCondition
    from core.services.ports.work import Store

PAGE = os.sysconf("SC_PAGE_SIZE")


class Standing(Collector):
    """Gauges of how things stand at this moment."""

    def __init__(self, condition: Callable[[], DatabaseCondition], store: Store) -> None:
        self._condition = condition
        self._store = store

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Return the gauges, asking for each."""
        condition = self._condition()
        yield from _database(condition)
        if condition.writable:
            yield from self._last_check()
            yield from self._jobs()
        yield _memory()
        build = _family("build", "The version that answers", ["version"])
        build.add_metric([metadata.version("chungsuc")], 1)
        yield build

    def _jobs(self) -> Iterator[GaugeMetricFamily]:
        """Tell how many jobs wait, how many nobody tries any more, and what became of mails."""
        work = self._store.read(NOBODY)
        try:
            found = (
                ("jobs", "Jobs in the queue by state", work.jobs.numbers()),
                ("mails", "Mails of the last months by state", work.mails.numbers()),
            )
        except DomainError:
            return
        for name, meaning, numbers in found:
            family = _family(name, meaning, ["state"])
            for state, number in numbers.items():
                family.add_metric([state], number)
            yield family

    def _last_check(self) -> Iterator[GaugeMetricFamily]:
        """Tell what ``chungsuc integrity`` found last: the drift of counters and trail."""
        try:
            check = self._store.read(NOBODY).checks.last()
        except DomainError:
            return
        if check is not None:
            found = _family("integrity_differences", "Differences of the last check", ["code"])
            for code, number in check.found.items():
                found.add_metric([code], number)
            yield found
            total = sum(check.found.values())
            yield _gauge("integrity_difference_count", "All differences of the last check", total)
            yield _gauge("integrity_timestamp_seconds", "When it began", check.at.timestamp())


def _database(condition: DatabaseCondition) -> Iterator[GaugeMetricFamily]:
    yield _gauge("database_up", "Whether a primary takes writes", float(condition.writable))
    if condition.majority_lag is not None:
        meaning = "How far what most nodes have is behind the primary"
        yield _gauge("database_majority_lag_seconds", meaning, condition.majority_lag)
    lag = _family("database_member_lag_seconds", "How far a node is behind", ["member"])
    for member, seconds in condition.member_lag.items():
        lag.add_metric([member], seconds)
    yield lag
    members = _family("database_members", "Nodes of the set by state", ["state"])
    for state, number in condition.members.items():
        members.add_metric([state], number)
    yield members


def _memory() -> GaugeMetricFamily:
    memory = _family("resident_bytes", "Memory of a process of the server", ["pid"])
    for process in _processes():
        with suppress(OSError, ValueError, IndexError):
            pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
            memory.add_metric([str(process)], pages * PAGE)
    return memory


def _family(name: str, meaning: str, labels: Iterable[str]) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"chungsuc_{name}", meaning, labels=list(labels))


def _gauge(name: str, meaning: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"chungsuc_{name}", meaning, value=value)


def _processes() -> list[int]:
    """Return the workers of this server and its first process; elsewhere only this process."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return [os.getpid()]
    first = os.getppid()
    children = Path(f"/proc/{first}/task/{first}/children")
    with suppress(OSError):
        return [first, *map(int, children.read_text(encoding="ascii").split())]
    return [os.getpid()]
