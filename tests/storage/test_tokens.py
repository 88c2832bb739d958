"""The contracts of sign-ins and invitations, met by MongoDB's and by the fakes alike."""

from datetime import timedelta

import pytest

from core.domain.access import OPERATOR
from core.domain.people import Door, Invitation, Token
from core.storage.database import declare, open_client, open_database
from core.storage.invitations import DECLARATIONS as OF_INVITATIONS
from core.storage.invitations import MongoInvitations
from core.storage.tokens import DECLARATIONS as OF_TOKENS
from core.storage.tokens import MongoTokens

from ..fakes.people import NOW, PeopleRows
from ..fakes.sign_ins import InMemoryInvitations, InMemoryTokens

ONE, TWO, THREE = ("1" * 64, "2" * 64, "3" * 64)


@pytest.fixture
def database(mongo_uri, database_name):
    with open_client(mongo_uri) as client:
        database = open_database(client, database_name)
        declare(database, [*OF_TOKENS, *OF_INVITATIONS])
        yield database


@pytest.fixture(params=["fake", pytest.param("mongo", marks=pytest.mark.mongo)])
def repositories(request):
    if request.param == "fake":
        rows = PeopleRows()
        return InMemoryTokens(rows), InMemoryInvitations(rows)
    database = request.getfixturevalue("database")
    return MongoTokens(database, OPERATOR), MongoInvitations(database, OPERATOR)


@pytest.fixture
def tokens(repositories):
    return repositories[0]


@pytest.fixture
def invitations(repositories):
    return repositories[1]


def a_token(token_hash=ONE, user="u-hoa", **changes):
    given = {"generation": 2, "expires_at": NOW + timedelta(days=30)} | changes
    return Token(hash=token_hash, user=user, created_at=NOW, **given)


def an_invitation(token_hash=ONE, user="u-hoa", by="u-admin"):
    later = NOW + timedelta(days=7)
    return Invitation(hash=token_hash, user=user, created_at=NOW, created_by=by, expires_at=later)


def test_what_a_sign_in_opens_is_read_in_one_go(tokens):
    tokens.add(a_token())
    opening = tokens.opening(ONE)
    assert (opening.token, opening.user) == (a_token(), None)
    assert tokens.opening(TWO) is None


def test_a_sign_in_is_found_by_its_hash_alone(tokens):
    tokens.add(a_token())
    assert tokens.find(ONE) == a_token()
    assert tokens.find(TWO) is None


def test_a_revoked_sign_in_is_gone_at_once(tokens):
    tokens.add(a_token())
    assert tokens.revoke(ONE)
    assert not tokens.revoke(ONE)
    assert tokens.find(ONE) is None


def test_all_sign_ins_of_a_user_end_and_no_others(tokens):
    for token in (a_token(), a_token(TWO), a_token(THREE, "u-xa")):
        tokens.add(token)
    tokens.revoke_all("u-hoa")
    assert [tokens.find(each) for each in (ONE, TWO)] == [None, None]
    assert tokens.find(THREE)


def test_all_sign_ins_of_a_user_end_but_the_present_one(tokens):
    for token in (a_token(), a_token(TWO), a_token(THREE, "u-xa")):
        tokens.add(token)
    tokens.revoke_all("u-hoa", but=TWO)
    assert [bool(tokens.find(each)) for each in (ONE, TWO, THREE)] == [False, True, True]


def test_a_sign_in_remembers_its_door(tokens):
    tokens.add(a_token(door=Door.PAGES))
    assert tokens.find(ONE).door is Door.PAGES


@pytest.mark.mongo
def test_a_sign_in_from_before_there_were_doors_is_one_of_the_api(database):
    tokens = MongoTokens(database, OPERATOR)
    tokens.add(a_token())
    database["tokens"].update_one({"_id": ONE}, {"$unset": {"door": 1}})
    assert tokens.find(ONE).door is Door.API


def test_a_sign_in_in_use_lasts_longer_and_never_shorter(tokens):
    tokens.add(a_token())
    later = NOW + timedelta(days=31)
    tokens.extend(ONE, until=later)
    tokens.extend(ONE, until=NOW)
    assert tokens.find(ONE).expires_at == later


def test_a_revoked_sign_in_is_not_brought_back_by_its_last_use(tokens):
    tokens.extend(ONE, until=NOW)
    assert tokens.find(ONE) is None


def test_only_good_and_whole_sign_ins_are_counted(tokens):
    tokens.add(a_token())
    tokens.add(a_token(TWO, door=Door.HALLWAY))
    tokens.add(a_token(THREE, generation=1))
    tokens.add(a_token("4" * 64, "u-xa"))
    tokens.add(a_token("5" * 64, door=Door.PAGES, expires_at=NOW))
    assert tokens.count("u-hoa", generation=2, now=NOW) == 1


def test_an_invitation_is_taken_once(invitations):
    invitations.add(an_invitation(), an_invitation(TWO))
    assert invitations.find(ONE) == an_invitation()
    assert invitations.take(ONE) == an_invitation()
    assert invitations.take(ONE) is None
    assert invitations.find(TWO)


def test_invitations_of_a_user_are_withdrawn_but_for_ones_own(invitations):
    invitations.add(an_invitation(), an_invitation(TWO, by="u-other"), an_invitation(THREE, "u-xa"))
    invitations.withdraw("u-hoa", unless_by="u-admin")
    assert [bool(invitations.find(each)) for each in (ONE, TWO, THREE)] == [True, False, True]
    invitations.withdraw("u-hoa")
    assert invitations.find(ONE) is None


@pytest.mark.mongo
@pytest.mark.parametrize("name", ["tokens", "invitations"])
def test_the_database_drops_what_has_expired(database, name):
    dropped = [
        index
        for index in database[name].index_information().values()
        if index.get("expireAfterSeconds") == 0 and index["key"] == [("expires_at", 1)]
    ]
    assert dropped


@pytest.mark.mongo
def test_the_text_of_a_token_cannot_be_stored_in_place_of_its_hash(database):
    with pytest.raises(Exception, match="validation"):
        MongoTokens(database, OPERATOR).add(a_token("cs_" + "x" * 43))
