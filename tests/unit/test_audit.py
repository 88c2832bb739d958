"""A chain of sealed entries: whatever is done to it afterwards shows."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.audit import GENESIS, Entry, broken_links, seal

KEY = b"a-key-that-is-known-to-tests-only"
START = datetime(2026, 3, 1, 8, tzinfo=UTC)


def a_chain(length):
    entries, previous = [], GENESIS
    for number in range(length):
        at = START + timedelta(seconds=number)
        content = {"target": f"r{number}", "user": "hoa", "at": at.isoformat(), "reason": "ở xã"}
        link = seal(content, previous=previous, key=KEY)
        entries.append(
            Entry(
                chain="c", sequence=number, previous=previous, hash=link, at=at, user="hoa",
                content=content,
            )
        )  # fmt: skip
        previous = link
    return entries


def end_of(entries):
    return (len(entries) - 1, entries[-1].hash) if entries else (-1, GENESIS)


def wrong(entries, head, key=KEY):
    return [(b.code, b.sequence) for b in broken_links(entries, chain="c", key=key, head=head)]


@given(length=st.integers(1, 12))
def test_an_untouched_chain_holds(length):
    entries = a_chain(length)
    assert wrong(entries, end_of(entries)) == []


@given(length=st.integers(2, 8), data=st.data())
def test_any_entry_missing_anywhere_shows(length, data):
    entries = a_chain(length)
    gone = data.draw(st.integers(0, length - 1))
    assert wrong(entries[:gone] + entries[gone + 1 :], end_of(entries))


@given(length=st.integers(2, 8), data=st.data())
def test_any_two_entries_exchanged_show(length, data):
    entries = a_chain(length)
    head = end_of(entries)
    first, second = sorted(
        data.draw(st.lists(st.integers(0, length - 1), min_size=2, max_size=2, unique=True))
    )
    entries[first], entries[second] = entries[second], entries[first]
    assert wrong(entries, head)
    renumbered = [replace(entry, sequence=number) for number, entry in enumerate(entries)]
    assert wrong(renumbered, head)


@given(length=st.integers(1, 8), data=st.data())
def test_any_change_of_any_entry_shows(length, data):
    entries = a_chain(length)
    place = data.draw(st.integers(0, length - 1))
    victim = entries[place]
    change = data.draw(
        st.sampled_from(
            [
                {"content": {**victim.content, "target": "r99"}},
                {"content": {k: v for k, v in victim.content.items() if k != "reason"}},
                {"user": "lan"},
                {"at": START - timedelta(days=1)},
                {"hash": "f" * 64},
            ]
        )
    )
    entries[place] = replace(victim, **change)
    assert wrong(entries, end_of(a_chain(length)))


@given(length=st.integers(1, 8), data=st.data())
def test_an_entry_put_in_shows_even_if_the_rest_is_numbered_anew(length, data):
    entries = a_chain(length)
    head = end_of(entries)
    place = data.draw(st.integers(0, length))
    entries.insert(place, replace(a_chain(1)[0], content={"target": "forged"}))
    renumbered = [replace(entry, sequence=number) for number, entry in enumerate(entries)]
    assert wrong(renumbered, head)


@given(length=st.integers(2, 8), data=st.data())
def test_a_tail_cut_off_shows_by_the_registered_end(length, data):
    entries = a_chain(length)
    kept = data.draw(st.integers(0, length - 1))
    assert wrong(entries[:kept], end_of(entries)) == [("cut", kept - 1)]


def test_a_chain_that_nobody_registered_shows():
    assert wrong(a_chain(3), None) == [("unregistered", 2)]


def test_who_rewrites_everything_needs_the_key():
    entries = a_chain(3)
    assert {code for code, _ in wrong(entries, end_of(entries), key=b"another")} == {"changed"}


@pytest.mark.parametrize(
    ("one", "other"), [({"a": 1, "b": "ở"}, {"b": "ở", "a": 1}), ({"a": [1]}, {"a": (1,)})]
)
def test_the_same_content_is_sealed_the_same(one, other):
    assert seal(one, previous=GENESIS, key=KEY) == seal(other, previous=GENESIS, key=KEY)
