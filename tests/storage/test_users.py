"""The contract of the users of a scope, met by MongoDB's and by the fake alike."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from pymongo.errors import WriteError

from core.domain.access import OPERATOR, Role, Scope
from core.domain.errors import ConflictError, NotFoundError, StaleVersionError
from core.domain.people import Held
from core.domain.registration_search import Page
from core.domain.second_factor import Proof, SecondFactor
from core.storage.database import declare, open_client, open_database
from core.storage.users import DECLARATIONS, MongoUsers

from ..fakes.people import (
    FIRST,
    LAST,
    NOW,
    TODAY,
    InMemoryUsers,
    PeopleRows,
    a_user,
    an_assignment,
    held_as,
)

ADMIN, OFFICER = Role.ADMIN, Role.OFFICER
PAGE = Page(limit=50)
HOA = a_user("hoa", held_as("c02050", "phu_nu"), password_hash="$argon2id$secret")
TUAN = a_user(
    "dong.tuan", held_as("c02071", "nong_dan"), name="Đồng Văn Tuấn",
    created_at=NOW + timedelta(seconds=1),
)  # fmt: skip
XA = a_user("xa", held_as("c01840", "mttq"), created_at=NOW + timedelta(seconds=2))


@pytest.fixture
def database(mongo_uri, database_name):
    with open_client(mongo_uri) as client:
        database = open_database(client, database_name)
        declare(database, DECLARATIONS)
        yield database


@pytest.fixture(params=["fake", pytest.param("mongo", marks=pytest.mark.mongo)])
def users_of(request):
    if request.param == "fake":
        return partial(InMemoryUsers, rows=PeopleRows())
    return partial(MongoUsers, request.getfixturevalue("database"))


@pytest.fixture
def everyone(users_of):
    users_of(scope=OPERATOR).add(HOA, TUAN, XA)
    return users_of


def a_scope(tenant, organization="mttq", role=ADMIN, user="u-someone"):
    return Scope(user=user, assignments=(an_assignment(tenant, organization, role),))


def found(users, *words, seen_by=None, page=PAGE):
    names = [u.username for u in users.search(words=words, seen_by=seen_by, page=page)]
    assert users.count(words=words, seen_by=seen_by, up_to=1_000) >= len(names)
    return names


def test_a_user_is_kept_whole(users_of):
    user = replace(
        HOA,
        assignments=(held_as(valid_from=TODAY, valid_to=LAST), held_as("d064", "mttq", ADMIN)),
        disabled=True,
        generation=3,
    )
    users_of(scope=OPERATOR).add(user)
    assert users_of(scope=OPERATOR).get(user.id) == user


@pytest.mark.parametrize(
    ("scope", "names"),
    [
        (a_scope("vn"), ["xa", "dong.tuan", "hoa"]),
        (a_scope("d064"), ["dong.tuan", "hoa"]),
        (a_scope("d064", "phu_nu"), ["hoa"]),
        (a_scope("d064", role=OFFICER), ["dong.tuan", "hoa"]),
        (a_scope("c02071"), ["dong.tuan"]),
        (a_scope("p19"), ["xa", "dong.tuan", "hoa"]),
        (a_scope("c02071", "phu_nu"), []),
        (Scope(user="u-xa"), ["xa"]),
        (Scope(user="u-someone"), []),
        (OPERATOR, ["xa", "dong.tuan", "hoa"]),
    ],
)
def test_a_scope_sees_who_holds_an_assignment_in_its_sight(everyone, scope, names):
    assert found(everyone(scope=scope)) == names


def test_out_of_sight_nobody_exists_and_nothing_can_be_written(everyone):
    users = everyone(scope=a_scope("d060"))
    for user in (HOA, replace(HOA, id="u-nobody")):
        with pytest.raises(NotFoundError):
            users.get(user.id)
    with pytest.raises(NotFoundError):
        users.add(a_user("moi", held_as("c02050")))
    with pytest.raises(NotFoundError):
        users.replace(replace(HOA, version=2), before=HOA)
    moved = replace(HOA, assignments=XA.assignments, version=2)
    with pytest.raises(StaleVersionError):
        users.replace(moved, before=HOA)
    assert everyone(scope=OPERATOR).get(HOA.id) == HOA


def test_oneself_is_always_in_sight(everyone):
    mine = everyone(scope=Scope(user=HOA.id))
    mine.replace(replace(HOA, password_hash="new", version=2), before=HOA)
    assert mine.get(HOA.id).password_hash == "new"


def test_a_username_is_given_once(everyone):
    with pytest.raises(ConflictError) as refused:
        everyone(scope=OPERATOR).add(replace(XA, id="u-other"))
    assert refused.value.reason == "username_taken"
    assert everyone(scope=OPERATOR).taken(["hoa", "khong.co"]) == {"hoa"}


def test_of_two_changes_to_one_version_the_second_is_refused(everyone):
    users = everyone(scope=a_scope("d064"))
    users.replace(replace(HOA, name="Một", version=2), before=HOA)
    with pytest.raises(StaleVersionError):
        users.replace(replace(HOA, name="Hai", version=2), before=HOA)
    assert users.get(HOA.id).name == "Một"


def test_users_are_found_by_words_the_last_one_as_a_prefix(everyone):
    users = everyone(scope=OPERATOR)
    assert found(users, "van", "tu") == ["dong.tuan"]
    assert found(users, "va", "tuan") == []
    assert found(users, "dong") == ["dong.tuan"]
    assert found(users, ".*") == []


def test_a_list_can_be_narrowed_to_what_some_assignments_see(everyone):
    users = everyone(scope=a_scope("vn"))
    assert found(users, seen_by=[an_assignment("c02071", "mttq", ADMIN)]) == ["dong.tuan"]
    assert found(users, seen_by=[]) == []


def test_pages_follow_each_other_by_number_and_by_cursor(everyone):
    users = everyone(scope=OPERATOR)
    assert found(users, page=Page(limit=2)) == ["xa", "dong.tuan"]
    assert found(users, page=Page(limit=2, skip=2)) == ["hoa"]
    assert found(users, page=Page(limit=2, after=(TUAN.created_at, TUAN.id))) == ["hoa"]
    assert users.count(words=(), seen_by=None, up_to=2) == 2


def test_signing_in_finds_anyone_and_is_the_only_way_to(everyone):
    nobody = everyone(scope=Scope(user="anonymous"))
    assert nobody.for_sign_in("hoa") == nobody.for_token("u-hoa") == HOA
    assert nobody.for_sign_in("khong.co") is None
    assert nobody.for_token("u-khong") is None
    with pytest.raises(NotFoundError):
        nobody.get(HOA.id)


def test_a_renewed_hash_replaces_only_the_one_it_was_made_from(everyone):
    users = everyone(scope=OPERATOR)
    users.rehash(HOA.id, old="another", new="lost")
    assert users.get(HOA.id) == HOA
    users.rehash(HOA.id, old=HOA.password_hash, new="kept")
    assert users.get(HOA.id) == replace(HOA, password_hash="kept")


FACTOR = SecondFactor(
    sealed="sealed", last_step=57_000_000, recovery=("a" * 64, "b" * 64), since=NOW
)


@pytest.fixture
def with_factor(users_of):
    users = users_of(scope=OPERATOR)
    users.add(replace(HOA, second_factor=FACTOR))
    return users


def factor_of(users):
    return users.get(HOA.id).second_factor


def test_a_second_factor_is_kept_whole_and_taken_away_whole(with_factor):
    user = with_factor.get(HOA.id)
    assert user.second_factor == FACTOR
    with_factor.replace(replace(user, second_factor=None, version=2), before=user)
    assert factor_of(with_factor) is None


def test_a_time_step_is_spent_once_with_all_before_it_and_makes_no_new_version(with_factor):
    def spend(step):
        return with_factor.spend(HOA.id, Proof(sealed="sealed", step=step))

    later = FACTOR.last_step + 2
    assert [spend(later), spend(later), spend(later - 1)] == [True, False, False]
    assert with_factor.get(HOA.id) == replace(HOA, second_factor=replace(FACTOR, last_step=later))


def test_a_recovery_code_is_spent_once(with_factor):
    proof = Proof(sealed="sealed", recovery="a" * 64)
    assert [with_factor.spend(HOA.id, proof) for _ in range(2)] == [True, False]
    assert factor_of(with_factor) == replace(FACTOR, recovery=("b" * 64,))


def test_what_was_proven_against_another_seed_is_worth_nothing(with_factor):
    for proof in (
        Proof(sealed="former", step=FACTOR.last_step + 1),
        Proof(sealed="former", recovery="a" * 64),
    ):
        assert not with_factor.spend(HOA.id, proof)
    assert not with_factor.spend("u-khong", Proof(sealed="sealed", step=FACTOR.last_step + 1))
    assert factor_of(with_factor) == FACTOR


@pytest.mark.mongo
@pytest.mark.parametrize("recovery", ["k7mq9x2ptw4h", ""])
def test_the_text_of_a_recovery_code_cannot_be_stored(database, recovery):
    factor = replace(FACTOR, recovery=(recovery,))
    with pytest.raises(Exception, match="validation"):
        MongoUsers(database, OPERATOR).add(replace(HOA, second_factor=factor))


def test_who_holds_what_is_told_without_telling_who(users_of):
    over, later = held_as(valid_to=LAST), held_as("c02071", valid_from=FIRST)
    users_of(scope=OPERATOR).add(
        a_user("mot", over, later), a_user("hai", held_as(), disabled=True), XA
    )
    users = users_of(scope=Scope(user="anonymous"))

    def told(day, *prefixes):
        return {(h.tenant, h.active) for h in users.held_on(day, prefixes=prefixes)}

    assert told(TODAY, "vn/p06/d064/") == {("c02050", True)}
    assert told(FIRST, "vn/p06/d064/") == {("c02050", False), ("c02071", True)}
    assert told(TODAY, "vn/p06/d060/", "vn/p19/") == {("c01840", True)}
    assert users.held_on(TODAY, prefixes=["vn/p06/d060/"]) == {
        Held(tenant="c01840", organization="mttq", role=OFFICER, active=True)
    }


def test_who_holds_an_assignment_on_a_day_is_walked_by_id(users_of):
    over, later = held_as(valid_to=LAST), held_as(valid_from=FIRST)
    users = users_of(scope=OPERATOR)
    users.add(a_user("hai", over), a_user("mot", later), a_user("khoa", held_as(), disabled=True))
    users.add(XA)
    everybody = sorted([a_user("mot").id, XA.id])
    assert list(users.serving_on(FIRST, after="", limit=9)) == everybody
    assert list(users.serving_on(FIRST, after="", limit=1)) == everybody[:1]
    assert list(users.serving_on(FIRST, after=everybody[0], limit=9)) == everybody[1:]


def test_a_mail_address_is_kept_with_its_user(users_of):
    users = users_of(scope=OPERATOR)
    users.add(replace(HOA, email="hoa@xa.example"))
    before = users.get(HOA.id)
    assert before.email == "hoa@xa.example"
    users.replace(replace(before, email=None, version=2), before=before)
    assert users.get(HOA.id).email is None


@pytest.mark.mongo
@pytest.mark.parametrize(
    "change",
    [{"username": "Hoa"}, {"version": 0}, {"name": ""}, {"email": "hoa"}],
    ids=["name", "version", "blank", "email"],
)
def test_the_database_itself_refuses_what_no_user_can_be(database, change):
    with pytest.raises(Exception, match="validation") as refused:
        MongoUsers(database, OPERATOR).add(replace(HOA, **change))
    assert isinstance(refused.value, WriteError) or "121" in str(refused.value)


def test_the_names_of_those_there_are_are_known_to_whoever_asks(users_of):
    users_of(OPERATOR).add(HOA, TUAN)
    stranger = users_of(Scope(user="stranger"))

    assert stranger.names([HOA.id, TUAN.id, "nobody"]) == {
        HOA.id: HOA.name,
        TUAN.id: TUAN.name,
    }
