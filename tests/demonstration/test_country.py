"""The country's demonstration: everything it stores is what the program would have stored."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from core.catalogue import Catalogue
from core.cli import chungsuc
from core.demonstration.accounts import ADMIN
from core.demonstration.country import Wish, clear_broken_off, fill, refuse_work
from core.demonstration.country_casting import Foundry
from core.demonstration.country_items import Body
from core.demonstration.country_patterns import offered
from core.demonstration.country_plan import shares
from core.demonstration.country_processes import Target
from core.demonstration.country_region import Region
from core.demonstration.geography import DAY_OF_TREE
from core.domain.access import OPERATOR
from core.domain.changes import standing
from core.domain.errors import ConflictError
from core.domain.registration_rules import problems_with_dates, problems_with_type
from core.domain.registrations import Status
from core.domain.tenants import Dated, Level, Tenant
from core.plugin_api import RegistrationContext
from core.runtime.preparing import prepare
from core.runtime.side_by_side import ProcessEndedError
from core.services.completing import problems_before_submission
from core.services.integrity import check
from core.storage import country as storage
from core.storage.demonstration import practice_date
from core.storage.integrity import MongoEverything
from core.storage.registration_documents import from_document
from core.storage.registrations import stored_document
from core.storage.store import MongoStore
from tests.demonstration.conftest import KEY, PASSWORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.domain.registrations import Registration

CATALOGUE = Catalogue.installed()
NUMBER = 4000
WISH = Wish(registrations=NUMBER, years=(2016, 2017))


def filled(store: MongoStore, uri: str, wish: Wish = WISH) -> int:
    """Fill the country, and return how many items were told of."""
    told: list[int] = []
    target = Target(uri=uri, database=store.database.name, key=KEY, seed=wish.seed)
    fill(store, target, wish, catalogue=CATALOGUE, passwords=PASSWORDS, told=told.append)
    return sum(told)


@pytest.fixture(scope="module")
def country(
    mongo_uri: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[MongoStore, dict[str, Any]]]:
    """The country filled, and the indexes that there were before."""
    name = f"test_country_{tmp_path_factory.getbasetemp().name[-8:].replace('-', '_')}"
    store = MongoStore(mongo_uri, name, KEY)
    prepare(store)
    before = indexes(store)
    refuse_work(store)
    assert filled(store, mongo_uri) == NUMBER
    yield store, before
    store.database.client.drop_database(name)
    store.close()


@pytest.fixture
def empty(mongo_uri: str, database_name: str) -> Iterator[MongoStore]:
    store = MongoStore(mongo_uri, database_name, KEY)
    prepare(store)
    yield store
    store.close()


def indexes(store: MongoStore) -> dict[str, Any]:
    return {name: store.database[name].index_information() for name in storage.INDEXED_LATER}


def registrations(store: MongoStore) -> list[Registration]:
    return list(store.read(OPERATOR).registrations.each())


def test_the_check_of_everything_finds_no_difference(country: Any) -> None:
    store, _ = country
    findings = check(MongoEverything(store.database), measures=CATALOGUE.measures, key=KEY)
    assert findings.samples == []
    assert findings.clean
    assert findings.checked["registrations"] == NUMBER
    assert findings.checked["counters"] > NUMBER / 2


def test_what_is_stored_is_what_the_program_stores(country: Any) -> None:
    store, _ = country
    for document in store.database["registrations"].find():
        registration = from_document(document)
        assert stored_document(registration) == document
        assert list(document["answers"]) == list(registration.answers)
    for entry in store.database["audit"].find({"content.action": "registration.load"}).limit(300):
        registration = store.read(OPERATOR).registrations.get(entry["content"]["target"])
        assert entry["content"]["state"] == standing(registration)
        assert entry["content"]["path"] == registration.path
        assert entry["content"].get("unsubmitted", False) is (registration.submitted_on is None)


def test_every_item_keeps_the_rules(country: Any) -> None:
    store, _ = country
    for each in registrations(store):
        of_type = CATALOGUE.movement_types[each.movement_type]
        assert [*problems_with_type(each, of_type)] == []
        assert [*problems_with_dates(each)] == []
        assert problems_before_submission(each, catalogue=CATALOGUE) == []
        assert CATALOGUE.check(RegistrationContext.of(each)) == ()
        assert each.themes >= of_type.themes
        assert each.form_version == of_type.form_version
        assert each.late == bool(each.submitted_on and each.submitted_on.timetuple()[1:3] > (2, 14))
        assert not {each.created_by} & {r.confirmed_by for r in each.results}
        declared = {measure.code for measure in of_type.measures}
        assert all(result.measures.keys() <= declared for result in each.results)


def test_there_is_something_of_everything(country: Any) -> None:
    items = registrations(country[0])
    assert {each.movement_type for each in items} == set(CATALOGUE.movement_types)
    assert {each.status for each in items} == set(Status)
    assert Counter(each.year for each in items) == {2016: NUMBER // 2, 2017: NUMBER // 2}
    assert len({each.path.split("/")[1] for each in items}) == 63
    assert {len(each.path.split("/")) for each in items} == {3, 4, 5}
    assert 0.03 < sum(each.late for each in items) / NUMBER < 0.09
    assert 0.4 < sum(bool(each.results) for each in items) / NUMBER < 0.8
    assert any(each.recognised_on for each in items)
    assert all(each.demonstration for each in items)


def test_numbers_are_consecutive_and_the_register_goes_on_after_them(country: Any) -> None:
    store, _ = country
    given: dict[str, list[int]] = {}
    for each in registrations(store):
        if each.number:
            register = f"{each.year}|{each.organization}|{each.tenant}"
            given.setdefault(register, []).append(int(each.number.split("-")[1].split("/")[0]))
    assert all(sorted(n) == list(range(1, len(n) + 1)) for n in given.values())
    last = {each["_id"]: each["last"] for each in store.database["numbers"].find()}
    assert last == {register: len(numbers) for register, numbers in given.items()}


def test_it_leaves_the_indexes_there_were_and_the_practice_date(country: Any) -> None:
    store, before = country
    assert indexes(store) == before
    assert practice_date(store.database) == WISH.practice_date
    assert not storage.was_broken_off(store.database)
    assert store.read(OPERATOR).users.taken({ADMIN}) == {ADMIN}


def test_it_is_not_filled_twice(country: Any) -> None:
    store, _ = country
    with pytest.raises(ConflictError) as refused:
        refuse_work(store)
    assert refused.value.reason == "demonstration_loaded"


def test_it_is_refused_where_somebody_has_worked(empty: MongoStore) -> None:
    empty.database["reports"].insert_one(
        {"_id": "r1", "path": "vn/p06/", "tenant": "p06"}, bypass_document_validation=True
    )
    with pytest.raises(ConflictError) as refused:
        refuse_work(empty)
    assert refused.value.reason == "demonstration_needs_empty"


def test_a_filling_that_was_broken_off_is_cleared_away_and_begun_anew(
    empty: MongoStore, mongo_uri: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = indexes(empty)
    few = Wish(registrations=200)

    def broken(*_: object, **__: object) -> None:
        raise ProcessEndedError

    with monkeypatch.context() as patched:
        patched.setattr(storage, "build_indexes", broken)
        with pytest.raises(ConflictError) as refused:
            filled(empty, mongo_uri, few)
    assert refused.value.reason == "country_not_filled"
    assert practice_date(empty.database) is None
    assert indexes(empty) != before
    refuse_work(empty)
    assert clear_broken_off(empty)
    assert indexes(empty) == before
    left = ("registrations", "counters", "numbers", "areas", "audit", "audit_heads", "users")
    assert {name: empty.database[name].count_documents({}) for name in left} == dict.fromkeys(
        left, 0
    )
    assert filled(empty, mongo_uri, few) == 200


def test_one_that_is_under_way_is_not_disturbed(empty: MongoStore) -> None:
    assert storage.begin(empty.database)
    with pytest.raises(ConflictError) as refused:
        refuse_work(empty)
    assert refused.value.reason == "country_filling"


def test_the_same_dice_give_the_same_items() -> None:
    region = a_region()
    tenant = region.communes[0]
    body = Body(
        tenant=tenant, path=tenant.path_on(DAY_OF_TREE), organization="phu_nu", abbreviation="PN"
    )

    def drawn(seed: int) -> list[Any]:
        foundry = Foundry(patterns=offered(CATALOGUE), measures=CATALOGUE.measures, seed=seed)
        return [mould.document(cast) for mould, cast in foundry.items_of(body, 2017, 30, region)]

    assert drawn(1) == drawn(1)
    assert drawn(1) != drawn(2)


@settings(max_examples=30)
@given(total=st.integers(0, 5000), seed=st.integers())
def test_shares_add_up_to_the_number_that_was_asked_for(total: int, seed: int) -> None:
    units = list(a_region().units.values())
    found = shares(units, ["phu_nu", "mttq"], total, Random(seed))  # noqa: S311
    given_ = [share for provinces in found.values() for share in provinces]
    assert sum(share.number for share in given_) == total
    assert all(share.number > 0 for share in given_)


def test_the_other_options_need_the_country() -> None:
    refused = CliRunner().invoke(chungsuc, ["demo", "--registrations", "5"])
    assert refused.exit_code == 2
    assert "--country" in refused.output


def a_region() -> Region:
    """A province, a district and two communes."""
    above = Tenant(id="p06", code="06", level=Level.PROVINCE, names=(Dated(value="Bắc Kạn"),),
                   types=(Dated(value="Tỉnh"),), paths=(Dated(value="vn/p06/"),))  # fmt: skip
    district = replace(above, id="d064", code="064", level=Level.DISTRICT,
                       paths=(Dated(value="vn/p06/d064/"),))  # fmt: skip
    communes = [
        replace(above, id=commune, code=commune[1:], level=Level.COMMUNE,
                names=(Dated(value="Lương Bằng"),), types=(Dated(value="Xã"),),
                paths=(Dated(value=f"vn/p06/d064/{commune}/"),))
        for commune in ("c02050", "c02062")
    ]  # fmt: skip
    return Region.within([above, district, *communes])
