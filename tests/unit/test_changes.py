"""What history tells of an edit: what differs, and nothing personal."""

from dataclasses import fields, replace

import pytest

from core.domain.changes import COMPARED, PERSONAL, SILENT, changes_between, is_realized, standing
from core.domain.movements import Stage
from core.domain.periods import Period
from core.domain.registrations import Registration, Status
from core.domain.results import Result, ResultStatus, State

from ..fakes.registrations import a_draft, a_registration

BEFORE = a_registration(households=40, phone="0912", answers={"so_ho": 40, "nguoi_giup": "Páo"})


def told(before, after, personal=frozenset({"nguoi_giup"})):
    changes = changes_between(before, after, personal_answers=personal)
    return {c.field: "hidden" if c.hidden else (c.old, c.new) for c in changes}


def test_only_what_differs_is_told():
    assert told(BEFORE, replace(BEFORE, households=42, title="Đường hoa")) == {
        "title": ("Đường hoa Nà Cà", "Đường hoa"), "households": (40, 42),
    }  # fmt: skip
    assert told(BEFORE, BEFORE) == {}


def test_that_something_personal_changed_is_told_and_never_what():
    after = replace(BEFORE, phone=None, person_in_charge="Hoa", answers={"nguoi_giup": "Mai"})
    assert told(BEFORE, after) == {
        "phone": "hidden", "person_in_charge": "hidden", "answers.nguoi_giup": "hidden",
        "answers.so_ho": (40, None),
    }  # fmt: skip
    quoted = str(changes_between(BEFORE, after, personal_answers=frozenset({"nguoi_giup"})))
    assert [secret for secret in ("0912", "Hoa", "Páo", "Mai") if secret in quoted] == []


def test_of_a_new_item_what_was_filled_in_is_told():
    fresh = told(None, a_draft(households=42, note=""))
    assert fresh["title"] == (None, "Đường hoa Nà Cà")
    assert "note" not in fresh
    assert "number" not in fresh


def test_every_field_is_either_told_or_left_out_on_purpose():
    every = {field.name for field in fields(Registration)}
    assert every == SILENT | set(COMPARED)
    assert set(COMPARED) >= PERSONAL


def test_what_stood_can_be_judged_later():
    state = standing(replace(BEFORE, themes=frozenset({"b", "a"}), stage=None))
    assert state["themes"] == ["a", "b"]
    assert (state["stage"], state["counted"], state["realized"]) == (None, True, False)
    assert standing(replace(BEFORE, stage=Stage.NEW))["stage"] == "xay_dung_moi"
    assert standing(replace(BEFORE, status=Status.RETURNED))["counted"] is False
    assert not PERSONAL & state.keys()


@pytest.mark.parametrize(
    ("state", "status", "realized"),
    [
        (State.COMPLETED, ResultStatus.REPORTED, True),
        (State.MAINTAINED, ResultStatus.CONFIRMED, True),
        (State.COMPLETED, ResultStatus.RETURNED, False),
        (State.IN_PROGRESS, ResultStatus.CONFIRMED, False),
        (State.STOPPED, ResultStatus.REPORTED, False),
    ],
)
def test_an_item_is_realized_when_its_latest_result_says_so(state, status, realized):
    result = Result(period=Period.parse("2017-H1"), state=state, progress=1, status=status)
    assert is_realized(replace(BEFORE, results=(result,))) is realized
