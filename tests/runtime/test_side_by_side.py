"""Work is shared among processes: every piece is done once, and a process that fails is told of."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from core.runtime.side_by_side import ProcessEndedError, divided, side_by_side
from tests.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def squared(pieces: Iterable[int], given: int, told: Callable[[tuple[int, int]], None]) -> None:
    for piece in pieces:
        told((os.getpid(), given * piece * piece))


def ended(pieces: Iterable[int], given: int, told: Callable[[int], None]) -> None:
    for piece in pieces:
        if piece == given:
            os._exit(3)
        told(os.getpid())


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("processes", [1, 3])
def test_every_piece_is_done_once_whoever_takes_it(processes: int) -> None:
    told = list(side_by_side(squared, range(40), 10, processes=processes))
    assert sorted(result for _, result in told) == [10 * n * n for n in range(40)]
    assert os.getpid() not in {pid for pid, _ in told}
    assert not any(is_running(pid) for pid, _ in told)


def test_without_work_nothing_is_told() -> None:
    assert list(side_by_side(squared, [], 1, processes=2)) == []


def test_a_process_that_ends_too_soon_is_told_of_and_ends_the_others() -> None:
    told: list[int] = []
    with pytest.raises(ProcessEndedError):
        told.extend(side_by_side(ended, [0, 1, 2, 3, 99, *range(100, 2000)], 99, processes=2))
    assert not any(is_running(pid) for pid in told)


def test_who_stops_listening_ends_the_work() -> None:
    work = side_by_side(squared, range(10**6), 1, processes=2)
    pid, _ = next(work)
    work.close()
    until(lambda: not is_running(pid))


def test_parts_are_about_equal_and_none_is_empty() -> None:
    assert divided([5, 3, 3, 1], 2, lambda size: size) == [[5, 1], [3, 3]]
    assert divided([1], 4, lambda size: size) == [[1]]
