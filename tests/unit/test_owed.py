"""What an item still asks of those who answer for it."""

from datetime import UTC, date, datetime

import pytest

from core.domain.movements import Kind, Stage
from core.domain.owed import (
    OwedItem,
    OwedResult,
    continuable,
    has_result,
    kept_up,
    needing_result,
)
from core.domain.periods import Period
from core.domain.registrations import Status
from core.domain.results import ResultStatus, State

HALF, YEAR = Period.parse("2017-H1"), Period.parse("2017")


def an_item(number=1, **changes):
    given = {
        "id": f"i{number}", "tenant": "c02062", "organization": "phu_nu", "year": 2017,
        "movement_type": "phu_nu.ba_sach", "kind": Kind.MODEL, "title": "Đường hoa Nà Cà",
        "status": Status.AGREED, "stage": Stage.MAINTAINED, "content": 3,
        "updated_at": datetime(2017, 7, 1, tzinfo=UTC),
    }  # fmt: skip
    return OwedItem(**given | changes)


def told(period="2017-H1", state=State.MAINTAINED, status=ResultStatus.REPORTED):
    return OwedResult(period=Period.parse(period), state=state, status=status)


@pytest.mark.parametrize("status", [Status.DRAFT, Status.RETURNED, Status.WITHDRAWN])
def test_what_does_not_stand_is_not_reported_on(status):
    assert needing_result([an_item(status=status)], YEAR) == []


def test_an_item_of_another_year_is_not_reported_on():
    assert needing_result([an_item(year=2018)], YEAR) == []


def test_what_begins_in_september_has_nothing_to_tell_of_the_half_year():
    item = an_item(starts_on=date(2017, 9, 1))
    assert needing_result([item], HALF) == []
    assert needing_result([item], YEAR) == [item]


def test_what_is_kept_up_is_told_of_again_at_the_years_end():
    item = an_item(results=(told(),))
    assert has_result(item, HALF)
    assert needing_result([item], YEAR) == [item]
    assert not has_result(item, YEAR)


@pytest.mark.parametrize("state", [State.COMPLETED, State.STOPPED])
def test_what_was_over_by_the_half_year_needs_no_second_result(state):
    assert needing_result([an_item(results=(told(state=state),))], YEAR) == []


def test_a_result_that_came_back_does_not_end_an_item():
    came_back = told(state=State.COMPLETED, status=ResultStatus.RETURNED)
    assert len(needing_result([an_item(results=(came_back,))], YEAR)) == 1


def test_a_result_of_the_last_quarter_speaks_for_the_year():
    assert has_result(an_item(results=(told("2017-Q4"),)), YEAR)


def test_last_years_models_are_offered_until_something_continues_them():
    old = an_item()
    assert continuable([old], 2018) == [old]
    assert continuable([old, an_item(2, year=2018, continues="i1")], 2018) == []


def test_a_model_whose_continuation_was_withdrawn_is_offered_again():
    old = an_item()
    withdrawn = an_item(2, year=2018, continues="i1", status=Status.WITHDRAWN)
    assert continuable([old, withdrawn], 2018) == [old]


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": Kind.WORK},
        {"status": Status.WITHDRAWN},
        {"year": 2016},
        {"results": (told(), told("2017", State.STOPPED))},
    ],
)
def test_works_and_what_was_stopped_or_withdrawn_are_not_offered(changes):
    assert continuable([an_item(**changes)], 2018) == []


def test_what_lacks_stage_or_content_has_no_trait():
    assert an_item(stage=None).trait() is None
    assert an_item().trait().movement_type == "phu_nu.ba_sach"


def test_a_continued_model_is_kept_and_stays_built_if_it_ever_was():
    built = kept_up(an_item(stage=Stage.NEW))
    assert (built.stage, built.built) == (Stage.MAINTAINED, True)
    assert not kept_up(an_item()).built
    assert kept_up(an_item(content=None)) is None
