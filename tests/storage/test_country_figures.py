"""The country put together from its provinces says what adding all of it up says, at any moment."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.catalogue import Catalogue
from core.domain.access import OPERATOR
from core.domain.calendar_windows import Window
from core.domain.calendars import Calendar
from core.domain.counts import Cut
from core.domain.movements import Kind, Stage
from core.domain.periods import Period
from core.domain.quota_rules import Override
from core.domain.registrations import Money
from core.domain.reports import Report, ReportStatus
from core.domain.tenants import Attribute, Level, PluginSwitch
from core.domain.time import Moment
from core.services.consolidating import consolidated
from core.services.counting import count_change
from core.services.country_figures import figures_of, quotas_of, reports_of
from core.services.country_standing import by_province, sliced
from core.services.coverage_reading import read_coverage
from core.services.overview_rows import standings
from core.services.province_coverage import coverage_by_province
from core.services.quota_standing import Question, quota_rows
from core.services.report_counts import count_reports
from core.storage.database import declare
from core.storage.declarations import every_declaration
from core.storage.marks import read_revision
from core.storage.store import MongoStore

from ..fakes.audit import KEY
from ..fakes.people import NOW, STEPS, UNITS, a_user, held_as
from ..fakes.registrations import a_registration

pytestmark = pytest.mark.mongo
CATALOGUE = Catalogue.installed()
BEFORE, SINCE = date(2017, 7, 11), date(2025, 7, 11)
HALF = Period.parse("2017-H1")
COMMUNES = ("c02050", "c02071", "c01840")
BODIES = [(unit, of) for unit in (*COMMUNES, "d064") for of in ("phu_nu", "nong_dan", "mttq")]
SEEN = (None, frozenset({"phu_nu"}), frozenset({"nong_dan", "mttq"}))

items = st.fixed_dictionaries(
    {
        "tenant": st.sampled_from((*COMMUNES, "d064", "p06", "p19", "vn")),
        "organization": st.sampled_from(["phu_nu", "nong_dan", "thanh_nien"]),
        "kind": st.sampled_from(Kind),
        "stage": st.sampled_from(Stage),
        "content": st.integers(1, 5),
        "built": st.booleans(),
        "late": st.booleans(),
        "funding": st.integers(0, 9).map(lambda n: (Money(source="khac", amount=n),)),
    }
)


class Country:
    """A small country with a province merged into another, and what is asked of it."""

    def __init__(self, uri, name):
        self.store = MongoStore(uri, name, KEY)
        declare(self.store.database, every_declaration())
        self.write(lambda work: work.tenants.put_tree(UNITS, STEPS))
        self.number = 0

    def write(self, act):
        self.store.write(OPERATOR, act)

    def work(self):
        revision = read_revision(self.store.database)
        return self.store.read(replace(OPERATOR, revision=revision))

    def register(self, tenant="c02050", **changes):
        self.number += 1
        path = self.work().tenants.get(tenant).path_on(date(changes.get("year", 2017), 6, 1))
        item = replace(
            a_registration(at=self.number, movement_type="phu_nu.ba_sach"),
            tenant=tenant, path=path, **changes,
        )  # fmt: skip
        self.write(lambda work: count_change(work, None, item, measures=CATALOGUE.measures))

    def set(self, unit, **changes):
        def act(work):
            kept = work.tenants.get(unit)
            work.tenants.replace(replace(kept, version=kept.version + 1, **changes))

        self.write(act)

    def report(self, unit, organization, **changes):
        path = self.work().tenants.get(unit).path_on(BEFORE)
        sent = Report(
            id=uuid4().hex, tenant=unit, path=path, organization=organization, period=HALF,
            status=ReportStatus.SUBMITTED, submitted_on=BEFORE, created_at=NOW, updated_at=NOW,
            created_by="hoa", **changes,
        )  # fmt: skip
        self.write(lambda work: work.reports.add(sent))

    def assign(self, unit, organization):
        user = a_user(uuid4().hex, held_as(unit, organization))
        self.write(lambda work: work.users.add(user))

    def refuse_differences(self, *, years=(2017,)):
        for organizations in SEEN:
            for year in years:
                self._refuse_other_figures(year, organizations)
                for today in (BEFORE, SINCE):
                    self._refuse_other_quotas(year, organizations, today)
            for today in (BEFORE, SINCE):
                asked = {"organizations": organizations, "today": today}
                work = self.work()
                country = work.tenants.get("vn")
                told = reports_of(work, country, HALF, **asked)
                assert told == count_reports(work, country, HALF, **asked)

            self._refuse_other_lists(organizations)

    def _refuse_other_lists(self, organizations):
        question = Question(year=2017, organizations=organizations)
        work = self.work()
        country = work.tenants.get("vn")
        for today in (BEFORE, SINCE):
            rows, units = quota_rows(work, country, question, today=today, catalogue=CATALOGUE)
            moment = Moment(now=NOW, today=today)
            parts = by_province(work, country, question, moment=moment, catalogue=CATALOGUE)
            told = {unit: how for part in parts for how, of in part.outcomes.items() for unit in of}
            assert told == standings(rows, units)
            asked = {"year": 2017, "organizations": organizations, "today": today}
            whole, communes, _ = read_coverage(work, country, skip=0, limit=99, **asked)
            covering = coverage_by_province(work, country, **asked)
            assert {one for part in covering for one in part.numbers.communes} == set(communes)
            omitted = {
                (u, c) for part in covering for u, of in part.told.omitted.items() for c in of
            }
            assert omitted == {(one.tenant, one.content) for one in whole.omissions}
            covered = {
                (u, c) for part in covering for u, of in part.told.covered.items() for c in of
            }
            assert covered == {(one.tenant, one.content) for one in whole.cells}

    def _refuse_other_figures(self, year, organizations):
        for today in (BEFORE, SINCE):
            asked = {"year": year, "organizations": organizations, "today": today}
            asked |= {"cut": Cut(month=6), "current": False}
            work = self.work()
            country = work.tenants.get("vn")
            told, whole = figures_of(work, country, **asked), consolidated(work, country, **asked)
            for rows in ("by_organization", "by_content", "by_movement_type", "by_kind"):
                assert dict(getattr(told, rows)) == dict(getattr(whole, rows))
            assert told.totals == whole.totals
            assert dict(told.by_tenant) == dict(whole.by_tenant)

    def _refuse_other_quotas(self, year, organizations, today):
        question = Question(year=year, organizations=organizations)
        work = self.work()
        country = work.tenants.get("vn")
        asked = {"today": today, "catalogue": CATALOGUE}
        whole, _ = quota_rows(work, country, question, **asked)
        told = quotas_of(work, country, question, **asked)
        assert [_numbers(row) for row in told] == [_numbers(row) for row in whole]


def _numbers(row):
    tally = row.tally
    short = sorted((one.tenant, one.have, one.need) for one in tally.shortfalls)
    return row.quota.code, tally.met, tally.short, tally.unknown, tally.expected, short


@pytest.fixture
def country(mongo_uri, database_name):
    made = Country(mongo_uri, database_name)
    yield made
    made.store.close()


def test_of_nothing_the_parts_and_the_whole_say_nothing(country):
    country.refuse_differences()


@given(st.lists(items, min_size=1, max_size=6))
@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_registered_the_parts_make_the_whole(country, registered):
    for item in registered:
        country.register(**item)
    country.refuse_differences()


def test_a_write_in_one_province_shows_in_the_country_at_once(country):
    country.register("c02071")
    country.refuse_differences()
    country.register("c02050", content=5)
    country.refuse_differences()


def test_items_of_a_closed_commune_go_to_its_heir_in_another_province(country):
    for year in (2017, 2025):
        country.register("c01840", year=year)
        country.register("c02050", year=year)
    country.refuse_differences(years=(2017, 2025))
    country.register("c01840", year=2025)
    country.refuse_differences(years=(2025,))


def test_a_report_and_an_assignment_show_in_the_country_at_once(country):
    country.refuse_differences()
    for unit, organization in BODIES[:4]:
        country.assign(unit, organization)
        country.refuse_differences()
    country.report("c02050", "phu_nu")
    country.refuse_differences()
    country.report("c02071", "mttq", late=True)
    country.refuse_differences()


@pytest.mark.parametrize(
    "changed",
    [
        {"attributes": (Attribute(name="xa_nong_thon_moi", value=True, source="12/QĐ"),)},
        {"plugins": (PluginSwitch(code="phu_nu", enabled=False),)},
    ],
)
def test_what_a_unit_states_shows_in_the_country_at_once(country, changed):
    country.assign("c02050", "phu_nu")
    country.register("c02050")
    country.refuse_differences()
    country.set("p06", **changed)
    country.refuse_differences()


def test_an_override_shows_in_the_country_at_once(country):
    country.refuse_differences()
    (quota, *_) = (one for one in CATALOGUE.quotas.values() if one.level.value == "commune")
    more = Override(
        quota=quota.code, tenant="p06", document="12/QĐ", valid_from=date(2017, 1, 1), at_least=9
    )
    country.write(lambda work: work.overrides.add(more, override_id="o1", path="vn/p06/", at=NOW))
    country.refuse_differences()


def test_a_calendar_shows_in_the_country_at_once(country):
    country.assign("c02050", "phu_nu")
    country.refuse_differences()
    days = (date(2017, month, 1) for month in (6, 8, 9, 10))
    later = Window(**dict(zip(("opens", "due", "closes", "locks"), days, strict=True)))
    calendar = Calendar(
        tenant="p06", level=Level.PROVINCE, year=2017, parts={str(HALF): later}, version=1
    )
    country.write(lambda work: work.calendars.replace(calendar, path="vn/p06/"))
    country.refuse_differences()


@pytest.mark.parametrize(("skip", "units"), [(0, "abc"), (2, "cde"), (4, "ef"), (6, "")])
def test_a_page_of_the_country_says_in_which_provinces_it_lies(skip, units):
    parts = [("p1", "ab"), ("p2", ""), ("p3", "cdef")]
    page = [*sliced(parts, skip=skip, limit=3)]
    assert "".join(of for _, of in page) == units
    assert all(of in dict(parts)[province] for province, of in page)
