"""The lean readings that lists of tasks are made of: bounded, and within the scope."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest

from core.domain.access import OPERATOR, Role, Scope
from core.domain.contributions import contribution
from core.domain.owed import Waiting
from core.domain.people import HeldAssignment, Invitation, User
from core.domain.periods import Period
from core.domain.registrations import Status
from core.domain.report_tallies import Term
from core.domain.reports import Body, Report, ReportStatus
from core.domain.results import Result, ResultStatus, State
from core.storage.counters import MongoCounters
from core.storage.database import declare, open_client, open_database
from core.storage.declarations import every_declaration
from core.storage.invitations import MongoInvitations
from core.storage.owed import MongoOwed
from core.storage.registrations import MongoRegistrations
from core.storage.reports import MongoReports
from core.storage.users import MongoUsers

from ..fakes.registrations import NOW, PATHS, a_draft, a_registration, an_assignment

HOME = PATHS["c02050"]
HALF = Period.parse("2017-H1")

pytestmark = pytest.mark.mongo


@pytest.fixture
def database(mongo_uri, database_name):
    with open_client(mongo_uri) as client:
        database = open_database(client, database_name)
        declare(database, every_declaration())
        yield database


@pytest.fixture
def kept(database):
    return SimpleNamespace(
        registrations=MongoRegistrations(database, OPERATOR),
        reports=MongoReports(database, OPERATOR),
        counters=MongoCounters(database, OPERATOR),
        users=MongoUsers(database, OPERATOR),
        invitations=MongoInvitations(database, OPERATOR),
    )


def seen_by(database, *held, user="hoa"):
    return MongoOwed(database, Scope(user=user, assignments=held or (an_assignment(),)))


FRONT = an_assignment(organization="mttq", role=Role.APPROVER)


def a_result(period="2017-H1", status=ResultStatus.REPORTED, by="hoa"):
    return Result(
        period=Period.parse(period), state=State.MAINTAINED, progress=50, status=status,
        entered_by=by, entered_at=NOW,
    )  # fmt: skip


def a_report(tenant="c02050", organization="phu_nu", period=HALF, **changes):
    given = {
        "id": f"{tenant}-{organization}-{period}", "tenant": tenant, "path": PATHS[tenant],
        "organization": organization, "period": period, "status": ReportStatus.SUBMITTED,
        "submitted_on": date(2017, 7, 5), "created_at": NOW, "created_by": "hoa",
        "updated_at": NOW,
    }  # fmt: skip
    return Report(**given | changes)


def test_ones_own_items_are_those_of_recent_years_and_what_older_years_left_open(database, kept):
    for item in (
        a_registration(number=1),
        a_registration(number=2, organization="nong_dan"),
        a_registration("c02062", number=3),
        a_registration(number=4, year=2015),
        a_draft(at=5, year=2015),
    ):
        kept.registrations.add(item)
    found = seen_by(database).items(paths=[HOME], organization="phu_nu", since=2016)
    assert {item.id for item in found} == {"c02050-1", "c02050-5"}


def test_what_matters_of_an_item_is_read_back(database, kept):
    told = a_result(status=ResultStatus.RETURNED)
    whole = a_registration(number=1, results=(told,), continues="before", phone="0912")
    kept.registrations.add(whole)
    (item,) = seen_by(database).items(paths=[HOME], organization="phu_nu", since=2017)
    assert item.trait() == whole.trait()
    assert (item.continues, item.title, item.status) == ("before", whole.title, whole.status)
    assert item.results[0].status is ResultStatus.RETURNED
    assert not hasattr(item, "phone")


def test_what_waits_for_agreement_is_counted_by_year_with_ones_own_apart(database, kept):
    for number, by in ((1, {"hoa"}), (2, {"lan"})):
        kept.registrations.add(
            a_registration(
                number=number, touched_by=frozenset(by), submitted_at=NOW + timedelta(days=number)
            )
        )
    kept.registrations.add(a_registration(number=3, status=Status.AGREED))
    kept.registrations.add(a_draft(at=9))
    waiting = seen_by(database, FRONT).waiting_items(paths=[HOME])
    assert waiting == [Waiting(key="2017", count=2, mine=1, oldest=NOW + timedelta(days=1))]


def test_what_waits_for_confirmation_is_counted_by_period(database, kept):
    results = (a_result(), a_result("2017", by="lan"), a_result("2017-Q1", ResultStatus.CONFIRMED))
    kept.registrations.add(a_registration(number=1, results=results))
    kept.registrations.add(a_registration(number=2, status=Status.WITHDRAWN, results=results))
    waiting = seen_by(database, FRONT).waiting_results(paths=[HOME], since=2017)
    assert [(one.key, one.count, one.mine) for one in waiting] == [
        ("2017", 1, 0),
        ("2017-H1", 1, 1),
    ]
    assert seen_by(database, FRONT).waiting_results(paths=[HOME], since=2018) == []


def test_another_commune_sees_nothing_of_what_waits(database, kept):
    kept.registrations.add(a_registration(number=1, results=(a_result(),)))
    kept.reports.add(a_report())
    strange = an_assignment("c02062", "mttq", Role.APPROVER)
    owed = seen_by(database, strange)
    assert owed.waiting_items(paths=[HOME]) == []
    assert owed.waiting_results(paths=[HOME], since=2017) == []
    assert owed.agreed_lately(paths=[HOME], year=2017, limit=5) == []
    assert owed.items(paths=[HOME], organization="phu_nu", since=2017) == []
    count(kept, a_registration(number=1))
    assert owed.years_registered(paths=[HOME], organization="phu_nu", years=[2017]) == set()
    assert owed.reports_to(homes=["c02050"], children=[], since=2017) == []
    assert owed.terms_at([HOME]) == {}


def test_the_items_agreed_last_come_first(database, kept):
    for number in (1, 2, 3):
        kept.registrations.add(
            a_registration(
                number=number, status=Status.AGREED, updated_at=NOW + timedelta(hours=number)
            )
        )
    found = seen_by(database, FRONT).agreed_lately(paths=[HOME], year=2017, limit=2)
    assert [item.id for item in found] == ["c02050-3", "c02050-2"]


def test_years_count_as_registered_once_something_stands(database, kept):
    count(kept, a_registration(number=1, year=2016))
    count(kept, a_draft(at=2, year=2017))
    found = seen_by(database).years_registered(
        paths=[HOME], organization="phu_nu", years=range(2015, 2018)
    )
    assert found == {2016}


def test_reports_to_a_front_are_those_of_its_organizations_and_of_the_fronts_below(database, kept):
    for report in (
        a_report("d064", "phu_nu"),
        a_report("c02050", "mttq"),
        a_report("c02050", "phu_nu"),
        a_report("d064", "nong_dan", status=ReportStatus.RETURNED),
        a_report("d064", "nong_dan", period=Period.parse("2015")),
    ):
        kept.reports.add(report)
    district = an_assignment("d064", "mttq", Role.APPROVER)
    found = seen_by(database, district).reports_to(homes=["d064"], children=["c02050"], since=2016)
    assert {(r.tenant, r.organization) for r in found} == {("d064", "phu_nu"), ("c02050", "mttq")}


def test_a_report_tells_whether_the_asker_entered_it(database, kept):
    kept.reports.add(a_report(touched_by=frozenset({"hoa"}), return_reason="Thiếu"))
    (mine,) = seen_by(database).reports(tenants=["c02050"], organization="phu_nu")
    (theirs,) = seen_by(database, user="lan").reports(tenants=["c02050"], organization="phu_nu")
    assert (mine.mine, theirs.mine, mine.return_reason) == (True, False, "Thiếu")


def count(kept, item):
    change = contribution(item, {})
    kept.counters.add(
        change, year=item.year, organization=item.organization, tenant=item.tenant, path=item.path
    )


def test_registered_items_are_summed_for_each_body_and_for_whole_provinces(database, kept):
    for item in (
        a_registration(number=1),
        a_registration(number=2, content=1),
        a_registration("c02062", number=3),
        a_registration("c00700", number=4),
    ):
        count(kept, item)
    district = seen_by(database, an_assignment("d064", "mttq"))
    found = district.registered(prefixes=[PATHS["d064"]], year=2017)
    assert found == {Body("c02050", "phu_nu"): 2, Body("c02062", "phu_nu"): 1}
    assert district.registered(prefixes=["vn/"], year=2017) == found
    country = seen_by(database, an_assignment("vn", "mttq"))
    wide = country.registered(prefixes=["vn/"], year=2017, whole_provinces=True)
    assert wide == {Body("p06", "phu_nu"): 3, Body("p02", "phu_nu"): 1}


def test_what_one_organization_has_registered_can_be_asked_for_alone(database, kept):
    count(kept, a_registration(number=1))
    count(kept, a_registration(number=2, organization="nong_dan"))
    district = seen_by(database, an_assignment("d064", "mttq"))
    asked = {"prefixes": [PATHS["d064"]], "year": 2017}
    assert district.registered(**asked, organization="nong_dan") == {Body("c02050", "nong_dan"): 1}
    assert len(district.registered(**asked)) == 2


def test_a_year_is_in_use_once_anybody_in_the_province_has_registered(database, kept):
    count(kept, a_registration("c02062", number=1, year=2016))
    owed = seen_by(database)
    assert owed.years_in_use(paths=[HOME], years=range(2010, 2018)) == {2016}
    assert owed.years_in_use(paths=[PATHS["c00700"]], years=range(2010, 2018)) == set()


def a_user(name, *assignments):
    return User(
        id=name, username=name, name=name, created_at=datetime(2026, 1, 1, tzinfo=UTC),
        assignments=assignments,
    )  # fmt: skip


def held(tenant, **days):
    return HeldAssignment(
        id=f"{tenant}-{days}", tenant=tenant, path=PATHS[tenant], organization="phu_nu",
        role=Role.OFFICER, **days,
    )  # fmt: skip


def test_terms_are_those_at_the_very_tenant(database, kept):
    until = date(2017, 5, 31)
    kept.users.add(a_user("hoa", held("c02050", valid_to=until), held("d064")))
    found = seen_by(database, an_assignment("d064")).terms_at([HOME])
    assert found == {Body("c02050", "phu_nu"): [Term(valid_to=until)]}


def test_ones_own_open_invitations_are_counted_with_the_first_to_expire(database, kept):
    soon = NOW + timedelta(days=400)
    for number, by in ((1, "hoa"), (2, "hoa"), (3, "lan")):
        kept.invitations.add(
            Invitation(
                hash=f"{number}" * 64, user=f"u{number}", created_at=NOW, created_by=by,
                expires_at=soon + timedelta(days=number),
            )
        )  # fmt: skip
    assert seen_by(database).open_invitations() == (2, soon + timedelta(days=1))
    assert seen_by(database, user="mai").open_invitations() == (0, None)


def test_the_last_change_is_another_one_after_something_is_recorded(database):
    owed = seen_by(database)
    assert owed.last_change(paths=[HOME]) == ""
    marks = set()
    for number, path in enumerate((HOME, HOME, PATHS["d064"])):
        entry = {
            "chain": "c", "sequence": number, "previous": "", "hash": "", "user": "hoa",
            "at": NOW + timedelta(seconds=number), "content": {"path": path},
        }  # fmt: skip
        database["audit"].insert_one(entry)
        marks.add(owed.last_change(paths=[HOME]))
    assert len(marks) == 2
