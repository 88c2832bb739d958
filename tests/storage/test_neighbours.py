"""The items beside one: the same whether they are fetched for one act or for a company of acts."""

import pytest

from core.domain.access import FRONT, OPERATOR, Role, Scope
from core.domain.foreseen import Foreseen
from core.domain.registrations import Place, Status
from core.storage.database import declare
from core.storage.declarations import every_declaration
from core.storage.gathered_neighbours import GatheredNeighbours
from core.storage.gathering import Gathering
from core.storage.marks import renew_revision
from core.storage.neighbours import NEWEST_FIRST, MongoNeighbours, beside, naming
from core.storage.store import MongoStore

from ..fakes.audit import KEY
from ..fakes.registrations import PATHS, a_draft, a_registration, an_assignment

pytestmark = pytest.mark.mongo
HOME, DISTRICT = "c02050", "d064"
NA_CA, BAN_VEN = "Thôn Nà Cà", "Bản Vèn"


@pytest.fixture
def store(mongo_uri, database_name):
    store = MongoStore(mongo_uri, database_name, KEY)
    declare(store.database, every_declaration())
    renew_revision(store.database, None)
    yield store
    store.close()


@pytest.fixture
def filled(store):
    youth = {"organization": "doan_thanh_nien"}
    items = [
        a_registration(at=1, id="women"),
        a_registration(at=2, id="youth", **youth),
        a_registration(at=3, id="elsewhere", places=(Place(area=BAN_VEN),)),
        a_registration(at=4, id="nowhere", places=(Place(detail="cả xã"),), **youth),
        a_registration(at=5, id="withdrawn", status=Status.WITHDRAWN),
        a_registration(at=6, id="of another year", year=2018),
        a_registration("c02062", at=7, id="of the commune beside"),
        a_draft(at=8, id="draft"),
        a_registration(at=9, id="agreed", status=Status.AGREED, organization=FRONT),
    ]

    def act(work):
        for item in items:
            work.registrations.add(item)

    store.write(OPERATOR, act)
    return store


def scope(*assignments):
    return Scope(user="hoa", assignments=assignments)


SCOPES = {
    "the operator": OPERATOR,
    "the women of the commune": scope(an_assignment()),
    "the youth of the commune": scope(an_assignment(organization="doan_thanh_nien")),
    "the Front of the commune": scope(an_assignment(organization=FRONT)),
    "an admin of the commune": scope(an_assignment(role=Role.ADMIN)),
    "the women of the district": scope(
        an_assignment(DISTRICT, sight=(PATHS[DISTRICT],), paths=(PATHS[DISTRICT],))
    ),
    "the women beside": scope(an_assignment("c02062")),
    "nobody": scope(),
}
EXPECTED = {
    "the operator": {"women", "youth", "nowhere", "agreed"},
    "the women of the commune": {"women", "youth", "nowhere", "agreed"},
    "the Front of the commune": {"women", "youth", "nowhere", "agreed"},
    "the women of the district": {"women"},
    "the women beside": set(),
    "nobody": set(),
}


@pytest.mark.parametrize("areas", [[NA_CA], []])
@pytest.mark.parametrize("who", SCOPES)
def test_a_company_shows_everybody_what_they_would_see_alone(filled, monkeypatch, who, areas):
    asked = {"paths": [PATHS[HOME]], "year": 2017, "areas": areas, "limit": 40}
    reader = MongoNeighbours(filled.database, SCOPES[who])
    alone, elsewhere = reader.sketches(**asked), reader.sketches(**asked | {"areas": [BAN_VEN]})
    with filled.database.client.start_session() as session, session.start_transaction():
        gathering = Gathering(filled.database, session, lambda _: None)
        foreseen = Foreseen(neighbours=((2017, PATHS[HOME], areas[0] if areas else ""),))
        beside = Foreseen(neighbours=((2017, PATHS["c02062"], BAN_VEN),))
        gathering.fetch([("hoa", foreseen), ("mai", beside)])
        found = GatheredNeighbours(gathering, SCOPES[who])
        unforeseen = found.sketches(**asked | {"areas": [BAN_VEN]})
        monkeypatch.setattr(MongoNeighbours, "sketches", asked_again)
        together = found.sketches(**asked)
    assert together == alone
    assert unforeseen == elsewhere
    if who in EXPECTED and areas:
        assert {each.id for each in alone} == EXPECTED[who]


def asked_again(*_, **__):
    raise AssertionError("what was fetched for all is asked for once more")


def test_the_newest_are_compared_when_there_are_too_many(filled):
    asked = {"paths": [PATHS[HOME]], "year": 2017, "areas": [NA_CA], "limit": 2}
    newest = MongoNeighbours(filled.database, OPERATOR).sketches(**asked)
    assert [each.id for each in newest] == ["agreed", "nowhere"]


def test_an_item_of_the_district_stands_in_the_commune_it_names(filled):
    above = a_registration(DISTRICT, at=20, id="above", places=(Place(tenant=HOME, area=NA_CA),))
    filled.write(OPERATOR, lambda work: work.registrations.add(above))
    found = filled.read(OPERATOR).neighbours.standing(
        tenant=HOME, paths=[PATHS[HOME]], year=2017, limit=40
    )
    assert {"above", "elsewhere", "women"} <= {each.id for each in found}


@pytest.mark.parametrize(
    ("who", "shown"),
    [
        ("the operator", True),
        ("the women of the commune", True),
        ("the youth of the commune", True),
        ("an admin of the commune", True),
        ("the women of the district", True),
        ("the women beside", False),
        ("nobody", False),
    ],
)
def test_who_stands_in_a_commune_is_shown_what_the_district_does_there(filled, who, shown):
    above = a_registration(
        DISTRICT, at=20, id="above", organization="mttq",
        places=(Place(tenant=HOME, area=NA_CA), Place(tenant="c02065", area=BAN_VEN)),
    )  # fmt: skip
    filled.write(OPERATOR, lambda work: work.registrations.add(above))
    asked = {"tenant": HOME, "year": 2017, "limit": 20}
    alone = MongoNeighbours(filled.database, SCOPES[who]).naming(**asked)
    with filled.database.client.start_session() as session, session.start_transaction():
        gathering = Gathering(filled.database, session, lambda _: None)
        unforeseen = GatheredNeighbours(gathering, SCOPES[who]).naming(**asked)
        gathering.fetch([("hoa", Foreseen(neighbours=((2017, PATHS[HOME], BAN_VEN),)))])
        together = GatheredNeighbours(gathering, SCOPES[who]).naming(**asked)
    assert alone == together == unforeseen
    assert [each.id for each in alone] == ["above"] * shown
    assert {area for each in alone for area, _ in each.areas} <= {HOME}


def test_a_year_is_known_by_where_its_counted_items_stand(filled):
    above = a_registration(
        DISTRICT, at=20, id="above", places=(Place(tenant="c02065", area=NA_CA),)
    )
    filled.write(OPERATOR, lambda work: work.registrations.add(above))
    everyone = filled.read(OPERATOR).neighbours
    assert everyone.inhabited(2017) == {HOME, "c02062", DISTRICT, "c02065"}
    assert everyone.inhabited(2018) == {HOME}
    mine = filled.read(scope(an_assignment(HOME, "phu_nu"))).neighbours
    assert mine.inhabited(2017) == {HOME}


def test_what_counts_for_another_is_found_by_an_index(filled):
    merged = a_registration(at=30, id="merged").merged(into="women")
    filled.write(OPERATOR, lambda work: work.registrations.add(merged))
    neighbours = filled.read(OPERATOR).neighbours
    assert neighbours.counts_for_others("women")
    assert not neighbours.counts_for_others("youth")
    sought = {"same_as": {"$eq": "women", "$type": "string"}}
    plan = filled.database["registrations"].find(sought).explain()
    assert "IXSCAN" in str(plan["queryPlanner"]["winningPlan"])


def test_a_company_finds_all_its_neighbours_by_indexes(filled):
    other = beside([PATHS["c02062"], PATHS[DISTRICT]], [2017], [])
    own = {"$or": [beside([PATHS[HOME]], [2017], [NA_CA]), other]}
    for sought in (own, naming([HOME], [2017])):
        plan = filled.database["registrations"].find(sought).sort(NEWEST_FIRST).limit(20).explain()
        assert "COLLSCAN" not in str(plan["queryPlanner"]["winningPlan"])


def test_what_a_commune_has_is_not_hidden_by_many_that_name_it(filled):
    def act(work):
        for at in range(30, 60):
            places = (Place(tenant=HOME, area=NA_CA),)
            above = a_registration(DISTRICT, at=at, places=places, organization="nong_dan")
            work.registrations.add(above)

    filled.write(OPERATOR, act)
    with filled.database.client.start_session() as session, session.start_transaction():
        gathering = Gathering(filled.database, session, lambda _: None)
        gathering.fetch([("hoa", Foreseen(neighbours=((2017, PATHS[HOME], NA_CA),)))])
        found = GatheredNeighbours(gathering, OPERATOR)
        own = found.sketches(paths=[PATHS[HOME]], year=2017, areas=[NA_CA], limit=20)
        others = found.naming(tenant=HOME, year=2017, limit=20)
    assert {each.id for each in own} == EXPECTED["the operator"]
    assert len(others) == 20
