"""What Linux tells of processes: the processor time they took, and the memory that is theirs."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")
_FIRST_FIELD = 3  # of /proc/PID/stat, after the name in parentheses; see proc(5)
_UTIME, _CSTIME = 14, 17
_IDLE = (3, 4)  # idle and iowait among the figures of /proc/stat
_GUESTS = 8  # figures from here on are contained in earlier ones


def cpu_ticks(stat: str) -> int:
    """Return user and system time, of ended children too, from the text of ``/proc/PID/stat``."""
    fields = stat.rpartition(")")[2].split()
    return sum(int(each) for each in fields[_UTIME - _FIRST_FIELD : _CSTIME - _FIRST_FIELD + 1])


def busy_ticks(stat: str) -> int:
    """Return the ticks all processors were not idle, from the text of ``/proc/stat``."""
    figures = [int(each) for each in stat.partition("\n")[0].split()[1:]][:_GUESTS]
    return sum(each for place, each in enumerate(figures) if place not in _IDLE)


def proportional_kilobytes(rollup: str) -> int:
    """Return the proportional set size in kB from the text of ``smaps_rollup``."""
    for line in rollup.splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    raise ValueError("no line Pss")


def family(pid: int) -> Iterator[int]:
    """Yield *pid* and all that descend from it, as far as they live."""
    yield pid
    with suppress(OSError):
        for task in (PROC / str(pid) / "task").iterdir():
            for child in (task / "children").read_text().split():
                yield from family(int(child))


def cpu_seconds(pids: Iterable[int]) -> float:
    """Return what these processes have taken so far; those that are gone count nothing."""
    ticks = 0
    for pid in pids:
        with suppress(OSError):
            ticks += cpu_ticks((PROC / str(pid) / "stat").read_text())
    return ticks / TICKS


def busy_seconds() -> float:
    """Return how long the processors of this machine have worked since it started."""
    return busy_ticks((PROC / "stat").read_text()) / TICKS


def proportional_megabytes(pids: Iterable[int]) -> float:
    """Return the memory of these processes, what they share counted in parts."""
    texts = [(PROC / str(pid) / "smaps_rollup").read_text() for pid in pids]
    return sum(map(proportional_kilobytes, texts)) / 1024
