"""Which frozen reports an item is among: the same alone and in a company of acts."""

import pytest

from core.domain.access import FRONT, OPERATOR
from core.domain.foreseen import Foreseen
from core.domain.periods import Period
from core.domain.reports import ReportStatus
from core.storage.database import declare
from core.storage.declarations import every_declaration
from core.storage.gathered import GatheredRepositories
from core.storage.gathering import Gathering, NotGatheredError
from core.storage.marks import renew_revision
from core.storage.reports import MongoReports
from core.storage.store import MongoStore

from ..fakes.audit import KEY
from ..fakes.registrations import PATHS
from .test_reports import a_report

pytestmark = pytest.mark.mongo
HOME, DISTRICT, BESIDE = "c02050", "d064", "p02"
HALF, YEAR = Period.parse("2017-H1"), Period.parse("2017")
ITEM = (2017, "phu_nu", PATHS[HOME])


@pytest.fixture
def database(mongo_uri, database_name):
    store = MongoStore(mongo_uri, database_name, KEY)
    declare(store.database, every_declaration())
    renew_revision(store.database, None)
    frozen = {"sent": True, "status": ReportStatus.FROZEN}
    reports = MongoReports(store.database, OPERATOR)
    for each in (
        a_report("own", HOME, "phu_nu", HALF, **frozen),
        a_report("its Front", HOME, FRONT, YEAR, **frozen),
        a_report("the district's Front", DISTRICT, FRONT, HALF, **frozen),
        a_report("the youth's", HOME, "doan_thanh_nien", HALF, **frozen),
        a_report("beside", BESIDE, "phu_nu", HALF, **frozen),
        a_report("of another year", HOME, "phu_nu", Period.parse("2018-H1"), **frozen),
        a_report("not frozen", DISTRICT, "phu_nu", HALF, sent=True),
    ):
        reports.add(each)
    yield store.database
    store.close()


@pytest.fixture
def gathering(database):
    with database.client.start_session() as session, session.start_transaction():
        yield Gathering(database, session, lambda _: None)


def asked(reports, item=ITEM):
    year, organization, path = item
    found = reports.frozen_above(path, organization, year=year)
    return {signed.id: signed.period for signed in found}


def test_an_item_is_among_the_figures_of_its_body_and_of_every_front_above(database):
    expected = {"own": HALF, "its Front": YEAR, "the district's Front": HALF}
    assert asked(MongoReports(database, OPERATOR)) == expected


def test_a_company_finds_for_each_what_it_would_find_alone(database, gathering):
    others = ((2017, "doan_thanh_nien", "vn/p06/d064/c02062/"), (2018, "phu_nu", PATHS[HOME]))
    gathering.fetch([("hoa", Foreseen(frozen=(ITEM,))), ("mai", Foreseen(frozen=others))])
    database["reports"].delete_many({})
    reports = GatheredRepositories(gathering, OPERATOR).reports
    assert set(asked(reports)) == {"own", "its Front", "the district's Front"}
    assert asked(reports, others[0]) == {"the district's Front": HALF}
    assert set(asked(reports, others[1])) == {"of another year"}


def test_what_nobody_has_foreseen_is_asked_for_then(gathering):
    gathering.fetch([("hoa", Foreseen())])
    reports = GatheredRepositories(gathering, OPERATOR).reports
    assert set(asked(reports)) == {"own", "its Front", "the district's Front"}


def test_what_an_act_asks_for_twice_is_read_once(database, gathering):
    gathering.fetch([("hoa", Foreseen())])
    reports = GatheredRepositories(gathering, OPERATOR).reports
    database.command("profile", 2)
    assert asked(reports) == asked(reports) != {}
    database.command("profile", 0)
    assert database["system.profile"].count_documents({"ns": f"{database.name}.reports"}) == 1


def test_a_company_writes_no_reports(gathering):
    reports = GatheredRepositories(gathering, OPERATOR).reports
    with pytest.raises(NotGatheredError):
        reports.add(a_report("new", DISTRICT, "doan_thanh_nien", HALF))


def test_which_reports_an_item_is_among_is_found_by_an_index(database):
    reports = MongoReports(database, OPERATOR)
    database.command("profile", 2)
    asked(reports)
    database.command("profile", 0)
    (profiled,) = database["system.profile"].find({"ns": f"{database.name}.reports", "op": "query"})
    assert "IXSCAN" in profiled["planSummary"]
    assert profiled["docsExamined"] <= 8
