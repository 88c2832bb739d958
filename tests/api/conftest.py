"""The program over the real country, called in-process; every test finds it as if just set up.

``api`` is the program. ``api.make_user(tenant, organization, role)`` gives somebody signed in,
whose ``get``, ``post``, ``put``, ``patch`` and ``delete`` are calls of the API::

    def test_an_officer_registers(api):
        officer = api.make_user(LUONG_BANG, "phu_nu", "officer")
        made = officer.post("/registrations", {...})  # an Idempotency-Key of its own each time
        officer.put(f"/registrations/{made.json['id']}", {...}, version=made.json["version"])

The practice date is 2017-02-01: a module overrides the fixture ``today`` for another one, and
``api.on(date(2017, 6, 21))`` is the same program over the same data on another day.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from argon2 import PasswordHasher
from pymongo import MongoClient

from core.domain.access import OPERATOR, Role
from core.domain.organizations import KNOWN_ORGANIZATIONS
from core.domain.people import Grant
from core.runtime.preparing import prepare
from core.services.passwords import Passwords
from core.services.people import add_user
from core.settings import Settings
from core.storage.marks import renew_revision
from core.storage.store import MongoStore
from tests.api.documented import refuse_undocumented
from tests.api.lending import Applications

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from pymongo.database import Database
    from werkzeug.test import TestResponse

    from core.edge.platform import Platform

BASE = "/api/v1"
PASSWORD = "mật khẩu để thử"
SECRET_KEY = "a-key-that-is-known-to-tests-only-0123456789"
PASSWORDS = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
APPLICATIONS = Applications(PASSWORDS)
LASTING = frozenset({"tenants", "successions", "migrations"})
"""Collections that tests share; of tenants only what they have stated themselves is reset."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Somebody who calls the API the way a well-behaved program does; nobody without a token.

    Paths are below ``/api/v1``. ``version`` becomes ``If-Match``, ``acting`` ``Act-As``; ``key``
    the ``Idempotency-Key``: None is a new one, "" sends none.
    """

    app: Flask
    token: str = ""
    id: str = ""
    username: str = ""
    assignments: tuple[str, ...] = ()

    def get(self, path: str, **query: Any) -> TestResponse:
        return self.call("GET", path, query_string=query or None)

    def post(self, path: str, body: Any = None, **rest: Any) -> TestResponse:
        key = rest.pop("key", None)
        return self.call("POST", path, body, key=uuid4().hex if key is None else key, **rest)

    def put(self, path: str, body: Any = None, **rest: Any) -> TestResponse:
        return self.call("PUT", path, body, **rest)

    def patch(self, path: str, body: Any = None, **rest: Any) -> TestResponse:
        return self.call("PATCH", path, body, **rest)

    def delete(self, path: str, **rest: Any) -> TestResponse:
        return self.call("DELETE", path, **rest)

    def call(
        self, method: str, path: str, body: Any = None, *, key: str = "",
        version: int | str | None = None, acting: str = "", headers: dict[str, str] | None = None,
        **rest: Any,
    ) -> TestResponse:  # fmt: skip
        sent = {
            "Authorization": f"Bearer {self.token}" if self.token else "",
            "Idempotency-Key": key,
            "If-Match": "" if version is None else f'"{version}"',
            "Act-As": acting,
        }
        given = {name: value for name, value in sent.items() if value} | (headers or {})
        if body is not None:
            rest["json"] = body
        with self.app.test_client(use_cookies=False) as client:
            answer = client.open(BASE + path, method=method, headers=given, **rest)
        refuse_undocumented(self.app, method, answer)
        return answer


class Api:
    """The program on one day, and its people."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._lent = APPLICATIONS.lend(settings)
        self.app = self._lent  # a test may put another one in its place
        self.nobody = Caller(app=self.app)
        self._numbers = count(1)
        self._others: list[Api] = []

    @property
    def platform(self) -> Platform:
        return self.app.extensions["chungsuc"]

    def on(self, today: date) -> Api:
        """Return the same program over the same data on another day."""
        other = Api(replace(self.settings, today=today))
        self._others.append(other)
        return other

    def make_user(
        self, tenant: str, organization: str = "phu_nu", role: str = "officer", *,
        username: str | None = None, name: str = "Nông Thị Hoa",
    ) -> Caller:  # fmt: skip
        """Return somebody signed in; a *username* that exists gets another assignment."""
        username = username or f"{role}-{next(self._numbers)}-{uuid4().hex[:6]}"
        grant = Grant(tenant=tenant, organization=organization, role=Role(role))
        self.platform.store.write(
            OPERATOR,
            lambda work: add_user(
                work=work, username=username, name=name, grant=grant,
                organizations={*KNOWN_ORGANIZATIONS}, moment=self.platform.moment(),
                password=PASSWORDS.new(PASSWORD, username=username),
            ),
        )  # fmt: skip
        return self.sign_in(username)

    def sign_in(self, username: str, password: str = PASSWORD) -> Caller:
        """Return who is signed in with a new token; *caller* of ``on`` need their own."""
        made = self.nobody.post("/tokens", {"username": username, "password": password}, key="")
        assert made.status_code == 201, made.json
        known = Caller(app=self.app, token=made.json["token"], username=username)
        me = known.get("/me").json
        held = tuple(assignment["id"] for assignment in me["assignments"])
        return replace(known, id=me["id"], assignments=held)

    def close(self) -> None:
        for other in self._others:
            other.close()
        self.platform.store.close()
        APPLICATIONS.take_back(self.settings, self._lent)


@pytest.fixture(scope="session")
def country(mongo_uri: str) -> Iterator[Settings]:
    """Settings of a database that holds the country; loaded once for all tests of the API."""
    name = f"test_{uuid4().hex[:24]}"
    store = MongoStore(mongo_uri, name, SECRET_KEY.encode())
    prepare(store)
    yield Settings(
        mongodb_uri=mongo_uri, database=name, secret_key=SECRET_KEY, env="test", demo=False
    )
    store.database.client.drop_database(name)
    store.close()


@pytest.fixture
def today() -> date:
    """The practice date."""
    return date(2017, 2, 1)


@pytest.fixture
def clean(country: Settings) -> Settings:
    """The same, with nothing in it but the country."""
    empty(country)
    return country


@pytest.fixture
def api(clean: Settings, today: date) -> Iterator[Api]:
    program = Api(replace(clean, today=today))
    yield program
    program.close()


def empty(settings: Settings) -> None:
    """Leave nothing in the database but the country."""
    with MongoClient[dict[str, Any]](settings.mongodb_uri) as client:
        _clear(client[settings.database])


def _clear(database: Database[dict[str, Any]]) -> None:
    for name in database.list_collection_names(filter={"type": "collection"}):
        if name not in LASTING and not name.startswith("system."):
            database[name].delete_many({})
    renew_revision(database, None)  # the country has one, as soon as it is loaded
    bare = {"$set": {"version": 1, "attributes": [], "plugins": [], "settings": {}}}
    database["tenants"].update_many({"version": {"$gt": 1}}, bare)
