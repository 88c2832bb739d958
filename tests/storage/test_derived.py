"""Answers are kept while what they were made of is, within bounds, and for other processes."""

import subprocess
import sys

import pytest

from core.domain.derived import Part
from core.storage.database import declare
from core.storage.derived import Derived
from core.storage.derived_digest import digest_of
from core.storage.derived_lasting import DECLARATIONS, Lasting
from core.storage.weighing import weight_of


class AsItIs:
    """Lays out what is plain already; 13 cannot be laid out."""

    def packed(self, value):
        return None if value == 13 else value

    def unpacked(self, plain):
        return plain


class Counted:
    """Works an answer out, and counts how often."""

    def __init__(self, answer):
        self.answer = answer
        self.times = 0

    def __call__(self):
        self.times += 1
        return self.answer


def a_part(work_out, *, made_of="r1", address="a"):
    return Part(address, ("key", address), made_of, work_out)


def test_an_answer_is_worked_out_again_only_when_something_has_changed():
    derived, first = Derived(), Counted("first")
    assert [derived.recall("q", "r1", first) for _ in range(3)] == ["first"] * 3
    assert first.times == 1
    assert derived.recall("q", "r2", Counted("second")) == "second"


def test_what_was_asked_for_longest_ago_is_forgotten_first():
    derived, oldest, middle = Derived(most=2), Counted(1), Counted(2)
    derived.recall("oldest", "r", oldest)
    derived.recall("middle", "r", middle)
    derived.recall("oldest", "r", oldest)
    derived.recall("newest", "r", Counted(3))
    derived.recall("oldest", "r", oldest)
    derived.recall("middle", "r", middle)
    assert (oldest.times, middle.times) == (1, 2)


def test_no_more_bytes_are_kept_than_allowed():
    big = Counted(tuple(str(number) * 100 for number in range(100)))
    derived = Derived(heaviest=weight_of(big.answer) * 2 + 100)
    for question in range(20):
        derived.recall(question, "r", big)
    for question in (19, 18):
        derived.recall(question, "r", big)
    assert big.times == 20
    derived.recall(17, "r", big)
    assert big.times == 21


def test_what_stands_in_an_answer_twice_is_weighed_once():
    text = "x" * 1000
    assert weight_of((text, text)) < 1500
    assert weight_of({"a": [text], "b": ["y" * 1000]}) > 2000


@pytest.mark.mongo
class TestLasting:
    @pytest.fixture
    def database(self, database):
        declare(database, DECLARATIONS)
        return database

    def test_another_process_reads_the_answer(self, database):
        work_out = Counted([1, "hai"])
        for memory in (Derived(), Derived()):
            told = Lasting(database, memory).recall_all([a_part(work_out)], AsItIs())
            assert told == [[1, "hai"]]
        assert work_out.times == 1

    def test_an_answer_made_of_something_else_is_not_looked_at(self, database):
        Lasting(database, Derived()).recall_all([a_part(Counted(1))], AsItIs())
        changed = a_part(Counted(2), made_of="r2")
        assert Lasting(database, Derived()).recall_all([changed], AsItIs()) == [2]
        again = a_part(Counted(3), made_of="r2")
        assert Lasting(database, Derived()).recall_all([again], AsItIs()) == [2]

    def test_what_means_nothing_to_others_is_not_written(self, database):
        fleeting = a_part(Counted(1), made_of=object())
        not_plain = a_part(Counted(13), address="b")
        assert Lasting(database, Derived()).recall_all([fleeting, not_plain], AsItIs()) == [1, 13]
        parts = [a_part(Counted(2)), a_part(Counted(3), address="b")]
        assert Lasting(database, Derived()).recall_all(parts, AsItIs()) == [2, 3]

    def test_answers_come_in_the_order_they_were_asked_for(self, database):
        parts = [a_part(Counted(number), address=str(number)) for number in range(20)]
        Lasting(database, Derived()).recall_all(parts[::3], AsItIs())
        assert Lasting(database, Derived()).recall_all(parts, AsItIs()) == [*range(20)]


def test_a_digest_is_the_same_in_every_process():
    asked = "print(digest_of(frozenset({'a', 'b', 'c', 'd'}), ('x', 1, None)))"
    code = f"from core.storage.derived_digest import digest_of; {asked}"
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            check=True, capture_output=True, text=True, env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(told) == 1


def test_different_things_have_different_digests():
    values = [("a", "b"), ("a,b",), ("a", 1), ("a", "1"), (frozenset({"a"}),), (["a"],), ()]
    assert len({digest_of(*value) for value in values}) == len(values)
