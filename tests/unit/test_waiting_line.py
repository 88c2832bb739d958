"""Who finds nobody at work carries out what is waiting; who comes meanwhile goes next, together."""

import threading
from contextlib import contextmanager, suppress

import pytest

from core.domain.errors import UnavailableError
from core.storage.waiting_line import WaitingLine

LONG = 20


class Desk:
    """Carries out orders and notes them, batch by batch; the order «hold» waits to be let go."""

    def __init__(self, longest=100, **rest):
        self.batches = []
        self.threads = []
        self.inside, self.go_on = threading.Event(), threading.Event()
        self.line = WaitingLine(
            carry_out=self._carry_out, batch=self._batch, longest=longest, **rest
        )

    def _batch(self, orders):
        return 1 if orders[0] == "hold" else len([o for o in orders if o != "hold"])

    def _carry_out(self, orders):
        self.batches.append(list(orders))
        self.threads.append(threading.current_thread())
        if "hold" in orders:
            self.inside.set()
            assert self.go_on.wait(LONG)
        if "die" in orders:
            raise SystemExit

    def behind_one_that_holds(self, *orders, seconds=LONG):
        """Send «hold», and *orders* one after another while it is being carried out."""
        threads = [
            threading.Thread(target=self.line.settle, args=["hold"], kwargs={"seconds": LONG})
        ]
        threads[0].start()
        assert self.inside.wait(LONG)
        for number, order in enumerate(orders, 1):
            threads.append(threading.Thread(target=self._settle, args=[order, seconds]))
            threads[-1].start()
            until(lambda number=number: len(self.line._waiting) == number)
        return threads

    def _settle(self, order, seconds):
        with suppress(SystemExit):
            self.line.settle(order, seconds=seconds)

    def let_go(self, threads):
        self.go_on.set()
        for thread in threads:
            thread.join(LONG)
            assert not thread.is_alive()


def until(true):
    for _ in range(2000):
        if true():
            return
        threading.Event().wait(0.01)
    raise AssertionError("it did not come to that")


def test_who_is_alone_carries_out_at_once_what_is_theirs():
    desk = Desk()
    desk.line.settle("one", seconds=LONG)
    assert desk.batches == [["one"]]
    assert desk.threads == [threading.current_thread()]


def test_those_who_come_meanwhile_are_carried_out_together_in_their_order():
    desk = Desk()
    desk.let_go(desk.behind_one_that_holds("a", "b", "c"))
    assert desk.batches == [["hold"], ["a", "b", "c"]]


def test_who_finds_the_line_full_is_refused_and_never_carried_out():
    desk = Desk(longest=2)
    threads = desk.behind_one_that_holds("a", "b")
    with pytest.raises(UnavailableError):
        desk.line.settle("too many", seconds=LONG)
    desk.let_go(threads)
    assert desk.batches == [["hold"], ["a", "b"]]


def test_whose_turn_does_not_come_in_time_is_refused_and_never_carried_out():
    desk = Desk()
    threads = desk.behind_one_that_holds()
    with pytest.raises(UnavailableError):
        desk.line.settle("late", seconds=0.05)
    desk.let_go(threads)
    desk.line.settle("next", seconds=LONG)
    assert desk.batches == [["hold"], ["next"]]


def test_when_one_dies_at_work_nobody_is_left_waiting():
    desk = Desk()
    threads = desk.behind_one_that_holds("die", "a")
    desk.let_go(threads)
    desk.line.settle("next", seconds=LONG)
    assert desk.batches == [["hold"], ["die", "a"], ["next"]]


def test_those_who_come_while_a_turn_is_waited_for_are_carried_out_with_it():
    asked, given = threading.Event(), threading.Event()

    @contextmanager
    def turn(_seconds):
        asked.set()
        assert given.wait(LONG)
        yield

    desk = Desk(turn=turn)
    threads = [threading.Thread(target=desk.line.settle, args=["a"], kwargs={"seconds": LONG})]
    threads[0].start()
    assert asked.wait(LONG)
    threads.append(threading.Thread(target=desk.line.settle, args=["b"], kwargs={"seconds": LONG}))
    threads[1].start()
    until(lambda: len(desk.line._waiting) == 2)
    given.set()
    desk.let_go(threads)

    assert desk.batches == [["a", "b"]]


def test_who_breaks_off_while_waiting_for_a_turn_holds_nobody_up():
    first = [True]

    @contextmanager
    def turn(_seconds):
        if first:
            first.clear()
            raise SystemExit
        yield

    desk = Desk(turn=turn)
    with pytest.raises(SystemExit):
        desk.line.settle("a", seconds=LONG)
    desk.line.settle("b", seconds=LONG)

    assert desk.batches == [["b"]]
