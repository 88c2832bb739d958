"""Long commands killed half-way (SIGKILL, with all their processes): nothing half-true is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from core.storage.cells import agree
from core.storage.database import open_client, open_database
from tests.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pymongo.database import Database

pytestmark = pytest.mark.mongo
ROOT = Path(__file__).parents[2]
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
FIRST, SECOND = "vn/p01/", "vn/p79/"


class Place:
    """A database, and commands of the program on it."""

    def __init__(self, uri: str, name: str, data_dir: Path) -> None:
        self._environ = {k: v for k, v in os.environ.items() if not k.startswith("CHUNGSUC_")} | {
            "CHUNGSUC_MONGODB_URI": uri,
            "CHUNGSUC_DATABASE": name,
            "CHUNGSUC_DATA_DIR": str(data_dir),
            "CHUNGSUC_SECRET_KEY": "a-key-that-is-known-to-tests-only-0123456789",
        }
        self.client = open_client(uri)
        self.database: Database[dict[str, Any]] = open_database(self.client, name)

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: PLW1510 — its exit status is looked at
            [sys.executable, "-m", "core", *command],
            cwd=ROOT, env=self._environ, capture_output=True, text=True, timeout=300,
        )  # fmt: skip

    def kill_when(self, reached: Callable[[], object], *command: str) -> None:
        """Start a command, and kill it with its children as soon as *reached* says something."""
        process = subprocess.Popen(
            [sys.executable, "-m", "core", *command],
            cwd=ROOT, env=self._environ, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            until(lambda: reached() or process.poll() is not None, 120)
            assert process.poll() is None
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def counters(self) -> dict[str, Any]:
        return {each["_id"]: each.get("cells") for each in self.database["counters"].find()}

    @contextmanager
    def holding(self, *paths: str) -> Iterator[None]:
        """Keep the counters of these provinces from being written, in a transaction of its own."""
        with self.client.start_session() as session, session.start_transaction():
            wanted = {"path": {"$in": list(paths)}, "whole_province": True}
            self.database["counters"].update_many(wanted, {"$inc": {"held": 1}}, session=session)
            yield
            session.abort_transaction()


@pytest.fixture
def place(mongo_uri: str, database_name: str, tmp_path: Path) -> Iterator[Place]:
    place = Place(mongo_uri, database_name, tmp_path)
    yield place
    place.client.close()


def refused(done: subprocess.CompletedProcess[str], sentence: str) -> bool:
    return done.returncode == 1 and sentence in done.stderr and "Traceback" not in done.stderr


def test_what_was_killed_half_way_is_told_of_and_made_good_by_the_next(place: Place) -> None:
    registrations = place.database["registrations"]
    filling = ("demo", "--country", "--registrations", "20000")
    place.kill_when(lambda: registrations.find_one({}, {"_id": 1}), *filling)
    dead = {"$set": {"alive_at": LONG_AGO}}  # as it is after a minute
    place.database["demonstration"].update_one({"_id": "country_filling"}, dead)
    for command in ("integrity", "serve"):
        assert refused(place.run(command), "Hãy chạy lại «chungsuc demo --country»")
    filled = place.run("demo", "--country", "--registrations", "300")
    assert filled.returncode == 0
    assert "đã xóa phần nó để lại" in filled.stdout
    assert registrations.count_documents({}) == 300
    assert place.run("integrity").returncode == 0
    _kill_a_rebuild(place)


def _kill_a_rebuild(place: Place) -> None:
    right = place.counters()
    spoil = {"$inc": {"cells.all.source.nguon_khac": 7}}
    place.database["counters"].update_many({}, spoil)
    wrong = place.counters()
    corrections = {"content.action": "counters.rebuild"}
    with place.holding(FIRST, SECOND):
        place.kill_when(lambda: place.database["audit"].find_one(corrections), "rebuild")
        halfway = place.counters()
    assert all(agree(cells, right[key]) or cells == wrong[key] for key, cells in halfway.items())
    assert any(agree(cells, right[key]) for key, cells in halfway.items())
    assert any(cells == wrong[key] for key, cells in halfway.items())
    assert place.run("rebuild").returncode == 0
    assert all(agree(cells, right[key]) for key, cells in place.counters().items())
    assert place.run("integrity").returncode == 0
