"""So many writers of a machine write abreast; after a conflict, one at a time."""

import threading

import pytest

from core.storage import turns
from core.storage.turns import Turns


@pytest.fixture
def two_processes(tmp_path):
    """What two processes hold on one lock file; file locks belong to whoever opened the file."""
    file = tmp_path / "writers.lock"
    return Turns(file, abreast=2), Turns(file, abreast=2)


def test_two_write_abreast_while_there_is_no_conflict(two_processes):
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
    nobody = Turns(None)
    nobody.conflicted()
    with nobody.taken(5), nobody.taken(5):
        pass


def test_where_one_may_write_at_a_time_another_waits_without_any_conflict(tmp_path):
    one, other = (Turns(tmp_path / "writers.lock", abreast=1) for _ in range(2))
    inside, let_go = threading.Event(), threading.Event()
    order = []

    def write():
        with one.taken(20):
            inside.set()
            assert let_go.wait(20)
            order.append("one")

    writing = threading.Thread(target=write)
    writing.start()
    assert inside.wait(20)
    waiting = threading.Thread(target=lambda: _write(other, order))
    waiting.start()
    waiting.join(0.1)
    assert order == []
    let_go.set()
    waiting.join()
    writing.join()

    assert order == ["one", "other"]


def _write(turns, order):
    with turns.taken(20):
        order.append("other")


def test_who_hangs_with_a_turn_holds_nobody_up_for_long(tmp_path, monkeypatch):
    monkeypatch.setattr(turns, "LONGEST_SECONDS", 0.01)
    one, other = (Turns(tmp_path / "writers.lock", abreast=1) for _ in range(2))
    with one.taken(20), other.taken(20):
        pass
