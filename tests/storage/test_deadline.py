"""A request waits for the database only so long, however many commands it sends."""

from __future__ import annotations

from threading import Event

import pytest
from pymongo.errors import PyMongoError

from core.domain.errors import UnavailableError
from core.storage.database import open_client
from core.storage.deadline import seconds_left, within
from core.storage.store import unavailable


@pytest.mark.mongo
def test_when_the_time_is_up_no_command_is_waited_for_and_the_refusal_says_try_again(mongo_uri):
    with open_client(mongo_uri) as client:
        assert client.admin.command("ping")["ok"]
        with within(0.05):
            Event().wait(0.1)
            with pytest.raises(PyMongoError) as refused:
                client.admin.command("ping")
        assert isinstance(unavailable(refused.value), UnavailableError)
        assert client.admin.command("ping")["ok"]


def test_outside_of_a_request_there_is_no_limit():
    assert seconds_left(12.0) == 12.0


def test_within_a_request_what_is_left_shrinks_and_never_goes_below_zero():
    with within(60):
        assert 50 < seconds_left(100) <= 60
        with within(600):
            assert seconds_left(100) <= 60
        with within(0.01):
            Event().wait(0.02)
            assert seconds_left(100) == 0
    assert seconds_left(100) == 100
