"""``chungsuc worker`` killed (SIGKILL) while a mail is being taken: nothing is sent twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from core.domain.access import OPERATOR, Role
from core.domain.people import Grant
from core.domain.time import Moment
from core.runtime.preparing import prepare
from core.services.own_email import change_email
from core.services.people import add_user
from core.storage.store import MongoStore
from tests.mail_server import mail_server
from tests.waiting import until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.mail_server import MailServer

pytestmark = pytest.mark.mongo
ROOT = Path(__file__).parents[2]
KEY = "a-key-that-is-known-to-tests-only-0123456789"
TODAY = date(2017, 2, 7)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
PEOPLE = {f"can-bo-{number}@xa.example" for number in range(3)}


@pytest.fixture
def store(mongo_uri: str, database_name: str) -> Iterator[MongoStore]:
    """A database in which three people have something due and an address."""
    store = MongoStore(mongo_uri, database_name, KEY.encode())
    prepare(store)
    for address in PEOPLE:
        _add(store, address)
    yield store
    store.close()


def _add(store: MongoStore, address: str) -> None:
    moment = Moment(now=datetime.now(UTC), today=TODAY)
    grant = Grant(tenant="c02062", organization="phu_nu", role=Role.OFFICER)
    made = store.write(
        OPERATOR,
        lambda work: add_user(
            work=work, username=address.partition("@")[0], name="Hoa", grant=grant,
            organizations={"phu_nu"}, moment=moment,
        ),
    )  # fmt: skip
    change_email(store=store, user=made.user, email=address)


class Program:
    """Workers of a program that sends its mails to *server*."""

    def __init__(self, uri: str, database: str, folder: Path, server: MailServer) -> None:
        kept = {name: v for name, v in os.environ.items() if not name.startswith("CHUNGSUC_")}
        mailing = {f"CHUNGSUC_{k.upper()}": str(v) for k, v in server.settings.items()}
        self._environ = kept | mailing | {
            "CHUNGSUC_MONGODB_URI": uri,
            "CHUNGSUC_DATABASE": database,
            "CHUNGSUC_DATA_DIR": str(folder),
            "CHUNGSUC_SECRET_KEY": KEY,
            "CHUNGSUC_TODAY": TODAY.isoformat(),
            "CHUNGSUC_ENV": "test",
        }  # fmt: skip
        self.workers: list[subprocess.Popen[bytes]] = []

    def start(self) -> subprocess.Popen[bytes]:
        worker = subprocess.Popen(
            [sys.executable, "-m", "core", "worker"],
            cwd=ROOT, env=self._environ, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.workers.append(worker)
        return worker

    def kill(self) -> None:
        for worker in self.workers:
            if worker.poll() is None:
                os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()


def test_every_mail_arrives_once_though_a_worker_is_killed_while_one_is_taken(
    store: MongoStore, mongo_uri: str, database_name: str, tmp_path: Path
) -> None:
    jobs, mails = store.database["jobs"], store.database["mails"]
    with mail_server() as server:
        program = Program(mongo_uri, database_name, tmp_path, server)

        def struck_down() -> None:
            server.before_answering = None
            program.kill()

        server.before_answering = struck_down
        try:
            killed = program.start()
            until(lambda: killed.poll() is not None, 60)
            assert killed.returncode == -signal.SIGKILL
            assert mails.count_documents({"state": "sending"}) == 1
            jobs.update_many({}, {"$set": {"due_at": LONG_AGO}})  # as it is after a minute
            program.start()
            program.start()
            until(lambda: jobs.count_documents({}) == 0, 60)
        finally:
            program.kill()
    assert sorted(mail["To"] for mail in server.taken) == sorted(PEOPLE)
    states = sorted(each["state"] for each in mails.find())
    assert states == ["sent", "sent", "unclear"]
    assert store.database["notices"].count_documents({}) == len(PEOPLE)
