"""The contract of kept answers, met by MongoDB's and by the fake alike."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from core.domain.access import Scope
from core.domain.replies import Reply
from core.storage.database import declare, open_client, open_database
from core.storage.replies import DECLARATIONS, KEPT_SECONDS, MongoReplies

from ..fakes.registrations import NOW
from ..fakes.replies import InMemoryReplies

HOA, LAN = Scope(user="hoa"), Scope(user="lan")
REPLY = Reply(
    key="k-1", fingerprint="ab" * 32, status=201, body='{"id": "x"}', etag="1", kept_at=NOW
)


@pytest.fixture(params=["fake", pytest.param("mongo", marks=pytest.mark.mongo)])
def replies_of(request):
    if request.param == "fake":
        yield partial(InMemoryReplies, kept={})
        return
    with open_client(request.getfixturevalue("mongo_uri")) as client:
        database = open_database(client, request.getfixturevalue("database_name"))
        declare(database, DECLARATIONS)
        yield partial(MongoReplies, database)


def test_an_answer_comes_back_as_it_was_given(replies_of):
    for reply in (REPLY, replace(REPLY, key="k-2", etag=None, body="")):
        replies_of(HOA).keep(reply)
        assert replies_of(HOA).find(reply.key) == reply


def test_a_key_never_used_has_no_answer(replies_of):
    assert replies_of(HOA).find("k-1") is None


def test_keys_are_each_users_own(replies_of):
    replies_of(HOA).keep(REPLY)
    assert replies_of(LAN).find("k-1") is None
    other = replace(REPLY, body='{"id": "y"}')
    replies_of(LAN).keep(other)
    assert replies_of(HOA).find("k-1") == REPLY
    assert replies_of(LAN).find("k-1") == other


def test_an_answer_is_never_replaced(replies_of):
    replies_of(HOA).keep(REPLY)
    with pytest.raises(Exception):  # noqa: B017, PT011 — each by its own means
        replies_of(HOA).keep(replace(REPLY, body="{}"))
    assert replies_of(HOA).find("k-1") == REPLY


def test_answers_are_kept_for_48_hours_at_least():
    assert timedelta(seconds=KEPT_SECONDS) >= timedelta(hours=48)
    (declared,) = DECLARATIONS
    assert declared.indexes[0].document["expireAfterSeconds"] == KEPT_SECONDS
