"""Inspections in the database: lists read no more of them than they show."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from pymongo import MongoClient
from pymongo.monitoring import CommandListener

from core.domain.access import FRONT, OPERATOR, Role, Scope
from core.domain.inspections import (
    InspectedItem,
    Inspection,
    InspectionFilter,
    InspectionStatus,
    ListedInspection,
    ListedItem,
    Minutes,
    Outcome,
    TeamMember,
)
from core.domain.periods import Period
from core.domain.registration_search import Page
from core.domain.results import State
from core.domain.stated import Stated
from core.storage.database import declare
from core.storage.inspections import DECLARATIONS, MongoInspections

from ..fakes.registrations import PATHS, an_assignment

pytestmark = pytest.mark.mongo
NOW = datetime(2026, 11, 22, tzinfo=UTC)
HALF = Period.parse("2017-H1")
LONG = "Điều tìm thấy tại thôn. " * 100
DISTRICT, COMMUNE = PATHS["d064"], PATHS["c02050"]


class Replies(CommandListener):
    """What the database has sent."""

    def __init__(self):
        self.sent = []

    def started(self, event):
        pass

    def succeeded(self, event):
        if event.command_name == "find":
            self.sent.append(str(event.reply["cursor"]["firstBatch"]))

    def failed(self, event):
        pass


@pytest.fixture
def replies():
    return Replies()


@pytest.fixture
def database(mongo_uri, database_name, replies):
    with MongoClient(mongo_uri, tz_aware=True, event_listeners=[replies]) as client:
        declare(client[database_name], DECLARATIONS)
        yield client[database_name]


def looked_at(registration, organization="phu_nu", **changes):
    given = {
        "registration": registration, "organization": organization, "path": COMMUNE,
        "period": HALF, "result_version": 2, "outcome": Outcome.CORRECTED, "findings": LONG,
        "reported": Stated(state=State.COMPLETED, progress=100, measures={"phu_nu.dai": 4711}),
        "corrected": Stated(state=State.IN_PROGRESS, progress=40, households=815),
        "reason": "Đếm lại", **changes,
    }  # fmt: skip
    return InspectedItem(**given)


def inspection(number, *items, **changes):
    at = NOW + timedelta(minutes=number)
    given = {
        "id": f"k{number}", "tenant": "d064", "path": DISTRICT, "year": 2017, "items": items,
        "team": (TeamMember(name="Hoàng Văn Đoàn", organization="mttq"),),
        "minutes": Minutes(number="05/BB-KT", on=date(2017, 7, 4), text=LONG),
        "status": InspectionStatus.CONCLUDED, "conclusions": 1, "created_at": at,
        "created_by": "u1", "updated_at": at, **changes,
    }  # fmt: skip
    return Inspection(**given)


def kept(database, *inspections):
    for each in inspections:
        MongoInspections(database, OPERATOR).add(each)


def seat(tenant, organization=FRONT):
    held = an_assignment(tenant=tenant, organization=organization, role=Role.OFFICER)
    return Scope(user="u2", assignments=(held,))


def listed(whole):
    """Return what a list tells of *whole*."""
    shown = {name: getattr(whole, name) for name in ListedInspection.__dataclass_fields__}
    items = [
        ListedItem(**{name: getattr(item, name) for name in ListedItem.__dataclass_fields__})
        for item in whole.items
    ]
    minutes = replace(whole.minutes, text="")
    return ListedInspection(**shown | {"items": tuple(items), "minutes": minutes})


def test_a_list_reads_neither_findings_nor_figures_nor_what_minutes_say(database, replies):
    stored = inspection(1, looked_at("r1"), looked_at("r2", outcome=Outcome.SEEN, period=None))
    kept(database, stored)
    (found,) = MongoInspections(database, OPERATOR).search(InspectionFilter(), Page(limit=9))
    assert found == listed(stored)
    (sent,) = replies.sent
    for unread in (LONG[:20], "4711", "815", "Đếm lại"):
        assert unread not in sent
    assert "05/BB-KT" in sent


def test_who_is_told_a_part_is_listed_the_items_of_that_part(database):
    kept(database, inspection(1, looked_at("r1"), looked_at("r2", "nong_dan")))
    mine = MongoInspections(database, seat("c02050", "phu_nu"))
    (found,) = mine.search(InspectionFilter(), Page(limit=9))
    assert [item.registration for item in found.items] == ["r1"]
    assert (found.team[0].name, found.whole, found.created_by) == ("", False, "")


def test_of_a_registration_the_newest_are_read_and_of_each_that_item_only(database, replies):
    numbers = range(1, 8)
    kept(
        database,
        *(inspection(n, looked_at("r9", "nong_dan"), looked_at("r1")) for n in numbers),
        inspection(99, looked_at("r2")),
    )
    for scope in (OPERATOR, seat("d064"), seat("c02050", "phu_nu")):
        found = MongoInspections(database, scope).of("r1", limit=5)
        assert [each.inspection.id for each in found] == ["k7", "k6", "k5", "k4", "k3"]
        assert {each.item.registration for each in found} == {"r1"}
        assert found[0].item.findings == LONG
        assert [item.registration for item in found[0].inspection.items] == ["r1"]
    for sent in replies.sent:
        assert "r9" not in sent
        assert sent.count(LONG) == 5


def test_of_another_s_item_an_organization_is_told_nothing_by_those_of_its_own(database):
    kept(database, inspection(1, looked_at("r1"), looked_at("r2", "nong_dan")))
    assert MongoInspections(database, seat("c02050", "phu_nu")).of("r2", limit=5) == []


def test_the_newest_of_a_registration_come_from_the_index_in_their_order(database):
    kept(database, *(inspection(n, looked_at("r1")) for n in range(9)))
    plan = database["inspections"].find({"items": {"$elemMatch": {"registration": {"$eq": "r1"}}}})
    stages = str(plan.sort([("created_at", -1), ("_id", -1)]).limit(5).explain()["queryPlanner"])
    assert "items.registration_1_created_at_-1__id_-1" in stages
    assert "'SORT'" not in stages
