"""How many bodies owe a report, and how many have sent one on time, late or not at all."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.access import OPERATOR, Role
from core.domain.calendar_windows import default_window
from core.domain.calendars import Calendar, Extension
from core.domain.periods import Period
from core.domain.report_tallies import ReportCounts, Timeliness, tally, timeliness
from core.domain.reports import Body, Report, ReportStatus
from core.domain.tenants import Level, PluginSwitch
from core.services.calendars import window_for
from core.services.report_counts import bodies_due, count_reports

from ..fakes.reporting import ReportingTree
from ..fakes.small_tree import NOW, STEPS, UNITS, a_unit

HALF = Period.parse("2017-H1")
DUE, AFTER = date(2017, 7, 10), date(2017, 7, 11)
FRONTS = [Body(tenant, "mttq") for tenant in ("p06", "d064", "c02050", "c02071")]
WOMEN = Body("c02050", "phu_nu")

bodies = st.builds(
    Body, st.sampled_from(["c1", "c2", "c3"]), st.sampled_from(["mttq", "phu_nu", "nong_dan"])
)
days = st.dates(date(2017, 6, 1), date(2017, 8, 31))


@given(st.dictionaries(bodies, days), st.dictionaries(bodies, st.booleans()), days)
def test_every_body_that_owes_a_report_is_counted_exactly_once(due, sent, today):
    counts = tally(due, sent, today=today)

    assert counts.expected == len(due)
    assert counts.on_time + counts.late == len(due.keys() & sent.keys())
    assert counts.late == sum(sent[body] for body in due.keys() & sent.keys())
    assert counts.pending == sum(due[body] >= today for body in due.keys() - sent.keys())


@given(st.dictionaries(bodies, days), st.dictionaries(bodies, st.booleans()), days)
def test_as_days_go_by_only_pending_ones_become_missing(due, sent, today):
    before, later = (tally(due, sent, today=day) for day in (today, today + timedelta(days=1)))

    assert (before.on_time, before.late) == (later.on_time, later.late)
    assert before.pending - later.pending == later.missing - before.missing >= 0


@given(st.dictionaries(bodies, days), st.dictionaries(bodies, st.booleans()), days)
def test_parts_add_up_to_the_whole(due, sent, today):
    parts = [
        tally({body: day for body, day in due.items() if body.tenant == tenant}, sent, today=today)
        for tenant in ("c1", "c2", "c3")
    ]
    whole = tally(due, sent, today=today)
    for name in ("expected", *Timeliness):
        assert sum(getattr(part, name) for part in parts) == getattr(whole, name)


def test_the_last_day_on_time_is_not_yet_missing():
    assert timeliness(DUE, late=None, today=DUE) is Timeliness.PENDING
    assert timeliness(DUE, late=None, today=AFTER) is Timeliness.MISSING


@pytest.fixture
def world():
    return ReportingTree()


def due_in(world, tenant="p06", *, today=AFTER, period=HALF, **asked):
    return bodies_due(
        world.work(OPERATOR), world.forest.units[tenant], period, today=today, **asked
    )


def counted(world, tenant="p06", *, today=AFTER, **asked):
    return count_reports(
        world.work(OPERATOR), world.forest.units[tenant], HALF, today=today, **asked
    )


def sent(world, body, status=ReportStatus.SUBMITTED, *, late=False):
    world.reports[repr(body)] = Report(
        id=repr(body), tenant=body.tenant, organization=body.organization, period=HALF,
        path=world.forest.units[body.tenant].path_on(DUE), status=status, late=late,
        created_at=NOW, created_by="lan", updated_at=NOW, submitted_on=DUE,
    )  # fmt: skip


def switched_off(world, tenant, since=None):
    off = PluginSwitch(code="phu_nu", enabled=False, valid_from=since)
    world.forest.units[tenant] = replace(world.forest.units[tenant], plugins=(off,))


def test_the_front_of_the_tenant_and_of_every_one_below_it_owes_a_report(world):
    assert due_in(world) == dict.fromkeys(FRONTS, DUE)
    assert set(due_in(world, "c02071")) == {Body("c02071", "mttq")}


def test_of_the_country_itself_no_front_is_expected_but_of_all_its_provinces(world):
    assert set(due_in(world, "vn")) == {*FRONTS, Body("p02", "mttq")}


@pytest.mark.parametrize("role", Role)
def test_an_organization_owes_one_where_somebody_is_assigned(world, role):
    world.staff("c02050", role=role)
    world.staff("vn", "phu_nu")
    world.staff("p02", "phu_nu")

    assert set(due_in(world)) == {*FRONTS, WOMEN}
    assert Body("vn", "phu_nu") in due_in(world, "vn")


@pytest.mark.parametrize(
    ("held", "owes"),
    [
        ({"valid_to": DUE}, True),
        ({"valid_to": date(2017, 7, 9)}, False),
        ({"valid_from": DUE}, True),
        ({"valid_from": AFTER}, False),
        ({"disabled": True}, True),
    ],
)
def test_the_assignment_counts_that_is_in_force_on_the_due_day(world, held, owes):
    world.staff("c02050", **held)

    assert (WOMEN in due_in(world)) is owes


def test_where_the_plugin_is_switched_off_on_the_due_day_nothing_is_owed(world):
    world.staff("c02050")
    switched_off(world, "d064", since=AFTER)
    assert WOMEN in due_in(world)
    switched_off(world, "d064", since=DUE)
    assert WOMEN not in due_in(world)
    assert WOMEN not in due_in(world, "c02050")
    assert set(due_in(world)) == set(FRONTS)


def test_an_organization_s_member_counts_that_organization_only(world):
    world.staff("c02050")
    world.staff("c02050", "nong_dan")

    assert set(due_in(world, organizations={"phu_nu"})) == {WOMEN}
    assert set(due_in(world, organizations={"mttq"})) == set(FRONTS)


def test_a_unit_that_was_closed_before_the_period_ended_owes_nothing(world):
    assert due_in(world, "c02000") == {}
    world.work(OPERATOR).tenants.put_tree(
        [unit for unit in UNITS if unit.id != "c02071"]
        + [a_unit("c02071", "d064", Level.COMMUNE, valid_to=date(2017, 6, 30))],
        STEPS,
    )
    assert Body("c02071", "mttq") in due_in(world)
    assert Body("c02071", "mttq") not in due_in(world, period=Period.parse("2017"))


def extended(world, tenant, until, organization=None):
    world.shelf.extensions.append(
        Extension(
            id=f"e{len(world.shelf.extensions)}", tenant=tenant, year=2017, part="2017-H1",
            organization=organization, until=until, reason="Mưa lũ", granted_by="p06", by="an",
            at=NOW,
        )
    )  # fmt: skip


def earlier(world, tenant, due):
    window = replace(default_window(2017, "2017-H1"), due=due)
    level = world.forest.units[tenant].level
    world.shelf.calendars[tenant, 2017] = Calendar(
        tenant=tenant, level=level, year=2017, parts={"2017-H1": window}, version=1
    )


def test_each_body_is_due_by_its_own_calendar_and_extensions(world):
    for tenant in ("d064", "c02050", "c02071"):
        world.staff(tenant)
    earlier(world, "d064", date(2017, 7, 5))
    extended(world, "c02050", date(2017, 7, 20), "phu_nu")
    extended(world, "c02071", date(2017, 7, 15))

    assert due_in(world) == {
        Body("p06", "mttq"): DUE,
        Body("d064", "mttq"): date(2017, 7, 5),
        Body("d064", "phu_nu"): date(2017, 7, 5),
        Body("c02050", "mttq"): date(2017, 7, 5),
        Body("c02050", "phu_nu"): date(2017, 7, 20),
        Body("c02071", "mttq"): date(2017, 7, 15),
        Body("c02071", "phu_nu"): date(2017, 7, 15),
    }


places = st.sampled_from(["vn", "p06", "d064", "c02050", "c02071"])
dues = st.dates(date(2017, 6, 1), date(2017, 7, 31))
organizations = st.sampled_from(["mttq", "phu_nu", "nong_dan"])


@given(
    st.dictionaries(places, dues),
    st.lists(st.tuples(places, dues, st.none() | organizations), max_size=4),
)
def test_the_due_day_of_many_is_the_one_each_would_be_told_alone(set_there, granted):
    world = ReportingTree()
    for tenant in ("d064", "c02050", "c02071"):
        for organization in ("phu_nu", "nong_dan"):
            world.staff(tenant, organization)
    for tenant, due in set_there.items():
        earlier(world, tenant, due)
    for tenant, until, organization in granted:
        extended(world, tenant, until, organization)

    for body, due in due_in(world).items():
        window, _ = window_for(
            world.work(OPERATOR), tenant=world.forest.units[body.tenant], year=2017,
            part="2017-H1", organization=body.organization, today=AFTER,
        )  # fmt: skip
        assert due == window.due


def test_before_the_due_day_all_that_is_not_sent_is_pending_and_after_it_missing(world):
    world.staff("c02050")
    sent(world, FRONTS[0])
    sent(world, WOMEN, ReportStatus.ACCEPTED, late=True)

    assert counted(world, today=DUE) == ReportCounts(on_time=1, late=1, pending=3)
    assert counted(world, today=AFTER) == ReportCounts(on_time=1, late=1, missing=3)
    assert counted(world).expected == 5


@pytest.mark.parametrize("status", [ReportStatus.DRAFT, ReportStatus.RETURNED])
def test_a_draft_or_returned_report_is_not_there_yet(world, status):
    sent(world, Body("c02071", "mttq"), status)

    assert counted(world, "c02071", today=DUE) == ReportCounts(pending=1)
    assert counted(world, "c02071", today=AFTER) == ReportCounts(missing=1)


def test_a_report_nobody_owed_counts_in_nothing(world):
    sent(world, Body("c02071", "cuu_chien_binh"))

    assert counted(world, "c02071") == ReportCounts(missing=1)


def test_a_year_s_report_is_counted_apart_from_the_half_s(world):
    sent(world, FRONTS[0])
    year = count_reports(
        world.work(OPERATOR), world.forest.units["p06"], Period.parse("2017"), today=AFTER
    )

    assert year == ReportCounts(pending=4)


def test_a_district_is_a_unit_like_any_other(world):
    assert world.forest.units["d064"].level is Level.DISTRICT
    assert counted(world, "d064").expected == 3
