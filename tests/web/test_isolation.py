"""Every page × who has no business there, from the program's own list of addresses.

A new page is asked for without a new line here, unless its address names something of a new kind:
then it fails until FOREIGN says what a stranger's one is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import pytest

from core.app import create_app
from core.runtime.working import HANDLERS
from core.services.working import work_once
from core.settings import Settings
from tests.api.conftest import Api, empty
from tests.api.evidence import added
from tests.api.inspecting import begun
from tests.api.main_job import WHOLE, YOUTH, submitted
from tests.api.places import CHO_DON, HA_GIANG, LUONG_BANG, NGHIA_TA
from tests.api.reminding import reminded
from tests.web.conftest import Web

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.web.conftest import Visitor

FOR_EVERYBODY = frozenset({"/dang-nhap", "/dang-xuat", "/phien", "/sw.js", "/loi-moi/<token>"})
"""What one may ask for without being signed in."""

HALLWAY = ("/xac-thuc",)
"""Pages between the password and the second factor: they lead back to the sign-in."""

ANYTHING = {
    "period": "2017-H1", "number": "1", "act": "khoa", "code": "phu_nu.mot_mo_hinh_moi_xa",
    "way": "rut", "token": "x" * 40,
}  # fmt: skip
"""Parts of addresses that name nobody's property."""

ITEM = {
    "tenant": NGHIA_TA,
    "organization": "nong_dan",
    "year": 2017,
    "movement_type": "nong_dan.sach_nha_tot_ruong",
    "kind": "mo_hinh",
    "title": "Ruộng tốt của xã bên",
}


def addresses() -> list[tuple[str, str]]:
    settings = Settings(mongodb_uri="mongodb://127.0.0.1:1/", secret_key="x" * 40, demo=False)
    app = create_app(settings)
    pages = ((method, rule) for rule in app.url_map.iter_rules() for method in rule.methods or ())
    return sorted(
        (method, rule.rule)
        for method, rule in pages
        if method in {"GET", "POST"} and rule.endpoint.startswith("web_")
    )


ALL = addresses()
OF_A_HAT = [(method, rule) for method, rule in ALL if rule.startswith("/v/<hat>/")]
OF_RECORDS = [(method, rule) for method, rule in OF_A_HAT if "_id>" in rule]
WITHOUT_HAT = [pair for pair in ALL if pair not in OF_A_HAT and pair[1] not in FOR_EVERYBODY]


@dataclass(frozen=True, slots=True)
class Street:
    """The program with what belongs to others, and everybody who comes by; nothing is changed."""

    web: Web
    foreign: dict[str, str]

    @cache  # noqa: B019 — as long as the module's tests run
    def visitor(self, tenant: str, organization: str, role: str) -> Visitor:
        return self.web.visitor(tenant, organization, role)

    def __hash__(self) -> int:
        return id(self)


@pytest.fixture(scope="module")
def street(country: Settings) -> Iterator[Street]:
    empty(country)
    api = Api(replace(country, today=date(2017, 7, 5)))
    early = api.on(date(2017, 2, 1))
    farmer = early.make_user(NGHIA_TA, "nong_dan", "officer")
    item = farmer.post("/registrations", ITEM)
    case = twice_registered(early, NGHIA_TA)
    body = {"tenant": NGHIA_TA, "organization": "nong_dan", "period": "2017-H1", "nothing": True}
    report = api.sign_in(farmer.username).post("/reports", body)
    assert (item.status_code, report.status_code) == (201, 201), (item.json, report.json)
    foreign = {
        "notice_id": told(api, farmer.username),
        "registration_id": item.json["id"],
        "report_id": report.json["id"],
        "case_id": case,
        "inspection_id": inspected(api, NGHIA_TA),
        "evidence_id": added(farmer, item.json, caption="Ruộng tốt nhìn từ bờ")["id"],
        "user_id": api.make_user(HA_GIANG, "phu_nu", "officer").id,
        "unit_id": HA_GIANG,
    }
    yield Street(Web(api), foreign)
    api.close()


def told(api: Api, username: str) -> str:
    """Return the notice to somebody three days before registrations were due."""
    reminded(api.on(date(2017, 2, 11)))
    return str(api.sign_in(username).get("/notices").json[0]["id"])


def inspected(api: Api, tenant: str) -> str:
    """Return a draft of what a commune's board has checked."""
    front = api.make_user(tenant, "mttq", "approver")
    minutes = {"text": "Ruộng tốt như đã báo cáo"}
    return str(begun(front, tenant=tenant, minutes=minutes)["id"])


def twice_registered(api: Api, tenant: str) -> str:
    """Return the overlap of two items of a commune, found as the worker finds it."""
    for organization, body in (("phu_nu", WHOLE), ("doan_thanh_nien", YOUTH)):
        officer = api.make_user(tenant, organization, "officer")
        submitted(officer, body, tenant=tenant, title="Ruộng tốt ven đường")
    while work_once(api.platform.store, HANDLERS, clock=api.platform.moment):
        pass
    front = api.make_user(tenant, "mttq", "officer")
    (found,) = front.get("/overlaps").json
    return str(found["id"])


def filled(rule: str, hat: str, names: dict[str, str]) -> str:
    known = {"hat": hat, **ANYTHING, **names}
    return re.sub(r"<(?:[^:<>]+:)?(\w+)>", lambda part: known[part[1]], rule)


def asked(visitor: Visitor, method: str, address: str, *, follow: bool = True):
    if method == "GET":
        return visitor.get(address, follow=follow)
    return visitor.post(address, {}, follow=follow)


@pytest.mark.parametrize(("method", "rule"), OF_A_HAT + WITHOUT_HAT)
def test_a_stranger_is_asked_to_sign_in_wherever_they_knock(street, method, rule):
    address = filled(rule, "phu-nu-luong-bang", street.foreign)

    page = asked(street.web.nobody(), method, address, follow=False)

    if page.status == 303:
        assert page.answer.headers["Location"].startswith(("/dang-nhap", *HALLWAY))
    else:
        assert (page.status, "Đăng nhập" in page.text) == (401, True), page.text[:300]
    assert "Ruộng tốt" not in page.text


@pytest.mark.parametrize(("method", "rule"), OF_A_HAT)
def test_nobody_puts_on_the_hat_of_somebody_else(street, method, rule):
    officer = street.visitor(LUONG_BANG, "phu_nu", "officer")

    page = asked(officer, method, filled(rule, "nong-dan-nghia-ta", street.foreign))

    assert page.status == 404
    assert "trang thuộc địa bàn khác" in page.main


@pytest.mark.parametrize("organization", ["phu_nu", "mttq"])
@pytest.mark.parametrize("role", ["officer", "approver", "admin", "viewer"])
@pytest.mark.parametrize(("method", "rule"), OF_RECORDS)
def test_what_belongs_to_others_does_not_exist(street, method, rule, role, organization):
    neighbour = street.visitor(LUONG_BANG, organization, role)

    page = asked(neighbour, method, filled(rule, neighbour.hat, street.foreign))

    assert page.status == 404, page.main[:300]
    assert "Ruộng tốt" not in page.text


@pytest.mark.parametrize(("method", "rule"), OF_A_HAT)
def test_a_unit_out_of_sight_is_not_looked_into_by_naming_it_in_a_filter(street, method, rule):
    if method == "POST":
        rule = "/v/<hat>/viec"  # filters are of pages that are read
    front = street.visitor(CHO_DON, "mttq", "officer")
    path = filled(rule, front.hat, street.foreign)

    page = front.get(f"{path}?dia-ban={HA_GIANG}")

    assert "Hà Giang" not in page.main
