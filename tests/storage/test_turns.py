"""Writers of one machine queue up once they have been in each other's way, and only then."""

import threading

import pytest

from core.storage.turns import Turns


@pytest.fixture
def two_processes(tmp_path):
    """What two processes hold on one lock file; file locks belong to whoever opened the file."""
    return Turns(tmp_path / "writers.lock"), Turns(tmp_path / "writers.lock")


def test_nobody_waits_while_there_is_no_conflict(two_processes):
    one, other = two_processes
    with one.taken(5), other.taken(5):
        pass


def test_after_a_conflict_one_waits_until_the_other_is_done(two_processes):
    one, other = two_processes
    one.conflicted()
    order = []

    def write():
        with other.taken(20):
            order.append("other")

    with one.taken(20):
        waiting = threading.Thread(target=write)
        waiting.start()
        waiting.join(0.1)
        order.append("one")
    waiting.join()

    assert order == ["one", "other"]


def test_who_has_waited_in_vain_writes_all_the_same(two_processes):
    one, other = two_processes
    one.conflicted()
    with one.taken(5), other.taken(0.01):
        pass


def test_without_a_lock_file_there_are_no_turns():
    turns = Turns(None)
    turns.conflicted()
    with turns.taken(5), turns.taken(5):
        pass
