"""Which of an item's results speaks for a month."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.periods import Period, periods_of
from core.domain.registrations import Money
from core.domain.results import Basis, Result, ResultStatus, State, latest


def a_result(period="2017-H1", **changes):
    given_ = {"period": Period.parse(period), "state": State.COMPLETED, "progress": 100}
    return Result(**given_ | changes)


def test_without_results_nothing_speaks():
    assert latest([], month=12, basis=Basis.REPORTED) is None


def test_a_result_says_nothing_of_the_months_before_its_period_ends():
    assert latest([a_result()], month=5, basis=Basis.REPORTED) is None
    assert latest([a_result()], month=6, basis=Basis.REPORTED) == a_result()


@pytest.mark.parametrize(
    ("status", "bases"),
    [
        (ResultStatus.REPORTED, {Basis.REPORTED}),
        (ResultStatus.CONFIRMED, {Basis.REPORTED, Basis.CONFIRMED}),
        (ResultStatus.RETURNED, set()),
    ],
)
def test_what_the_front_said_decides_where_it_counts(status, bases):
    assert {basis for basis in Basis if a_result(status=status).counts(basis)} == bases


def test_a_returned_result_lets_the_one_before_speak_again():
    earlier = a_result("2017-Q1")
    returned = a_result("2017-H1", status=ResultStatus.RETURNED)
    assert latest([returned, earlier], month=12, basis=Basis.REPORTED) == earlier


def test_what_was_spent_is_the_sum_of_its_sources():
    spent = (Money(source="khac", amount=5), Money(source="hoi_vien", amount=7))
    assert a_result(funding=spent).spent_funding == 12


results = st.lists(
    st.builds(
        Result, period=st.sampled_from(periods_of(2017)), state=st.sampled_from(State),
        progress=st.just(1), status=st.sampled_from(ResultStatus),
    ),
    unique_by=lambda result: result.period,
)  # fmt: skip


@given(results=results, month=st.integers(1, 12), basis=st.sampled_from(Basis))
def test_no_other_result_that_counts_ends_later_or_is_longer(results, month, basis):
    chosen = latest(results, month=month, basis=basis)
    telling = [r for r in results if r.counts(basis) and r.period.end_month <= month]
    assert (chosen is None) == (not telling)
    if chosen:
        assert chosen.period.precedence == max(r.period.precedence for r in telling)
