"""What each act adds to the counters is exactly what a recount of everything would say."""

from collections import Counter, defaultdict
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.consolidation import consolidate
from core.domain.contributions import ALL, cell_of, contribution, difference, trait_of
from core.domain.counts import (
    Cut,
    figures_by_cell,
    mentions,
    planned_by_source,
    province_of,
    registered_by_day,
    same,
)
from core.domain.figures import Figures
from core.domain.movements import Kind, Stage
from core.domain.periods import Period
from core.domain.quotas import Trait
from core.domain.registrations import Partner, Status
from core.domain.results import Basis, Result, ResultStatus, State

from ..fakes.registrations import a_draft, a_registration
from .a_years_work import MEASURES, played, sum_of, years


def recounted(items):
    """Contents by (organization, path), from nothing but the items."""
    found = defaultdict(list)
    for item in items:
        found[item.organization, item.path].append(contribution(item, MEASURES))
    return {key: sum_of(contents) for key, contents in found.items()}


@given(steps=years)
def test_the_differences_of_all_acts_add_up_to_a_recount(steps):
    year = played(steps)
    stored = {(c.organization, c.path): c.content for c in year.counts()}
    whole = recounted(year.items)
    for key in {*stored, *whole}:
        assert same(stored.get(key, {}), whole.get(key, {})), key


@given(steps=years)
def test_a_province_holds_the_sum_of_its_tenants(steps):
    year = played(steps)
    by_hand = defaultdict(list)
    for (organization, path), content in recounted(year.items).items():
        if province := province_of(path):
            by_hand[organization, province].append(content)
    stored = {
        (c.organization, c.path): c.content
        for c in year.counters.of_provinces(year=2017)
        if c.whole_province
    }
    for key in {*stored, *by_hand}:
        assert same(stored.get(key, {}), sum_of(by_hand.get(key, []))), key


cuts = st.builds(
    lambda month, back, basis: Cut(month=month, since=max(0, month - back), basis=basis),
    st.integers(1, 12), st.sampled_from([12, 1, 3, 6]), st.sampled_from(Basis),
)  # fmt: skip


@given(steps=years, cut=cuts)
def test_the_counters_say_what_counting_the_items_one_by_one_says(steps, cut):
    year = played(steps)
    oracle = consolidate(
        year.items, lambda item: (item.organization, item.path),
        month=cut.month, since=cut.since, basis=cut.basis, measures=MEASURES,
    )  # fmt: skip
    partners = 0
    for count in year.counts():
        total = sum(figures_by_cell(count, cut).values(), Figures())
        partners += sum(times for _, _, times in mentions(count))
        known = oracle.pop((count.organization, count.path), Figures())
        assert total == replaced(known, as_partner=0)
    assert not [row for row in oracle.values() if not row.is_zero()]
    named = [item for item in year.items if item.counted]
    assert partners == sum(len(item.partner_organizations) for item in named)


@given(steps=years)
def test_days_and_sources_are_those_of_the_items_that_stand(steps):
    year = played(steps)
    days, sources = Counter(), Counter()
    for item in year.items:
        if item.counted:
            days.update([str(item.submitted_on)] if item.submitted_on else [])
            for money in item.funding:
                sources[money.source] += money.amount
    for count in year.counts():
        days.subtract(registered_by_day(count))
        sources.subtract(planned_by_source(count))
    assert (+days, -days) == ({}, {})
    assert (+sources, -sources) == ({}, {})


def replaced(figures, **values):
    copy = figures + Figures()
    for name, value in values.items():
        setattr(copy, name, value)
    return copy


@pytest.mark.parametrize("status", [Status.DRAFT, Status.RETURNED, Status.WITHDRAWN])
def test_what_is_not_submitted_adds_nothing(status):
    result = Result(period=Period(year=2017), state=State.COMPLETED, progress=100)
    assert contribution(a_registration(status=status, results=(result,)), MEASURES) == {}


def test_nothing_adds_nothing_and_a_draft_without_stage_neither():
    assert contribution(None, MEASURES) == {}
    bare = a_draft(status=Status.SUBMITTED, stage=None)
    assert contribution(bare, MEASURES) == {}


def test_a_result_is_written_once_and_not_in_every_later_month():
    half = Result(
        period=Period.parse("2017-H1"), state=State.IN_PROGRESS, progress=50, households=10,
        measures={"dien_tich": Decimal("1.25")},
    )  # fmt: skip
    year = Result(period=Period.parse("2017"), state=State.COMPLETED, progress=100, households=30)
    content = contribution(a_registration(results=(half, year)), MEASURES)
    cell = cell_of(a_registration().trait())
    at = {key[2:]: n for key, n in content.items() if key[1] == "at" and key[3] == "reported"}
    assert {key[0] for key in content if key[0] != ALL} == {cell}
    assert at == {
        ("6", "reported", "n", "in_progress"): 1,
        ("6", "reported", "n", "households"): 10,
        ("6", "reported", "sum", "dien_tich"): 125,
        ("12", "reported", "n", "in_progress"): -1,
        ("12", "reported", "n", "completed"): 1,
        ("12", "reported", "n", "households"): 20,
        ("12", "reported", "sum", "dien_tich"): -125,
    }


def test_a_confirmed_result_counts_in_both_bases_and_a_returned_one_in_neither():
    result = Result(period=Period.parse("2017-H1"), state=State.COMPLETED, progress=100)

    def bases(status):
        item = a_registration(results=(replace(result, status=status),))
        return {key[3] for key in contribution(item, MEASURES) if key[1] == "at"}

    assert bases(ResultStatus.REPORTED) == {"reported"}
    assert bases(ResultStatus.CONFIRMED) == {"reported", "confirmed"}
    assert bases(ResultStatus.RETURNED) == set()


def test_a_partner_that_declined_is_not_counted_as_one():
    partners = (Partner(organization="nong_dan"), Partner(organization="mttq", declined=True))
    content = contribution(a_registration(partners=partners), MEASURES)
    assert {key[2]: n for key, n in content.items() if key[1] == "with"} == {"nong_dan": 1}


def test_of_the_same_before_and_after_nothing_differs():
    content = contribution(a_registration(households=42), MEASURES)
    assert difference(content, content) == {}


traits = st.builds(
    Trait, organization=st.just("phu_nu"), movement_type=st.just("phu_nu.ba_sach"),
    kind=st.sampled_from(Kind), stage=st.sampled_from(Stage), content=st.integers(1, 5),
    themes=st.frozensets(st.sampled_from(["nong_thon_moi", "phu_nu.rieng", "giam_ngheo"])),
    built=st.booleans(),
)  # fmt: skip


@given(trait=traits)
def test_a_cell_tells_the_whole_trait(trait):
    assert trait_of(cell_of(trait), "phu_nu") == trait
