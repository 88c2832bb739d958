"""Whatever is done in whatever order: a work counts once, and what counts no more says for whom."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

from core.catalogue import Catalogue
from core.runtime.working import HANDLERS
from core.services.integrity import check
from core.services.working import work_once
from core.storage.integrity import MongoEverything
from tests.api.conftest import SECRET_KEY
from tests.api.main_job import FARMERS, WHOLE, YOUTH, step
from tests.api.places import CHO_DON, LUONG_BANG, NGHIA_TA

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from tests.api.conftest import Api, Caller

BODIES = {"phu_nu": WHOLE, "doan_thanh_nien": YOUTH, "nong_dan": FARMERS}
ACTS = (
    *["register"] * 4, "register_above", "edit", "submit", "return", "withdraw", "agree", "reopen",
    "transfer", *["settle"] * 6,
)  # fmt: skip
STANDING = {"submitted", "agreed"}
MEASURES = Catalogue.installed().measures
STEPS, MOST = 35, 8


class Communes:
    """Two communes of a district, whose people do at random whatever they may."""

    def __init__(self, api: Api, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 — to be repeated, not to be secret
        self._api = api
        self._people: dict[tuple[str, str], Caller] = {
            (tenant, organization): api.make_user(tenant, organization)
            for tenant in (LUONG_BANG, NGHIA_TA, CHO_DON)
            for organization in BODIES
        }
        self._front = api.make_user(CHO_DON, "mttq", "approver")
        self.database = api.platform.store.database

    def items(self) -> dict[str, dict[str, Any]]:
        return {each["_id"]: each for each in self.database["registrations"].find()}

    def look(self) -> None:
        while work_once(self._api.platform.store, HANDLERS, clock=self._api.platform.moment):
            pass

    def act(self, what: str) -> TestResponse | None:
        items = [*self.items().values()]
        if what.startswith("register"):
            return self._register(above=what.endswith("above")) if len(items) < MOST else None
        if what == "settle":
            return self._settle()
        item = self._random.choice(items)
        owner = self._people[item["tenant"], item["organization"]]
        sent = {"id": item["_id"], "version": item["version"]}
        if what == "edit":
            body = self._body(item["tenant"], item["organization"])
            return owner.put(f"/registrations/{item['_id']}", body, version=item["version"])
        if what in {"submit", "withdraw"}:
            return step(owner, sent, what, reason="Có lý do")
        more = {"tenant": self._random.choice([LUONG_BANG, NGHIA_TA])} if what == "transfer" else {}
        return step(self._front, sent, what, reason="Có lý do", **more)

    def _register(self, *, above: bool) -> TestResponse:
        tenant = CHO_DON if above else self._random.choice([LUONG_BANG, LUONG_BANG, NGHIA_TA])
        organization = self._random.choice([*BODIES])
        body = self._body(tenant, organization) | {"submit": self._random.random() < 0.9}
        return self._people[tenant, organization].post("/registrations", body)

    def _body(self, tenant: str, organization: str) -> dict[str, Any]:
        area = self._random.choice(["Thôn Nà Cà", "Nà Cà"])
        place = {"area": area} if tenant != CHO_DON else {"area": area, "tenant": LUONG_BANG}
        others = [each for each in BODIES if each != organization]
        return BODIES[organization] | {
            "tenant": tenant,
            "places": [place],
            "partners": self._random.choice([[], [self._random.choice(others)]]),
        }

    def _settle(self) -> TestResponse | None:
        self.look()
        cases = [*self.database["overlaps"].find()]
        if not cases:
            return None
        case = self._random.choice(cases)
        verdict = self._random.choice(["joint", "duplicate", "distinct"])
        body = {"verdict": verdict, "reason": "Đã trao đổi"}
        if verdict != "distinct" and self._random.random() < 0.8:
            body["counts"] = self._random.choice(case["registrations"])
        path = f"/overlaps/{case['_id']}/resolution"
        return self._front.post(path, body, version=case["version"])


@pytest.mark.parametrize("seed", range(4))
def test_a_work_counts_once_whatever_is_done(api: Api, seed: int) -> None:
    communes = Communes(api, seed)
    acts = ["register"] * 4 + random.Random(seed).choices(ACTS, k=STEPS)  # noqa: S311
    for what in acts:
        answer = communes.act(what)
        assert answer is None or answer.status_code < 500, f"{what}: {answer.text}"
        items = communes.items()
        for item in items.values():
            assert (item["same_as"] is None) == (item["merged_from"] is None)
            if item["same_as"] is not None:
                assert item["status"] == "withdrawn"
                assert items[item["same_as"]]["status"] in STANDING, f"after {what}"
        for case in communes.database["overlaps"].find({"status": {"$in": ["joint", "duplicate"]}}):
            both = [items[each] for each in case["registrations"]]
            assert sum(each["same_as"] is not None for each in both) == 1, f"after {what}"
    communes.look()
    assert api.platform.store.database["jobs"].count_documents({}) == 0
    found = check(MongoEverything(communes.database), measures=MEASURES, key=SECRET_KEY.encode())
    assert found.clean, found.samples
