"""When the demonstration is loaded, when it is refused, and who can sign in to it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from core.cli.demo import demonstrated, three_visits, welcome
from core.demonstration.accounts import PASSWORD
from core.demonstration.calendar import PRACTICE_DATE
from core.demonstration.geography import DAY_OF_TREE, SHOWN, Geography
from core.demonstration.loading import told
from core.domain.access import OPERATOR, Role
from core.domain.errors import ConflictError
from core.settings import Settings
from core.storage import demonstration as storage
from core.storage.store import MongoStore
from core.translation import translate
from tests.demonstration.conftest import KEY, PASSWORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from core.demonstration.ledger import Ledger
    from core.domain.registrations import Registration
    from tests.demonstration.conftest import Demonstration

ORGANIZATIONS = ("mttq", "nong_dan", "phu_nu", "doan_thanh_nien", "cuu_chien_binh")


@pytest.fixture
def empty(mongo_uri: str, database_name: str) -> Iterator[MongoStore]:
    store = MongoStore(mongo_uri, database_name, KEY)
    yield store
    store.close()


def test_there_is_an_account_for_every_kind_of_user_with_one_password(
    demonstration: Demonstration,
) -> None:
    users = list(demonstration.store.database["users"].find())
    held = {
        (each["tenant"], each["organization"], each["role"])
        for user in users
        for each in user["assignments"]
    }
    for tenant in SHOWN:
        for organization in ORGANIZATIONS:
            for role in (Role.OFFICER, Role.APPROVER):
                assert (tenant, organization, role.value) in held
    assert {("p06", "mttq", "admin"), ("p06", "mttq", "viewer")} <= held
    assert any(len(user["assignments"]) == 2 for user in users)
    hashes = {user["password_hash"] for user in users}
    assert len(hashes) == 1
    assert PASSWORDS.match(hashes.pop(), PASSWORD)
    assert all("minh họa" in user["name"] for user in users)


def test_every_account_the_welcome_names_exists(demonstration: Demonstration) -> None:
    named = set(re.findall(r"\b[a-z]+\.[a-z.]+[a-z]", welcome(PRACTICE_DATE)))
    assert len(named) >= 8
    users = demonstration.store.read(OPERATOR).users
    assert users.taken(named) == named
    assert "5/2/2018" in welcome(PRACTICE_DATE)
    assert "Chung Sức: http://127.0.0.1:8000" in three_visits("http://127.0.0.1:8000")


def test_every_account_the_sign_in_page_offers_exists(demonstration: Demonstration) -> None:
    named = set(re.findall(r"\b[a-z]+(?:\.[a-z]+)+\b", translate("sign_in.trial_accounts")))
    assert len(named) == 4
    assert demonstration.store.read(OPERATOR).users.taken(named) == named


def test_the_same_things_happen_every_time(demonstration: Demonstration) -> None:
    again = told_again(demonstration)
    stored = demonstration.registrations
    inspections = demonstration.store.database["inspections"].find({"status": "concluded"})
    rows = [row for each in inspections for row in each["items"]]
    ids = {row["registration"] for row in rows if row["outcome"] == "corrected"}
    (corrected,) = {(each.tenant, each.number) for each in stored if each.id in ids}

    def as_told(items: Iterable[Registration]) -> list[Any]:
        """Return all but what is done to them afterwards, in the database."""
        return sorted(facts(each) for each in items if (each.tenant, each.number) != corrected)

    assert as_told(again.registrations.values()) == as_told(stored)


def test_what_was_done_to_an_item_is_in_its_history_with_plausible_days(
    demonstration: Demonstration,
) -> None:
    work = demonstration.store.read(OPERATOR)
    item = next(each for each in demonstration.of(2017) if each.recognised_on)
    entries = work.audit.of_target(item.id)
    actions = [entry.content["action"] for entry in entries]
    assert actions[0] == "registration.register"
    assert {"registration.agree", "result.enter", "result.confirm"} < set(actions)
    assert actions[-1] == "registration.recognise"
    assert entries[0].at == item.created_at
    assert entries[0].content["on"] == item.submitted_on.isoformat()


def test_it_is_refused_where_there_is_work_that_is_none_of_its_own(
    demonstration: Demonstration,
) -> None:
    state = demonstration.store.database["demonstration"]
    mark = state.find_one_and_delete({})
    try:
        with pytest.raises(ConflictError) as refused:
            demonstration.load_again()
    finally:
        state.insert_one(mark)
    assert refused.value.reason == "demonstration_needs_empty"


def test_of_two_processes_that_load_it_at_once_the_later_one_stores_nothing(
    demonstration: Demonstration,
) -> None:
    database = demonstration.store.database
    written = ("users", "audit", "audit_heads")
    before = [database[name].count_documents({}) for name in written]
    assert not storage.keep(database, whole_of(told_again(demonstration)), key=KEY)
    assert [database[name].count_documents({}) for name in written] == before


def test_the_server_judges_by_its_practice_date_but_never_in_production(
    demonstration: Demonstration,
) -> None:
    settings = Settings(secret_key=KEY.decode())
    assert demonstrated(demonstration.store, settings) == PRACTICE_DATE
    with pytest.raises(ConflictError) as refused:
        demonstrated(demonstration.store, replace(settings, env="production"))
    assert refused.value.reason == "demonstration_in_production"


@pytest.mark.parametrize("refused", [{"demo": False}, {"env": "production"}])
def test_nothing_is_loaded_where_it_is_not_wanted(
    empty: MongoStore, refused: dict[str, Any]
) -> None:
    assert demonstrated(empty, replace(Settings(secret_key=KEY.decode()), **refused)) is None
    assert not storage.has_users(empty.database)


@pytest.mark.parametrize("touched", ["users", "registrations", "calendars"])
def test_nothing_is_loaded_by_itself_where_somebody_has_begun(
    empty: MongoStore, touched: str
) -> None:
    empty.database[touched].insert_one({"_id": uuid4().hex})
    assert demonstrated(empty, Settings(secret_key=KEY.decode())) is None


def told_again(demonstration: Demonstration) -> Ledger:
    tenants = demonstration.store.read(OPERATOR).tenants
    return told(
        Geography.of(tenants.subtree(["vn/p06/"], on=DAY_OF_TREE)),
        tenants.get("vn"),
        catalogue=demonstration.catalogue,
        password_hash="x",
    )


def whole_of(ledger: Ledger) -> storage.Whole:
    return storage.Whole(
        practice_date=PRACTICE_DATE,
        users=ledger.users.values(),
        registrations=(),
        reports=(),
        areas=(),
        calendars=(),
        counts={},
        numbers={},
        jobs=(),
        trail=(),
    )


def facts(registration: Registration) -> tuple[Any, ...]:
    results = [(str(r.period), r.state.value, r.progress) for r in registration.results]
    return (
        registration.tenant,
        registration.organization,
        registration.number or "",
        registration.created_at,
        registration.title,
        registration.status.value,
        registration.planned_funding,
        sorted(results),
    )
