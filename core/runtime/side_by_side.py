"""Long work in several processes: each takes the next piece when it is free, and tells of it."""

from __future__ import annotations

import heapq
import os
import subprocess  # nosec B404
import sys
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, TypeVar, cast

from core.domain.errors import DomainError
from core.runtime import side

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

Piece = TypeVar("Piece")
Given = TypeVar("Given")
Told = TypeVar("Told")


class ProcessEndedError(DomainError):
    """A process has ended before its work was done; what it wrote on standard error says why."""

    default_reason = "process_ended"


def side_by_side(
    work: Callable[[Iterable[Piece], Given, Callable[[Told], None]], None],
    pieces: Iterable[Piece],
    given: Given,
    *,
    processes: int,
) -> Iterator[Told]:
    """Run *work* in some processes, and yield what any of them tells.

    *work* is a function of a module, for each process begins anew and imports nothing else; it
    gets pieces as long as there are any, what all are *given*, and what to tell by. With the
    longest pieces first, all end at about the same time. Raises ProcessEndedError as soon as one
    fails; the others are then ended, as they are when the caller stops listening, or dies.
    """
    running: dict[Connection, subprocess.Popen[bytes]] = {}
    left = iter(pieces)
    try:
        for _ in range(processes):
            line, process = _started()
            running[line] = process
            side.send(line, (work, given))
        while running:
            for line in cast("list[Connection]", wait(list(running))):
                try:
                    what, told = line.recv()
                except (EOFError, ConnectionError):
                    if running.pop(line).wait():
                        raise ProcessEndedError from None
                    continue
                if what == side.TELLING:
                    yield told
                else:
                    side.send(line, next(left, None))
    finally:
        for unfinished in running.values():
            unfinished.terminate()
            unfinished.wait()


def divided(items: Sequence[Piece], number: int, size: Callable[[Piece], int]) -> list[list[Piece]]:
    """Return *number* parts of about the same size, the largest items first; none is empty.

    For what is to be the same every time, whichever process is faster.
    """
    parts: list[list[Piece]] = [[] for _ in range(number)]
    filled = [(0, index) for index in range(number)]
    for item in sorted(items, key=size, reverse=True):
        least, index = heapq.heappop(filled)
        parts[index].append(item)
        heapq.heappush(filled, (least + size(item), index))
    return [part for part in parts if part]


def _started() -> tuple[Connection, subprocess.Popen[bytes]]:
    """Start a process that waits for its work on the other end of the line."""
    here, there = Pipe()
    with there:
        end = there.fileno()
        program = [sys.executable, "-P", "-m", side.__name__, str(end)]
        modules = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}  # ours, from wherever
        return here, subprocess.Popen(  # noqa: S603  # nosec B603
            program, pass_fds=[end], env=os.environ | modules
        )
