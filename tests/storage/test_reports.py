"""The contract of the reports, met by MongoDB's and by the fake alike."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st

from core.domain.access import OPERATOR, Assignment, Role, Scope
from core.domain.errors import ConflictError, NotFoundError, StaleVersionError
from core.domain.periods import Period
from core.domain.registration_search import Page
from core.domain.report_rules import exists_for
from core.domain.reports import Body, Report, ReportFilter, ReportStatus
from core.storage.database import declare, open_client, open_database
from core.storage.reports import DECLARATIONS, MongoReports

from ..fakes.reports import InMemoryReports

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
HALF, YEAR = Period.parse("2017-H1"), Period.parse("2017")
PATHS = {
    "p06": "vn/p06/", "d064": "vn/p06/d064/", "c02050": "vn/p06/d064/c02050/", "p02": "vn/p02/",
}  # fmt: skip
ALL = Page(limit=50)
EVERY = ReportFilter()


@pytest.fixture(scope="module")
def client(mongo_uri):
    with open_client(mongo_uri) as client:
        yield client


@pytest.fixture(params=["fake", pytest.param("mongo", marks=pytest.mark.mongo)])
def reports_of(request):
    if request.param == "fake":
        return partial(InMemoryReports, kept={})
    client = request.getfixturevalue("client")
    database = open_database(client, request.getfixturevalue("database_name"))
    declare(database, DECLARATIONS)
    return partial(MongoReports, database)


@pytest.fixture
def reports(reports_of):
    return reports_of(OPERATOR)


def held(tenant="c02050", organization="phu_nu", *sight):
    path = PATHS[tenant]
    return Assignment(
        id=f"{tenant}-{organization}", tenant=tenant, organization=organization, path=path,
        role=Role.VIEWER, paths=(path,), sight=sight or (path,),
    )  # fmt: skip


def scope_of(*assignments):
    return Scope(user="lan", assignments=assignments)


def a_report(id_="r1", tenant="c02050", organization="phu_nu", period=HALF, *, sent=False, **said):
    status = ReportStatus.SUBMITTED if sent else ReportStatus.DRAFT
    submitted = {
        "submitted_on": date(2017, 7, 5), "submitted_at": NOW, "submitted_by": "hoa",
    }  # fmt: skip
    return Report(
        id=id_, tenant=tenant, path=PATHS[tenant], organization=organization, period=period,
        created_at=NOW, created_by="lan", updated_at=NOW,
        **({"status": status} | (submitted if sent else {}) | said),
    )  # fmt: skip


def ids(found):
    return [report.id for report in found]


@pytest.mark.parametrize("sent", [False, True])
def test_a_report_comes_back_as_it_was_stored(reports, sent):
    given = a_report(
        sent=sent, nothing=True, late=sent, return_reason="Chưa rõ số hộ",
        parts={"ket_qua": "Xây dựng 02 mô hình\n\nDuy trì 01", "kien_nghi": "Không"},
        touched_by=frozenset({"lan", "hoa"}), entered_from_above=True, demonstration=True,
    )  # fmt: skip
    reports.add(given)

    assert reports.get("r1") == given


def test_a_body_has_one_report_for_a_period(reports):
    reports.add(a_report())

    with pytest.raises(ConflictError) as refused:
        reports.add(a_report("r2"))
    assert refused.value.reason == "report_exists"
    reports.add(a_report("r3", period=YEAR))
    reports.add(a_report("r4", organization="nong_dan"))
    reports.add(a_report("r5", tenant="d064"))
    assert reports.count(EVERY, up_to=10) == 4


def test_of_two_changes_of_one_version_the_second_is_refused(reports):
    first = a_report()
    reports.add(first)
    reports.replace(first.revised(nothing=True), before=first)

    with pytest.raises(StaleVersionError):
        reports.replace(first.revised(nothing=False), before=first)
    assert reports.get("r1").nothing
    assert reports.get("r1").version == 2


def test_out_of_sight_nothing_is_read_or_written(reports, reports_of):
    given = a_report()
    reports.add(given)
    elsewhere = reports_of(scope_of(held("p02", "mttq"), held("p02", "phu_nu")))

    with pytest.raises(NotFoundError):
        elsewhere.get("r1")
    with pytest.raises(NotFoundError):
        elsewhere.add(a_report("r2", period=YEAR))
    with pytest.raises(NotFoundError):
        elsewhere.replace(given.revised(nothing=True), before=given)
    assert elsewhere.search(EVERY, ALL) == []


def test_a_report_seen_by_nobody_of_mine_cannot_be_replaced_by_me(reports, reports_of):
    draft = a_report()
    reports.add(draft)

    with pytest.raises(StaleVersionError):
        reports_of(scope_of(held("d064", "mttq"))).replace(
            draft.revised(nothing=True), before=draft
        )


def test_who_has_no_assignment_sees_no_report(reports, reports_of):
    reports.add(a_report(sent=True))

    assert reports_of(scope_of()).search(EVERY, ALL) == []


def test_the_organization_sees_its_own_drafts_from_above_and_no_others(reports, reports_of):
    reports.add(a_report())
    reports.add(a_report("r2", organization="nong_dan", sent=True))

    assert ids(reports_of(scope_of(held("p06", "phu_nu"))).search(EVERY, ALL)) == ["r1"]


def test_the_front_sees_a_report_from_its_first_submission_on(reports, reports_of):
    front = reports_of(scope_of(held("p06", "mttq")))
    draft = a_report()
    reports.add(draft)
    assert front.search(EVERY, ALL) == []

    sent = replace(a_report(sent=True), version=2)
    reports.replace(sent, before=draft)
    assert ids(front.search(EVERY, ALL)) == ["r1"]
    reports.replace(sent.revised(status=ReportStatus.RETURNED), before=sent)
    assert ids(front.search(EVERY, ALL)) == ["r1"]


SIGHTS = [("vn/p06/",), ("vn/p06/d064/",), ("vn/p02/",), ("vn/p02/", "vn/p06/d064/c02050/")]
assignments = st.builds(
    lambda organization, sight: held("p02", organization, *sight),
    st.sampled_from(["mttq", "phu_nu", "nong_dan"]),
    st.sampled_from(SIGHTS),
)


@pytest.mark.mongo
def test_the_database_shows_exactly_what_the_rule_shows(client, database_name):
    database = open_database(client, database_name)
    declare(database, DECLARATIONS)
    stored = [
        a_report(f"{tenant}-{organization}-{sent}", tenant, organization,
                 YEAR if sent else HALF, sent=sent)
        for tenant in PATHS
        for organization in ("mttq", "phu_nu", "nong_dan")
        for sent in (False, True)
    ]  # fmt: skip
    for report in stored:
        MongoReports(database, OPERATOR).add(report)

    @for_any(st.lists(assignments, max_size=3))
    def agree(held_by_me):
        scope = scope_of(*held_by_me)
        shown = MongoReports(database, scope).search(EVERY, ALL)
        assert set(ids(shown)) == {each.id for each in stored if exists_for(scope, each)}

    agree()


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (ReportFilter(), ["r4", "r3", "r2", "r1"]),
        (ReportFilter(prefixes=("vn/p06/d064/", "vn/p02/")), ["r4", "r2", "r1"]),
        (ReportFilter(organization="mttq"), ["r3", "r2"]),
        (ReportFilter(tenant="p06"), ["r3"]),
        (ReportFilter(period=YEAR), ["r4"]),
        (ReportFilter(status=ReportStatus.SUBMITTED), ["r3", "r2"]),
        (ReportFilter(late=True), ["r3"]),
        (ReportFilter(late=False, organization="mttq"), ["r2"]),
    ],
)
def test_a_list_is_newest_first_and_can_be_narrowed(reports, wanted, found):
    for number, given in enumerate([
        a_report("r1"),
        a_report("r2", "d064", "mttq", sent=True),
        a_report("r3", "p06", "mttq", sent=True, late=True),
        a_report("r4", "p02", period=YEAR),
    ]):  # fmt: skip
        reports.add(replace(given, created_at=NOW + timedelta(seconds=number)))

    assert ids(reports.search(wanted, ALL)) == found
    assert reports.count(wanted, up_to=10) == len(found)
    assert reports.count(wanted, up_to=1) == 1


def test_pages_follow_one_another_by_number_and_by_cursor(reports):
    for number, (name, tenant) in enumerate([("r1", "c02050"), ("r2", "d064"), ("r3", "p06")]):
        reports.add(replace(a_report(name, tenant), created_at=NOW + timedelta(days=number // 2)))

    assert ids(reports.search(EVERY, Page(limit=2))) == ["r3", "r2"]
    assert ids(reports.search(EVERY, Page(limit=2, skip=2))) == ["r1"]
    after = (NOW, "r2")
    assert ids(reports.search(EVERY, Page(limit=2, after=after))) == ["r1"]


def test_sent_are_submitted_and_accepted_ones_of_the_period_with_their_lateness(reports):
    reports.add(a_report("r1"))
    reports.add(a_report("r2", "d064", "mttq", sent=True, late=True))
    reports.add(a_report("r3", "p06", "mttq", sent=True, status=ReportStatus.ACCEPTED))
    reports.add(a_report("r4", "d064", sent=True, status=ReportStatus.RETURNED))
    reports.add(a_report("r5", "p06", period=YEAR, sent=True))
    reports.add(a_report("r6", "p02", sent=True))
    p06, d064, p02 = Body("p06", "mttq"), Body("d064", "mttq"), Body("p02", "phu_nu")

    assert reports.sent(HALF, prefixes=["vn/"]) == {p06: False, d064: True, p02: False}
    assert reports.sent(HALF, prefixes=["vn/p06/"]) == {p06: False, d064: True}
    assert reports.sent(HALF, prefixes=["vn/"], organizations={"phu_nu"}) == {p02: False}
    assert reports.sent(HALF, prefixes=[]) == {}


def test_sent_reports_out_of_sight_are_not_told(reports, reports_of):
    reports.add(a_report("r1", "d064", "mttq", sent=True))
    reports.add(a_report("r2", "c02050", "phu_nu", sent=True))
    mine = reports_of(scope_of(held("d064", "phu_nu")))

    assert mine.sent(HALF, prefixes=["vn/"]) == {Body("c02050", "phu_nu"): False}


def test_the_frozen_reports_an_item_may_be_in_are_found_by_whoever_writes_it(reports, reports_of):
    frozen = {"sent": True, "status": ReportStatus.FROZEN, "edition": 0}
    reports.add(a_report("own", **frozen))
    reports.add(a_report("boards", "d064", "mttq", **frozen | {"edition": 2}))
    reports.add(a_report("whole_year", "p06", "mttq", period=YEAR, **frozen))
    reports.add(a_report("others", organization="nong_dan", **frozen))
    reports.add(a_report("elsewhere", "p02", "mttq", **frozen))
    reports.add(a_report("next_year", "p06", "mttq", period=Period.parse("2018-H1"), **frozen))
    reports.add(a_report("accepted", "d064", sent=True, status=ReportStatus.ACCEPTED))
    mine = reports_of(scope_of(held()))

    found = mine.frozen_above(PATHS["c02050"], "phu_nu", year=2017)
    assert sorted(found) == [
        ("boards", ("d064", "mttq"), HALF, 2),
        ("own", ("c02050", "phu_nu"), HALF, 0),
        ("whole_year", ("p06", "mttq"), YEAR, 0),
    ]
