"""Who asks while others are being answered shares the next answer, never the one under way."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from core.domain.errors import UnavailableError
from core.storage.shared_reading import SharedReading

LONG = 20


class Library:
    """Answers what was asked for, and how often it had been asked by then; can be held up."""

    def __init__(self):
        self.asked = []
        self.inside, self.go_on = threading.Semaphore(0), threading.Semaphore(0)
        self.held = False
        self.reading = SharedReading(self._read)

    def _read(self, wanted):
        self.asked.append(sorted(wanted))
        number = len(self.asked)
        if self.held:
            self.inside.release()
            assert self.go_on.acquire(timeout=LONG)
        if "broken" in wanted:
            raise OSError("broken")
        return number

    def of(self, *wanted, seconds=LONG):
        return self.reading.of(*wanted, seconds=seconds)

    def waiting(self, number):
        """Return once so many wishes wait for the next reading."""
        for _ in range(2000):
            following = self.reading._next
            if following is not None and len(following.wanted) == number:
                return
            threading.Event().wait(0.01)
        raise AssertionError("nobody came")


@pytest.fixture
def library():
    return Library()


@pytest.fixture
def crowd():
    with ThreadPoolExecutor(8) as pool:
        yield pool


def test_who_is_alone_reads_at_once_and_anew_every_time(library):
    assert [library.of("a"), library.of("a"), library.of("b")] == [1, 2, 3]
    assert library.asked == [["a"], ["a"], ["b"]]


def test_those_who_come_during_a_reading_share_the_next_one_with_all_they_want(library, crowd):
    library.held = True
    first = crowd.submit(library.of, "a")
    assert library.inside.acquire(timeout=LONG)
    later = [crowd.submit(library.of, each) for each in ("b", "c", "d")]
    library.waiting(3)
    library.go_on.release(2)

    assert first.result(LONG) == 1
    assert [each.result(LONG) for each in later] == [2, 2, 2]
    assert library.asked == [["a"], ["b", "c", "d"]]


def test_an_error_reaches_all_who_share_it_and_nobody_after_them(library, crowd):
    library.held = True
    first = crowd.submit(library.of, "a")
    assert library.inside.acquire(timeout=LONG)
    later = [crowd.submit(library.of, each) for each in ("broken", "b")]
    library.waiting(2)
    library.held = False
    library.go_on.release()

    assert first.result(LONG) == 1
    for each in later:
        with pytest.raises(OSError, match="broken"):
            each.result(LONG)
    assert library.of("b") == 3


def test_who_has_waited_too_long_is_refused(library, crowd):
    library.held = True
    first = crowd.submit(library.of, "a")
    assert library.inside.acquire(timeout=LONG)
    second = crowd.submit(library.of, "b")
    library.waiting(1)

    with pytest.raises(UnavailableError):
        library.of("c", seconds=0.01)
    library.go_on.release(2)
    assert (first.result(LONG), second.result(LONG)) == (1, 2)
