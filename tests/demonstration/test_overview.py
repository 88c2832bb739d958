"""The overview's figures are the other figures', read once and never from the items."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from core.demonstration.calendar import PRACTICE_DATE
from core.domain.access import OPERATOR
from core.domain.counts import Cut
from core.domain.figures import Figures
from core.domain.movements import CONTENTS
from core.domain.periods import Period
from core.domain.tenants import Level
from core.domain.verdicts import Outcome
from core.services.acting import scope_of
from core.services.consolidating import consolidated
from core.services.coverage_reading import read_coverage
from core.services.overview import Overview, period_to_begin_with, read_overview
from core.services.overview_rows import outcomes_in, standings
from core.services.quota_standing import Question, quota_rows
from core.services.report_counts import count_reports

if TYPE_CHECKING:
    from core.domain.access import Scope
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories
    from tests.demonstration.conftest import Demonstration

PROVINCE, DISTRICT, COMMUNE = "p06", "d064", "c02062"
PERIODS = ("2017-H1", "2017", "2018-H1")


class WithoutItems:
    """Repositories that hold no registrations: an overview has to do with the counters."""

    def __init__(self, work: Repositories) -> None:
        self._work = work

    def __getattr__(self, name: str) -> Any:
        assert name != "registrations", "the items themselves were read"
        return getattr(self._work, name)


@pytest.fixture
def work(demonstration: Demonstration) -> Any:
    return WithoutItems(demonstration.store.read(OPERATOR))


def overview(
    demonstration: Demonstration, work: Any, tenant: str, period: str = "2017-H1"
) -> Overview:
    return read_overview(
        work,
        work.tenants.get(tenant),
        Period.parse(period),
        today=PRACTICE_DATE,
        catalogue=demonstration.catalogue,
    )


def scope(demonstration: Demonstration, username: str) -> Scope:
    store = demonstration.store.read(OPERATOR)
    user = store.users.for_sign_in(username)
    assert user is not None
    return scope_of(user, tenants=store.tenants, today=PRACTICE_DATE)


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("tenant", [PROVINCE, DISTRICT])
def test_the_rows_and_what_is_the_units_own_add_up_to_the_total(
    demonstration: Demonstration, work: Any, tenant: str, period: str
) -> None:
    found = overview(demonstration, work, tenant, period)
    rows = [found.own, *found.rows]
    added = Figures()
    for row in rows:
        added.add(row.figures)
    assert added == found.total.figures
    for name in ("communes", "begun"):
        assert sum(getattr(row, name) for row in rows) == getattr(found.total, name), name
    covered: Counter[int] = Counter()
    for row in rows:
        covered.update(row.covered)
    assert covered == found.total.covered
    assert sum(row.reports.expected for row in rows) == found.total.reports.expected
    assert sum(row.reports.missing for row in rows) == found.total.reports.missing


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("tenant", [PROVINCE, DISTRICT, COMMUNE])
def test_each_figure_is_what_its_own_service_says(
    demonstration: Demonstration, work: Any, tenant: str, period: str
) -> None:
    found = overview(demonstration, work, tenant, period)
    unit, asked = work.tenants.get(tenant), Period.parse(period)
    cut = Cut(month=asked.end_month)
    same: dict[str, Any] = {"organizations": None, "today": PRACTICE_DATE}
    plain = consolidated(work, unit, year=asked.year, cut=cut, current=False, **same)
    for name in ("registered", "agreed", "late", "planned_funding", "as_partner"):
        assert getattr(found.total.figures, name) == getattr(plain.totals, name), name
    quotas, _ = quota_rows(
        work, unit, Question(year=asked.year), today=PRACTICE_DATE,
        catalogue=demonstration.catalogue,
    )  # fmt: skip
    told = {row.quota.code: row.tally for row in found.quotas}
    assert told == {row.quota.code: row.tally for row in quotas if row.tally.applicable}
    coverage, communes, _ = read_coverage(work, unit, year=asked.year, skip=0, limit=500, **same)
    assert list(found.omissions) == list(coverage.omissions)
    assert found.total.communes == len(communes)
    assert found.total.cells + len(found.omissions) == len(communes) * len(CONTENTS)
    assert found.total.reports == count_reports(work, unit, asked, **same)


@pytest.mark.parametrize("tenant", [PROVINCE, DISTRICT, COMMUNE])
def test_days_and_sources_add_up_to_what_is_registered_and_planned(
    demonstration: Demonstration, work: Any, tenant: str
) -> None:
    found = overview(demonstration, work, tenant)
    assert found.progress.total == found.total.figures.registered
    assert sum(found.sources.values()) == found.total.figures.planned_funding


def test_progress_is_what_the_items_themselves_say(demonstration: Demonstration, work: Any) -> None:
    found = overview(demonstration, work, PROVINCE)
    for day in (date(2017, 6, 30), date(2017, 7, 14), date(2017, 7, 31)):
        by_hand = [
            each
            for each in demonstration.of(2017)
            if each.counted and each.submitted_on and each.submitted_on <= day
        ]
        assert found.progress.by(day) == len(by_hand)


def test_a_commune_meets_all_when_it_lacks_nothing_and_nothing_is_unknown(
    demonstration: Demonstration, work: Any
) -> None:
    found = overview(demonstration, work, PROVINCE)
    share = found.total.quotas
    assert share.whole == found.total.communes
    for tenant, outcome in standings(found.quotas, found.units).items():
        seen = outcomes_in(tenant, found.quotas)
        assert (outcome is Outcome.SHORT) == (Outcome.SHORT in seen)
        assert (outcome is Outcome.MET) == (set(seen) <= {Outcome.MET, Outcome.EXPECTED})
    assert 0 < share.met < share.whole


def test_a_quota_without_a_number_makes_nobody_short(
    demonstration: Demonstration, work: Any
) -> None:
    found = overview(demonstration, work, COMMUNE)
    farmers = next(row for row in found.rows if row.key == "nong_dan")
    assert farmers.quotas.whole == 0


def test_a_commune_has_its_organizations_in_place_of_units_below(
    demonstration: Demonstration, work: Any
) -> None:
    found = overview(demonstration, work, COMMUNE)
    assert not found.children
    assert {row.key for row in found.rows} >= {"phu_nu", "nong_dan", "doan_thanh_nien", "mttq"}
    registered = sum(row.figures.registered for row in found.rows)
    assert registered == found.total.figures.registered > 0
    assert sum(sum(row.items.values()) for row in found.rows) == registered


def test_who_is_missing_is_named_by_unit_and_nobody_twice(
    demonstration: Demonstration, work: Any
) -> None:
    found = overview(demonstration, work, PROVINCE)
    named = [
        (one.tenant.id, organization)
        for one in found.reports.missing
        for organization in one.organizations
    ]
    assert len(named) == len(set(named)) == found.total.reports.missing
    depths = [one.tenant.level.depth for one in found.reports.missing]
    assert depths == sorted(depths)


def test_a_member_of_an_organization_sees_the_figures_of_that_one_only(
    demonstration: Demonstration,
) -> None:
    mine = demonstration.store.read(scope(demonstration, "pn.luongbang"))
    found = overview(demonstration, mine, COMMUNE)
    assert [row.key for row in found.rows] == ["phu_nu"]
    every = overview(demonstration, demonstration.store.read(OPERATOR), COMMUNE)
    theirs = next(row for row in every.rows if row.key == "phu_nu")
    assert found.total.figures.registered == theirs.figures.registered
    assert {row.quota.organization for row in found.quotas} <= {"phu_nu"}
    assert found.omissions == every.omissions


def test_the_whole_country_is_told_without_its_communes(
    demonstration: Demonstration, work: Any
) -> None:
    found = overview(demonstration, work, "vn")
    assert found.total.figures.registered > 0
    assert {child.level for child in found.children.values()} == {Level.PROVINCE}
    assert (found.quotas, found.omissions, found.units) == ([], (), {})


def test_a_unit_that_has_been_closed_keeps_its_overview(demonstration: Demonstration) -> None:
    later = demonstration.store.read(OPERATOR)
    found = read_overview(
        later, later.tenants.get(DISTRICT), Period.parse("2017"), today=date(2025, 9, 1),
        catalogue=demonstration.catalogue,
    )  # fmt: skip
    before = overview(demonstration, later, DISTRICT, "2017")
    assert found.total.figures == before.total.figures
    assert len(found.rows) == len(before.rows)


@pytest.mark.parametrize(
    ("today", "period"),
    [(date(2017, 7, 12), "2017-H1"), (date(2018, 2, 5), "2018-H1"), (date(2018, 12, 20), "2018")],
)
def test_it_begins_with_the_period_being_reported_on_unless_a_new_year_has_begun(
    work: Any, today: date, period: str
) -> None:
    tenant: Tenant = work.tenants.get(PROVINCE)
    assert str(period_to_begin_with(work, tenant, today=today)) == period
