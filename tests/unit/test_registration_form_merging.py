"""Two versions of a form become one wherever only one side changed a field."""

from hypothesis import given
from hypothesis import strategies as st

from core.web.registration_form.merging import BOTH, MINE, THEIRS, merged
from core.web.registration_form.stated import digest, read_version_mark, version_mark

NAMES = ("title", "note", "places", "answers.so_ho")
values = st.fixed_dictionaries({name: st.sampled_from(["", "a", "b", [1], None]) for name in NAMES})


def digests(base):
    return {name: digest(value) for name, value in base.items()}


@given(values, values, values)
def test_what_only_one_side_changed_is_that_sides(base, mine, theirs):
    joined = merged(mine, theirs, digests(base), {})

    conflicting = {conflict.field for conflict in joined.conflicts}
    for name in NAMES:
        if mine[name] == theirs[name] or mine[name] == base[name]:
            assert joined.values[name] == theirs[name]
        elif theirs[name] == base[name]:
            assert joined.values[name] == mine[name]
        else:
            assert name in conflicting
    assert set(joined.taken) == {name for name in NAMES if mine[name] == base[name] != theirs[name]}


@given(values, values)
def test_without_knowing_what_a_form_was_made_from_every_difference_is_a_conflict(mine, theirs):
    joined = merged(mine, theirs, {}, {})

    differing = {name for name in NAMES if mine[name] != theirs[name]}
    assert {conflict.field for conflict in joined.conflicts} == differing


def test_a_choice_settles_a_conflict():
    mine, theirs = {"note": "mine"}, {"note": "theirs"}

    assert merged(mine, theirs, {}, {"note": MINE}).values == {"note": "mine"}
    assert merged(mine, theirs, {}, {"note": THEIRS}).values == {"note": "theirs"}
    assert merged(mine, theirs, {}, {"note": BOTH}).values == {"note": "theirs\nmine"}
    assert merged({"a": [1]}, {"a": [2]}, {}, {"a": BOTH}).conflicts


@given(st.integers(min_value=1, max_value=99_999), values)
def test_the_mark_of_a_version_reads_back(version, base):
    assert read_version_mark(version_mark(version, base)) == (version, digests(base))


@given(st.text())
def test_any_text_in_place_of_a_mark_is_no_version_or_one(text):
    version, _ = read_version_mark(text)

    assert version >= 0
