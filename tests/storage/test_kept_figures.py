"""What was worked out is kept, by this process and for others, and is never outdated."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.domain.access import OPERATOR
from core.domain.counts import Cut
from core.domain.movements import Kind, Stage
from core.domain.periods import Period
from core.domain.quota_rules import Override
from core.domain.time import Moment
from core.services import overview_kept
from core.services.consolidating import consolidated
from core.services.country_days import days_and_sources
from core.services.country_figures import figures_of, quotas_of, reports_of
from core.services.country_standing import by_province
from core.services.coverage_reading import EVERY_COMMUNE, read_coverage
from core.services.kept_verdicts import VerdictForm
from core.services.overview import read_overview
from core.services.overview_kept import overview_of
from core.services.overview_rows import standings
from core.services.province_coverage import coverage_by_province
from core.services.province_verdicts import judged_in
from core.services.quota_standing import Question, quota_rows
from core.services.report_counts import count_reports
from core.storage.store import MongoStore

from ..fakes.audit import KEY
from ..fakes.people import NOW
from .test_country_figures import BEFORE, CATALOGUE, HALF, SINCE, Country

pytestmark = pytest.mark.mongo
YEAR = Period(year=2017)
ORGANIZATIONS = (None, frozenset({"phu_nu"}))
UNITS = ("c02050", "c02071", "c01840", "d064", "p06", "p19")

changes = st.one_of(
    st.tuples(
        st.just("register"),
        st.fixed_dictionaries(
            {
                "tenant": st.sampled_from(UNITS),
                "organization": st.sampled_from(["phu_nu", "nong_dan", "thanh_nien"]),
                "kind": st.sampled_from(Kind),
                "stage": st.sampled_from(Stage),
                "content": st.integers(1, 5),
            }
        ),
    ),
    st.tuples(
        st.just("assign"),
        st.fixed_dictionaries(
            {
                "unit": st.sampled_from(UNITS[:4]),
                "organization": st.sampled_from(["phu_nu", "nong_dan"]),
            }
        ),
    ),
)


class Kept(Country):
    """The country of ``Country`` seen by two processes: each keeps what it works out."""

    def __init__(self, uri, name):
        super().__init__(uri, name)
        self.other = MongoStore(uri, name, KEY)

    def elsewhere(self):
        return self.other.read(replace(OPERATOR, revision=self.work().scope.revision))

    def anew(self):
        """Return repositories of nobody who has kept anything."""
        return self.store.read(OPERATOR)

    def close(self):
        self.store.close()
        self.other.close()

    def refuse_outdated(self, units=("vn", "p06", "p19")):
        for work in (self.work(), self.elsewhere()):
            for unit in units:
                for today in (BEFORE, SINCE):
                    assert answers(work, unit, today) == answers(self.anew(), unit, today)


def answers(work, unit, today):
    """Return everything that is kept, as it is told."""
    tenant = work.tenants.get(unit)
    given = []
    for seen in ORGANIZATIONS:
        asked = {"organizations": seen, "today": today}
        question = Question(year=2017, organizations=seen)
        figures = figures_of(work, tenant, year=2017, cut=Cut(month=6), **asked)
        given += [figures.totals, dict(figures.by_tenant), reports_of(work, tenant, HALF, **asked)]
        for row in quotas_of(work, tenant, question, today=today, catalogue=CATALOGUE):
            short = sorted(one.tenant for one in row.tally.shortfalls)
            given += [row.quota.code, replace(row.tally, shortfalls=()), short]
        moment = Moment(now=NOW, today=today)
        for part in by_province(work, tenant, question, moment=moment, catalogue=CATALOGUE):
            given.append(dict(part.outcomes))
        for part in coverage_by_province(work, tenant, year=2017, **asked):
            told = part.told
            given += [part.numbers.communes, told.covered, told.omitted, told.active]
        added = [*days_and_sources(work, tenant, year=2017, organizations=seen)]
        given += [sum((days for days, _ in added), start=type(added[0][0])())] if added else []
    return given


@pytest.fixture
def kept(mongo_uri, database_name):
    made = Kept(mongo_uri, database_name)
    yield made
    made.close()


@given(st.lists(changes, min_size=1, max_size=4))
@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_written_the_next_reading_tells_it_in_every_process(kept, written):
    for what, how in written:
        getattr(kept, what)(**how)
        kept.refuse_outdated()


def test_what_is_told_of_a_province_is_what_reading_all_of_it_tells(kept):
    kept.register("c02050")
    kept.register("c02071", organization="nong_dan", content=3)
    work, province = kept.work(), kept.work().tenants.get("p06")
    question = Question(year=2017)
    rows, units = quota_rows(work, province, question, today=BEFORE, catalogue=CATALOGUE)
    moment = Moment(now=NOW, today=BEFORE)
    (part,) = by_province(work, province, question, moment=moment, catalogue=CATALOGUE)
    told = {unit: how for how, listed in part.outcomes.items() for unit in listed}
    assert told == standings(rows, units)
    judged = judged_in(work, province, question, today=BEFORE, catalogue=CATALOGUE)
    for unit, verdicts in judged.verdicts_in([*units]).items():
        assert verdicts == [one for row in rows if (one := row.verdicts.get(unit))]
    plain = consolidated(
        work, province, year=2017, cut=Cut(month=6), organizations=None, current=False,
        today=BEFORE,
    )  # fmt: skip
    asked = {"organizations": None, "today": BEFORE}
    assert figures_of(work, province, year=2017, cut=Cut(month=6), **asked).totals == plain.totals
    assert reports_of(work, province, HALF, **asked) == count_reports(work, province, HALF, **asked)
    coverage, communes, _ = read_coverage(
        work, province, year=2017, skip=0, limit=EVERY_COMMUNE, **asked
    )
    (covering,) = coverage_by_province(work, province, year=2017, **asked)
    assert covering.numbers.coverage([*communes], None) == coverage


def test_the_overview_kept_is_the_overview_read(kept):
    kept.assign("c02050", "phu_nu")
    for organization in ("phu_nu", "nong_dan"):
        kept.register("c02050", organization=organization)
        work, province = kept.work(), kept.work().tenants.get("p06")
        asked = {"today": BEFORE, "catalogue": CATALOGUE}
        read = read_overview(work, province, YEAR, **asked)
        for _ in range(2):
            told = overview_of(work, province, YEAR, **asked)
            assert (told.total, told.own, told.rows) == (read.total, read.own, read.rows)
            assert (told.sources, told.progress) == (read.sources, read.progress)
            assert (told.omissions, told.below) == (read.omissions, read.below)
            assert [row.tally.have for row in told.quotas] == [r.tally.have for r in read.quotas]
            assert told.reports.missing_units == len(read.reports.missing)
            assert told.reports.missing == read.reports.missing[: overview_kept.FIRST_MISSING]


def test_a_setting_is_seen_at_once_in_what_is_kept(kept):
    kept.register("c02050")
    kept.refuse_outdated()
    (quota, *_) = (one for one in CATALOGUE.quotas.values() if one.level.value == "commune")
    more = Override(
        quota=quota.code, tenant="p06", document="12/QĐ", valid_from=date(2017, 1, 1), at_least=9
    )
    kept.write(lambda work: work.overrides.add(more, override_id="o1", path="vn/p06/", at=NOW))
    kept.refuse_outdated()


def test_another_process_reads_what_one_has_worked_out(kept):
    kept.register("c02050")
    before = answers(kept.work(), "vn", BEFORE)

    def refused(*_, **__):
        raise AssertionError("the communes were read again")

    work = kept.elsewhere()
    work.counters.of_tenants = work.counters.registered = refused
    question = Question(year=2017)
    country = work.tenants.get("vn")
    work.counters.of_provinces = refused
    figures_of(work, country, year=2017, cut=Cut(month=6), organizations=None, today=BEFORE)
    moment = Moment(now=NOW, today=BEFORE)
    by_province(work, country, question, moment=moment, catalogue=CATALOGUE)
    coverage_by_province(work, country, year=2017, organizations=None, today=BEFORE)
    assert answers(kept.elsewhere(), "vn", BEFORE) == before


@pytest.mark.parametrize("at_least", [None, 9])
def test_verdicts_are_read_as_they_were_written(kept, at_least):
    kept.register("c02050")
    if at_least:
        for number, quota in enumerate(CATALOGUE.quotas.values()):
            more = Override(
                quota=quota.code, tenant="p06", document="12/QĐ", valid_from=date(2017, 1, 1),
                at_least=at_least,
            )  # fmt: skip
            kept.write(
                lambda work, one=more, n=number: work.overrides.add(
                    one, override_id=f"o{n}", path="vn/p06/", at=NOW
                )
            )
    work = kept.work()
    judged = judged_in(
        work, work.tenants.get("p06"), Question(year=2017), today=BEFORE, catalogue=CATALOGUE
    )
    form = VerdictForm(CATALOGUE.quotas)
    read = form.unpacked(json.loads(json.dumps(form.packed(judged))))
    assert read.units == judged.units
    for mine, theirs in zip(read.rows, judged.rows, strict=True):
        assert (mine.quota, mine.tally) == (theirs.quota, theirs.tally)
        assert mine.verdicts == theirs.verdicts
