"""How a file is cut into pieces, how much there may be of all, and what it is called."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.errors import InvalidError
from core.domain.evidence import (
    LARGEST_FILE,
    LARGEST_TOTAL,
    MOST_FILES,
    PIECE,
    UNFINISHED,
    Content,
    Declared,
    Evidence,
    MediaType,
    Subject,
    file_name,
    refuse_too_many,
)

NOW = datetime(2026, 11, 22, tzinfo=UTC)
DIGEST = "0f" * 32
sizes = st.integers(1, LARGEST_FILE)


def declared(**changes):
    return Declared(**{"name": "Ảnh.jpg", "size": 1_000, "sha256": DIGEST, **changes})


def evidence(**changes):
    given = {
        "id": "ab" * 16, "registration": "r1", "declared": declared(), "created_by": "u1",
        "created_at": NOW,
    }  # fmt: skip
    return Evidence(**given | changes)


@given(size=sizes)
def test_the_pieces_of_a_file_are_all_of_it_and_nothing_else(size):
    file = evidence(declared=declared(size=size))
    parts = [file.piece_size(number) for number in range(file.pieces)]
    assert sum(parts) == size
    assert all(part == PIECE for part in parts[:-1])
    assert 0 < parts[-1] <= PIECE
    assert file.piece_size(file.pieces) == file.piece_size(-1) == 0


@given(size=sizes, kept=st.sets(st.integers(0, LARGEST_FILE // PIECE)))
def test_what_is_missing_is_what_has_not_arrived(size, kept):
    file = evidence(declared=declared(size=size))
    missing = file.missing(kept)
    assert missing == sorted(missing)
    assert {*missing} | (kept & {*range(file.pieces)}) == {*range(file.pieces)}
    assert kept.isdisjoint(missing)


@given(others=st.lists(st.tuples(st.sampled_from([None, "2017-H1"]), sizes), max_size=60))
def test_whoever_adds_while_it_is_allowed_never_exceeds_a_limit(others):
    every = []
    for period, size in others:
        wanted = declared(period=period, size=size)
        try:
            refuse_too_many(wanted, every)
        except InvalidError:
            continue
        every.append(evidence(id=str(len(every)), declared=wanted))
    for period in (None, "2017-H1"):
        assert sum(each.declared.period == period for each in every) <= MOST_FILES
    assert sum(each.size for each in every) <= LARGEST_TOTAL


def test_the_files_of_one_result_leave_room_for_those_of_another():
    every = [evidence(declared=declared(period="2017-H1")) for _ in range(MOST_FILES)]
    refuse_too_many(declared(), every)
    with pytest.raises(InvalidError) as refusal:
        refuse_too_many(declared(period="2017-H1"), every)
    assert [each.code for each in refusal.value.problems] == ["too_many_files"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"size": 0}, "file_too_large"),
        ({"size": LARGEST_FILE + 1}, "file_too_large"),
        ({"sha256": DIGEST.upper()}, "not_sha256"),
        ({"sha256": DIGEST + "\n"}, "not_sha256"),
        ({"sha256": "$gt"}, "not_sha256"),
    ],
)
def test_what_cannot_be_a_file_is_not_even_begun(changes, code):
    assert [each.code for each in declared(**changes).problems()] == [code]


def test_an_unfinished_file_expires_and_a_finished_one_stays():
    begun = evidence()
    assert (begun.ready, begun.expires_at) == (False, NOW + UNFINISHED)
    content = Content(media_type=MediaType.PDF, size=7, sha256=DIGEST)
    done = begun.completed(content)
    assert (done.ready, done.expires_at, done.version, done.size) == (True, None, 2, 7)


def test_a_file_with_a_period_shows_a_result():
    assert evidence().subject is Subject.REGISTRATION
    assert evidence(declared=declared(period="2017-H1")).subject is Subject.RESULT


@given(name=st.text(max_size=200))
@pytest.mark.parametrize("media_type", MediaType)
def test_no_file_is_served_under_a_name_somebody_sent(media_type, name):
    served = file_name(evidence(declared=declared(name=name)), media_type)
    assert re.fullmatch(r"chung-suc-(anh|tep)-[0-9a-f]{12}\.(jpg|png|webp|pdf|docx|xlsx)", served)
