"""The contract of residential areas, met by MongoDB's and by the fake alike."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest

from core.domain.access import OPERATOR, Assignment, Role, Scope
from core.domain.areas import Area
from core.domain.errors import NotFoundError
from core.storage.areas import DECLARATIONS, MongoAreas
from core.storage.database import declare, open_client, open_database

from ..fakes.areas import InMemoryAreas

PATH = "vn/p06/d064/c02050/"
RACERS = 8


def sight_of(*prefixes):
    held = Assignment(
        id="a", tenant="t", organization="phu_nu", role=Role.OFFICER, path=prefixes[0],
        paths=prefixes, sight=prefixes,
    )  # fmt: skip
    return Scope(user="lan", assignments=(held,))


def an_area(area_id, name, *, tenant="c02050", path=PATH):
    return Area(id=area_id, tenant=tenant, path=path, name=name)


@pytest.fixture
def database(mongo_uri, database_name):
    client = open_client(mongo_uri)
    opened = open_database(client, database_name)
    declare(opened, DECLARATIONS)
    yield opened
    client.close()


@pytest.fixture(params=["fake", pytest.param("mongo", marks=pytest.mark.mongo)])
def areas_of(request):
    if request.param == "fake":
        return partial(InMemoryAreas, kept={})
    return partial(MongoAreas, request.getfixturevalue("database"))


def test_folded_equal_names_are_one_area_and_the_first_spelling_stands(areas_of):
    areas = areas_of(sight_of(PATH))
    first = areas.ensure(an_area("1", "Thôn Hòa Bình"))
    assert first == an_area("1", "Thôn Hòa Bình")
    for spelling in ("thôn hoà bình", "THON HOA BINH", "Thôn Hòa-Bình"):
        assert areas.ensure(an_area("2", spelling)) == first
    assert list(areas.list("c02050")) == [first]


def test_two_communes_may_have_areas_of_one_name(areas_of):
    areas = areas_of(OPERATOR)
    other = an_area("2", "Thôn 1", tenant="c02071", path="vn/p06/d064/c02071/")
    assert areas.ensure(an_area("1", "Thôn 1")).id == "1"
    assert areas.ensure(other) == other


def test_areas_are_listed_in_the_order_of_their_folded_names(areas_of):
    areas = areas_of(OPERATOR)
    for number, name in enumerate(("Thôn Đầu", "Bản Cáu", "Bản Ca")):
        areas.ensure(an_area(str(number), name))
    assert [area.name for area in areas.list("c02050")] == ["Bản Ca", "Bản Cáu", "Thôn Đầu"]


def test_an_area_out_of_sight_is_neither_seen_nor_made(areas_of):
    areas_of(OPERATOR).ensure(an_area("1", "Thôn 1"))
    foreign = areas_of(sight_of("vn/p02/"))
    assert list(foreign.list("c02050")) == []
    assert list(areas_of(Scope(user="nobody")).list("c02050")) == []
    with pytest.raises(NotFoundError):
        foreign.ensure(an_area("2", "Thôn 2"))
    assert [area.id for area in areas_of(sight_of("vn/p02/", "vn/p06/")).list("c02050")] == ["1"]


@pytest.mark.mongo
@pytest.mark.parametrize("in_transaction", [False, True])
def test_of_many_who_name_an_area_at_once_one_makes_it_and_all_get_it(database, in_transaction):
    start = Barrier(RACERS)

    def name_it(number):
        area = an_area(str(number), "Thôn Nà Cà" if number % 2 else "thôn na ca")
        start.wait()
        if not in_transaction:
            return MongoAreas(database, OPERATOR).ensure(area)
        with database.client.start_session() as session:
            return session.with_transaction(
                lambda s: MongoAreas(database, OPERATOR, s).ensure(area)
            )

    with ThreadPoolExecutor(RACERS) as racers:
        got = set(racers.map(name_it, range(RACERS)))
    assert len(got) == 1
    assert MongoAreas(database, OPERATOR).list("c02050") == list(got)


@pytest.mark.mongo
def test_an_area_made_in_a_transaction_that_fails_is_not_there(database):
    def name_it_and_fail(session):
        MongoAreas(database, OPERATOR, session).ensure(an_area("1", "Thôn 1"))
        raise RuntimeError("the registration was refused")

    with database.client.start_session() as session, pytest.raises(RuntimeError):
        session.with_transaction(name_it_and_fail)
    assert MongoAreas(database, OPERATOR).list("c02050") == []
