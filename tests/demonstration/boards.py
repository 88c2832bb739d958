"""The boards of Bắc Kạn on a summer's day of 2017: the demonstration, stopped there, and the API.

Everything is done by HTTP, as a program of theirs would; only what waits in the queue is done by
hand, as the worker does it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from core.app import create_app
from core.demonstration.accounts import PASSWORD, create_accounts
from core.demonstration.geography import DAY_OF_TREE, PROVINCE, Geography
from core.demonstration.happenings import happenings
from core.demonstration.ledger import Ledger
from core.demonstration.loading import _whole
from core.demonstration.world import ZONE, World
from core.domain.access import OPERATOR
from core.runtime.preparing import prepare
from core.runtime.working import handlers_for
from core.services.integrity import check
from core.services.working import work_once
from core.settings import Settings
from core.storage import demonstration as storage
from core.storage.integrity import MongoEverything
from tests.api.conftest import Caller
from tests.demonstration.conftest import KEY, PASSWORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from core.catalogue import Catalogue
    from core.storage.store import MongoStore

Json = dict[str, Any]


def load_until(store: MongoStore, day: date, *, catalogue: Catalogue) -> None:
    """Load the demonstration as it stood on the morning of *day*."""
    prepare(store)
    tenants = store.read(OPERATOR).tenants
    province, country = tenants.get(PROVINCE), tenants.get("vn")
    geography = Geography.of(tenants.subtree([province.path_on(DAY_OF_TREE)], on=DAY_OF_TREE))
    ledger = Ledger(tenants={country.id: country, **geography.units})
    world = World(geography=geography, catalogue=catalogue, ledger=ledger)
    create_accounts(world, PASSWORDS.hash(PASSWORD))
    morning = datetime(day.year, day.month, day.day, 7, tzinfo=ZONE)
    world.play(_until(story, morning) for story in happenings(world))
    assert storage.keep(store.database, replace(_whole(ledger), practice_date=day), key=KEY)


def _until(story: Iterator[datetime], end: datetime) -> Iterator[datetime]:
    """Tell *story* as far as it has come by *end*."""
    for at in story:
        if at >= end:
            return
        yield at


@dataclass
class Boards:
    """The program on one day; ``board("mt.chodon.ct")`` is somebody who calls it."""

    mongo_uri: str
    database: str
    today: date
    callers: dict[str, Caller] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.app: Flask = create_app(
            Settings(
                mongodb_uri=self.mongo_uri, database=self.database, secret_key=KEY.decode(),
                env="test", demo=False, today=self.today,
            ),
            passwords=PASSWORDS,
        )  # fmt: skip
        self.platform = self.app.extensions["chungsuc"]

    def on(self, today: date) -> Boards:
        """Return the same program over the same data on another day."""
        return replace(self, today=today, callers={})

    def close(self) -> None:
        self.platform.store.close()

    def board(self, username: str) -> Caller:
        """Return who has signed in as one of the demonstration's accounts."""
        if username not in self.callers:
            nobody = Caller(app=self.app)
            sent = {"username": username, "password": PASSWORD}
            token = nobody.post("/tokens", sent).json["token"]
            self.callers[username] = replace(nobody, token=token, username=username)
        return self.callers[username]

    def look_for_overlaps(self) -> None:
        """Do what waits in the queue."""
        parts = self.platform
        handlers = handlers_for(parts.settings, parts.store, parts.catalogue)
        while work_once(parts.store, handlers, clock=parts.moment):
            pass

    def differences(self) -> dict[str, int]:
        """Return what ``chungsuc integrity`` finds wrong."""
        everything = MongoEverything(self.platform.store.database)
        measures = self.platform.catalogue.measures
        return dict(check(everything, measures=measures, key=KEY).found)


def told(answer: Any, status: int = 200) -> Any:
    """Return what was answered, with the *status* that was expected."""
    assert answer.status_code == status, answer.json
    return answer.json


def every(caller: Caller, path: str, **query: Any) -> list[Json]:
    """Return a whole list, page after page."""
    rows: list[Json] = []
    while page := told(caller.get(path, page=len(rows) // 200 + 1, page_size=200, **query)):
        rows += page
        if len(page) < 200:
            break
    return rows
