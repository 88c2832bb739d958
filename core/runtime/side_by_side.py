"""Long work in several processes: each is given its part, and tells what it has done."""

from __future__ import annotations

import gc
import heapq
import multiprocessing
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any, TypeVar, cast

from core.domain.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.process import BaseProcess

Part = TypeVar("Part")
Given = TypeVar("Given")
Told = TypeVar("Told")


class ProcessEndedError(DomainError):
    """A process has ended before its work was done; what it wrote on standard error says why."""

    default_reason = "process_ended"


def side_by_side(
    work: Callable[[Sequence[Part], Given, Callable[[Told], None]], None],
    parts: Sequence[Sequence[Part]],
    given: Given,
) -> Iterator[Told]:
    """Run *work* on each of *parts* in a process of its own, and yield what any of them tells.

    *work* is a function of a module, for the process begins anew and imports it; it gets its part,
    what all are *given*, and what to tell by. Raises ProcessEndedError as soon as one fails; the
    others are then ended, as they are when the caller stops listening, or dies.
    """
    context = multiprocessing.get_context("spawn")  # a fork would inherit open clients
    running: dict[Connection, BaseProcess] = {}
    try:
        for part in parts:
            ear, mouth = context.Pipe(duplex=False)
            process = context.Process(target=_run, args=(work, part, given, mouth), daemon=True)
            process.start()
            mouth.close()
            running[ear] = process
        while running:
            for ear in cast("list[Connection]", wait(list(running))):
                try:
                    yield ear.recv()
                except EOFError:
                    ended = running.pop(ear)
                    ended.join()
                    if ended.exitcode:
                        raise ProcessEndedError from None
    finally:
        for left in running.values():
            left.terminate()
            left.join()


def divided(items: Sequence[Part], number: int, size: Callable[[Part], int]) -> list[list[Part]]:
    """Return *number* parts of about the same size, the largest items first; none is empty."""
    parts: list[list[Part]] = [[] for _ in range(number)]
    filled = [(0, index) for index in range(number)]
    for item in sorted(items, key=size, reverse=True):
        least, index = heapq.heappop(filled)
        parts[index].append(item)
        heapq.heappush(filled, (least + size(item), index))
    return [part for part in parts if part]


def _run(work: Any, part: Sequence[Any], given: Any, mouth: Connection) -> None:
    gc.disable()  # millions of documents, none in a circle: looking for those doubles the time
    # When the listener has died, telling fails with a broken pipe, and the process ends.
    work(part, given, mouth.send)
    mouth.close()
