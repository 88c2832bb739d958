"""The whole way over real HTTP, as an organization and the Front go it, on a server of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
import requests
from pymongo import MongoClient

from core.domain.access import OPERATOR, Role
from core.domain.organizations import KNOWN_ORGANIZATIONS
from core.domain.people import Grant
from core.domain.time import Moment
from core.runtime.embedded.ports import choose
from core.services.people import add_user
from core.storage.store import MongoStore
from tests.api.conftest import PASSWORD, PASSWORDS, SECRET_KEY
from tests.api.main_job import DRAFT, WHOLE, Json
from tests.api.places import BAC_KAN, CHO_DON, LUONG_BANG
from tests.waiting import until

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
MOMENT = Moment(now=datetime(2026, 1, 1, tzinfo=UTC), today=date(2017, 7, 5))
PEOPLE = {
    "hpn.luongbang": (LUONG_BANG, "phu_nu", Role.OFFICER),
    "hpn.luongbang.ct": (LUONG_BANG, "phu_nu", Role.APPROVER),
    "mttq.luongbang": (LUONG_BANG, "mttq", Role.APPROVER),
    "mttq.chodon": (CHO_DON, "mttq", Role.OFFICER),
}
JULY_15 = {"opens": "2017-06-21", "due": "2017-07-14", "closes": "2017-09-30",
           "locks": "2018-01-31", "source": "129/KH-MTTQ-BTT, III.2"}  # fmt: skip


class Server:
    """``chungsuc serve`` on the practice date, in a process and a database of its own."""

    def __init__(self, mongo_uri: str, data_dir: Path) -> None:
        self.port = choose(None)
        self.database = f"test_{uuid4().hex[:24]}"
        self.mongo_uri = mongo_uri
        self.env = os.environ | {
            "CHUNGSUC_MONGODB_URI": mongo_uri,
            "CHUNGSUC_DATABASE": self.database,
            "CHUNGSUC_DATA_DIR": str(data_dir),
            "CHUNGSUC_SECRET_KEY": SECRET_KEY,
            "CHUNGSUC_DEMO": "0",
            "CHUNGSUC_ENV": "test",
        }
        words = ("serve", "--today", "2017-07-05", "--port", str(self.port))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "core", *words],
            cwd=ROOT, env=self.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        until(self.is_ready, 60)

    def is_ready(self) -> bool:
        try:
            return self.get("/health/ready").status_code == 200
        except requests.ConnectionError:
            return False

    def get(self, path: str) -> requests.Response:
        return requests.get(f"http://127.0.0.1:{self.port}{path}", timeout=30)

    def command(self, *words: str, given: str = "") -> str:
        """Run a command beside the server."""
        return subprocess.run(
            [sys.executable, "-m", "core", *words], cwd=ROOT, env=self.env, input=given, text=True,
            check=True, capture_output=True,
        ).stdout  # fmt: skip

    def add_people(self) -> None:
        store = MongoStore(self.mongo_uri, self.database, SECRET_KEY.encode())
        for username, (tenant, organization, role) in PEOPLE.items():
            grant = Grant(tenant=tenant, organization=organization, role=role)
            password = PASSWORDS.new(PASSWORD, username=username)
            store.write(
                OPERATOR,
                lambda work, username=username, grant=grant, password=password: add_user(
                    work=work, username=username, name=username, grant=grant,
                    organizations={*KNOWN_ORGANIZATIONS}, moment=MOMENT, password=password,
                ),
            )  # fmt: skip
        store.close()

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(60)
        with MongoClient[Json](self.mongo_uri) as client:
            client.drop_database(self.database)


class Person:
    """Somebody with a token and nothing but HTTP."""

    def __init__(self, server: Server, username: str) -> None:
        self._base = f"http://127.0.0.1:{server.port}/api/v1"
        self._session = requests.Session()
        made = self.call("POST", "/tokens", {"username": username, "password": PASSWORD})
        self._session.headers["Authorization"] = f"Bearer {made.json()['token']}"

    def call(
        self, method: str, path: str, body: Any = None, *, version: Any = None, key: str = ""
    ) -> requests.Response:
        headers = {} if version is None else {"If-Match": f'"{version}"'}
        if key:
            headers["Idempotency-Key"] = key
        return self._session.request(
            method, self._base + path, json=body, headers=headers, timeout=60
        )

    def get(self, path: str) -> Any:
        answer = self.call("GET", path)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def close(self) -> None:
        self._session.close()


@pytest.fixture
def server(mongo_uri: str, tmp_path: Path) -> Iterator[Server]:
    server = Server(mongo_uri, tmp_path)
    yield server
    server.close()


def test_from_a_refused_registration_to_the_figures_of_the_province(server: Server) -> None:
    server.add_people()
    server.command(
        "users", "add", "mttq.backan", "--name", "Ban Thường trực", "--tenant", BAC_KAN,
        "--organization", "mttq", "--role", "approver", "--password-stdin", given=PASSWORD,
    )  # fmt: skip
    people = {name: Person(server, name) for name in (*PEOPLE, "mttq.backan")}
    officer, chair, commune, district = (people[name] for name in PEOPLE)
    province = people["mttq.backan"]

    closed = officer.call("POST", "/registrations", DRAFT, key="1")
    assert (closed.status_code, closed.json()["reason"]) == (409, "registration_closed")
    assert "14/2/2017" in closed.json()["message"]
    calendar = province.call("PUT", f"/tenants/{BAC_KAN}/calendar/2017", {"registration": JULY_15})
    assert calendar.status_code == 200, calendar.text

    refused = officer.call("POST", "/registrations", DRAFT | {"content": 1}, key="1")
    assert refused.status_code == 422
    assert refused.json()["errors"]["json"]["content"]
    made = _sent_by_several_at_once(officer)
    assert (made["status"], made["number"], made["late"]) == ("submitted", "PN-01/2017", False)
    verdict = made["verdicts"][0]
    assert (verdict["verdict"], verdict["have"], verdict["need"]) == ("met", 1, 1)

    path = f"/registrations/{made['id']}"
    agree = {"action": "agree"}
    assert officer.call("POST", f"{path}/transitions", agree, version=1).status_code == 403
    agreed = commune.call("POST", f"{path}/transitions", agree, version=1)
    assert (agreed.status_code, agreed.headers["ETag"]) == (200, '"2"')
    assert officer.call("PUT", path, WHOLE, version=2).json()["reason"] == "agreed"

    result = {"progress": 100, "state": "completed", "households": 42,
              "measures": {"so_ho": 42, "chieu_dai": 700},
              "funding": [{"source": "hoi_vien", "amount": 12_000_000}]}  # fmt: skip
    assert officer.call("PUT", f"{path}/results/2017-H1", result).status_code == 200
    confirm = f"{path}/results/2017-H1/transitions"
    confirmed = commune.call("POST", confirm, {"action": "confirm"}, version=1)
    assert confirmed.json()["status"] == "confirmed"

    body = {"tenant": LUONG_BANG, "organization": "phu_nu", "period": "2017-H1",
            "parts": {"ket_qua": "Đã hoàn thành 700 m đường hoa."}}  # fmt: skip
    report = officer.call("POST", "/reports", body, key="r")
    steps = f"/reports/{report.json()['id']}/transitions"
    sent = chair.call("POST", steps, {"action": "submit"}, version=1)
    assert (sent.json()["status"], sent.json()["late"]) == ("submitted", False)
    assert commune.call("POST", steps, {"action": "accept"}, version=2).status_code == 200

    for who, tenant, fronts in ((commune, LUONG_BANG, 1), (district, CHO_DON, 21),
                                (province, BAC_KAN, 1 + 8 + 108)):  # fmt: skip
        _check_consolidation(who, tenant, fronts)
    for person in people.values():
        person.close()


def _sent_by_several_at_once(officer: Person) -> Json:
    """Return the one item made by a body that was sent four times with the same key."""
    body = WHOLE | {"submit": True, "households": 42,
                    "funding": [{"source": "hoi_vien", "amount": 12_000_000}]}  # fmt: skip
    with ThreadPoolExecutor(4) as pool:
        answers = list(
            pool.map(lambda _: officer.call("POST", "/registrations", body, key="2"), range(4))
        )
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.text for answer in answers}) == 1
    return dict(answers[0].json())


def _check_consolidation(who: Person, tenant: str, fronts: int) -> None:
    for period in ("2017-H1", "2017"):
        found = who.get(f"/consolidation?tenant={tenant}&period={period}&basis=confirmed")
        totals = found["totals"]
        assert (totals["registered"], totals["agreed"], totals["late"]) == (1, 1, 0)
        assert (totals["completed"], totals["households"]) == (1, 42)
        assert (totals["planned_funding"], totals["spent_funding"]) == (12_000_000, 12_000_000)
        assert totals["measures"]["chieu_dai"] == {"value": 700, "unit": "m"}
        assert sum(row["registered"] for row in found["by_tenant"]) == 1
        assert found["by_tenant"][0]["own"] is True
    half = who.get(f"/consolidation?tenant={tenant}&period=2017-H1")["reports"]
    assert (half["expected"], half["on_time"]) == (fronts + 1, 1)
    quotas = {row["code"]: row for row in who.get(f"/quotas?tenant={tenant}&year=2017")}
    assert quotas["phu_nu.mot_mo_hinh_moi_xa"]["met"] == 1
