"""Every page and every form × what no browser of ours would send: refused, never a failure.

What a page reads it tells itself: the names it asks its query or form for are noted, and filled
with nonsense the next time. So a new page is tried without a new line here.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from werkzeug.datastructures import ImmutableMultiDict

from tests.api.conftest import Api, empty
from tests.api.evidence import added
from tests.api.places import CHO_DON, LUONG_BANG
from tests.evidence_files import PDF
from tests.web.conftest import Web, fields_of
from tests.web.test_isolation import ALL, ANYTHING, filled, inspected, told, twice_registered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.settings import Settings
    from tests.web.conftest import Page, Visitor

HOSTILE = (
    "0019",
    "１",
    "9" * 30,
    "9" * 4300,
    "0010" + "9" * 4400,
    "0001",
    "9999-H1",
    "31/12/9999",
    "a\x00b\u2028\u202e<script>alert('\"')</script>{0.__class__} {n} %s\r\nSet-Cookie: a=b",
    "//other.example/",
    "ă" * 20_000,
    urlsafe_b64encode(b"[" * 5_000).decode(),
)
A_FEW = (HOSTILE[2], HOSTILE[8], HOSTILE[10])
BROKEN = "%ED%A0%80%FF%00%C3%28"
"""Bytes of no text at all, as an address may hold them."""

IN_AN_ADDRESS = ("%00", "%FF%FE", "x" * 3000, "%2e%2e", "%F0%9D%9F%99", "a%0d%0ab")

ITEM = {
    "tenant": LUONG_BANG, "organization": "phu_nu", "year": 2017,
    "movement_type": "phu_nu.ba_sach", "kind": "mo_hinh", "title": "Đường hoa thôn Bản Loàn",
}  # fmt: skip
REPORT = {"tenant": LUONG_BANG, "organization": "phu_nu", "period": "2017-H1", "nothing": True}
OURS = ("/", "http://localhost/")
TYPES = {"text/html", "application/json", "text/csv", "text/javascript", "application/pdf"}
LAST = frozenset({"/dang-xuat", "/tai-khoan/mat-khau"})
"""Forms that would end what the others are tried with."""

PAGES = [rule for method, rule in ALL if method == "GET"]
FORMS = [rule for method, rule in ALL if method == "POST" and rule not in LAST]
WITH_PARTS = [(method, rule) for method, rule in ALL if "<" in rule.replace("<hat>", "")]


class Telling(ImmutableMultiDict[str, str]):
    """A query or a form that notes the names it is asked for."""

    asked: ClassVar[set[str]] = set()

    def __contains__(self, name: object) -> bool:
        self.asked.add(str(name))
        return super().__contains__(name)

    def __getitem__(self, name: str) -> str:
        self.asked.add(name)
        return super().__getitem__(name)

    def get(self, name: str, *rest: Any, **more: Any) -> Any:
        self.asked.add(name)
        return super().get(name, *rest, **more)

    def getlist(self, name: str, *rest: Any, **more: Any) -> Any:
        self.asked.add(name)
        return super().getlist(name, *rest, **more)


@dataclass(frozen=True, slots=True)
class House:
    """The program with an item and a report of one's own, and who works with them."""

    web: Web
    own: dict[str, str]
    officer: Visitor
    front: Visitor
    admin: Visitor

    def whose(self, rule: str) -> list[Visitor]:
        if rule.startswith("/v/<hat>/quan-tri"):
            return [self.admin]
        return [self.officer, self.front] if rule.startswith("/v/") else [self.officer]


@pytest.fixture(scope="module")
def house(country: Settings) -> Iterator[House]:
    empty(country)
    api = Api(replace(country, today=date(2017, 7, 5)))
    telling = {"parameter_storage_class": Telling}
    api.app.request_class = type("TellingRequest", (api.app.request_class,), telling)
    web = Web(api)
    early = api.on(date(2017, 2, 1))
    maker = early.make_user(LUONG_BANG, "phu_nu", "officer")
    item = maker.post("/registrations", ITEM)
    report = api.sign_in(maker.username).post("/reports", REPORT)
    assert (item.status_code, report.status_code) == (201, 201), (item.json, report.json)
    own = {
        "registration_id": item.json["id"],
        "report_id": report.json["id"],
        "case_id": twice_registered(early, LUONG_BANG),
        "inspection_id": inspected(api, LUONG_BANG),
        "evidence_id": added(maker, item.json, PDF)["id"],
        "notice_id": told(api, maker.username),
        "user_id": maker.id,
        "unit_id": LUONG_BANG,
        "way": "xoa",
    }
    yield House(
        web,
        own,
        officer=web.sign_in(maker.username),
        front=web.visitor(CHO_DON, "mttq", "officer"),
        admin=web.visitor(CHO_DON, "mttq", "admin"),
    )
    api.close()


@pytest.mark.parametrize("rule", PAGES)
def test_no_query_makes_a_page_fail(house, rule):
    for visitor in house.whose(rule):
        address = filled(rule, visitor.hat, house.own)
        names = names_asked(visitor, "GET", address)
        for value in HOSTILE:
            query = dict.fromkeys(names - {"dia-ban"}, value)
            refused_or_shown(visitor.get(address, query_string=query, follow=False), value)
        for value in A_FEW if "dia-ban" in names else ():
            query = {"dia-ban": value}
            refused_or_shown(visitor.get(address, query_string=query, follow=False), value)
        broken = "&".join(f"{name}={BROKEN}" for name in names)
        refused_or_shown(visitor.get(address, query_string=broken, follow=False), broken)


@pytest.mark.parametrize("rule", FORMS)
def test_no_form_makes_a_page_fail(house, rule):
    for visitor in house.whose(rule):
        address, token = filled(rule, visitor.hat, house.own), visitor.form_token()
        names = names_asked(visitor, "POST", address)
        for value in HOSTILE:
            form = dict.fromkeys(names, value) | {"csrf_token": token}
            page = visitor.open("POST", address, data=form, follow=False)
            refused_or_shown(page, value)


@pytest.mark.parametrize("rule", PAGES)
def test_no_single_field_of_a_form_makes_a_page_fail(house, rule):
    for visitor in house.whose(rule):
        page = visitor.get(filled(rule, visitor.hat, house.own))
        for found in page.soup.select("main form[method=post]"):
            fields = fields_of(found)
            for name in fields.keys() - {"csrf_token"}:
                for value in A_FEW:
                    form = fields | {name: value}
                    action = found.get("action") or page.address
                    refused_or_shown(visitor.open("POST", action, data=form, follow=False), value)


@pytest.mark.parametrize(("method", "rule"), WITH_PARTS)
def test_no_address_makes_a_page_fail(house, method, rule):
    visitor = house.whose(rule)[0]
    form = {"csrf_token": visitor.form_token()} if method == "POST" else None
    for part in IN_AN_ADDRESS:
        parts = dict.fromkeys({**ANYTHING, **house.own}, part) | {"way": "rut"}
        address = filled(rule, visitor.hat, parts)
        refused_or_shown(visitor.open(method, address, data=form, follow=False), part)


def names_asked(visitor: Visitor, method: str, address: str) -> set[str]:
    """Return what an address asks its query or form for, though nothing is there."""
    form = {"csrf_token": visitor.form_token()} if method == "POST" else None
    Telling.asked.clear()
    refused_or_shown(visitor.open(method, address, data=form, follow=False), "")
    return Telling.asked - {"csrf_token"}


def refused_or_shown(page: Page, value: str) -> None:
    """Object to a failure, to what was sent being run, and to being led elsewhere."""
    answer = page.answer
    assert page.status < 500, f"{answer.request.path} with {value[:200]!r}: {page.main[:200]}"
    assert answer.mimetype in TYPES
    assert "<script>alert" not in page.answer.get_data(as_text=True)
    assert not any(one.startswith("a=b") for one in answer.headers.getlist("Set-Cookie"))
    assert answer.headers.get("Location", "/").startswith(OURS)
    assert not answer.headers.get("Location", "/").startswith("//")
