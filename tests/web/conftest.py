"""The pages over the real country, called in-process, as a browser without scripts.

``web`` is the program; ``web.visitor(LUONG_BANG, "phu_nu", "officer")`` is somebody signed in,
whose ``get`` and ``post`` are the browser's. Addresses of OWN_PAGES are taken as they are; others
are below the visitor's only hat::

    def test_an_officer_sees_what_is_owed(web):
        officer = web.visitor(LUONG_BANG, "phu_nu", "officer")
        page = officer.get("/viec")
        assert "Việc của đơn vị" in page.text
        officer.post("/dang-ky/moi", {"title": "Đường hoa"})  # sends the form token along

A ``Page`` has ``text`` (what one reads), ``soup`` (BeautifulSoup), ``status``, ``address`` (where a
redirect led). ``web.api`` is the API over the same data (see tests/api/conftest.py): its
``make_user`` prepares what pages show. Every page is checked for inline scripts and styles, and
for sentences missing from the catalogue.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup

from core.translation import has, translate_into
from core.web import rendering
from tests.api.conftest import PASSWORD, Api, clean, country  # noqa: F401 — fixtures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from core.settings import Settings

OWN_PAGES = (
    "/v/",
    "/dang-nhap",
    "/dang-xuat",
    "/doi-vai",
    "/xac-thuc",
    "/tai-khoan",
    "/loi-moi",
    "/thong-bao",
    "/phien",
    "/static",
)
LONGEST_WAY = 5
FORM_TOKEN = re.compile(r'<meta name="csrf-token" content="([^"]+)">')


@dataclass(frozen=True)
class Page:
    """What came back, after redirects."""

    answer: TestResponse
    address: str

    @cached_property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.answer.get_data(as_text=True), "html.parser")

    @property
    def status(self) -> int:
        return self.answer.status_code

    @property
    def text(self) -> str:
        return " ".join(self.soup.get_text(" ").split())

    @property
    def main(self) -> str:
        found = self.soup.find("main")
        return " ".join(found.get_text(" ").split()) if found else ""

    def links(self) -> list[str]:
        return [link["href"] for link in self.soup.select("main a[href]")]

    def form(self, action: str = "") -> dict[str, Any]:
        """Return what the (first) form whose action contains *action* would send, untouched."""
        found = next(f for f in self.soup.select("form") if action in (f.get("action") or ""))
        return fields_of(found)


@dataclass(slots=True)
class Visitor:
    """A browser without scripts."""

    client: FlaskClient
    username: str = ""
    id: str = ""
    hat: str = ""
    pages: list[Page] = field(default_factory=list)

    def get(self, path: str, **options: Any) -> Page:
        return self.open("GET", path, **options)

    def post(self, path: str, form: dict[str, Any] | None = None, **options: Any) -> Page:
        sent = {"csrf_token": self.form_token(), **(form or {})}
        return self.open("POST", path, data=sent, **options)

    def open(self, method: str, path: str, *, follow: bool = True, **options: Any) -> Page:
        address = self._address(path)
        answer = self.client.open(address, method=method, **options)
        for _ in range(LONGEST_WAY):
            if not follow or answer.status_code not in {301, 302, 303, 307, 308}:
                break
            address = answer.headers["Location"]
            answer = self.client.get(address)
        if answer.mimetype == "text/html":
            refuse_unsafe(answer)
        return Page(answer=answer, address=address)

    def form_token(self) -> str:
        anywhere = self.client.get("/khong-co-trang-nay").get_data(as_text=True)
        found = FORM_TOKEN.search(anywhere)
        assert found is not None, anywhere[:500]
        return found[1]

    def _address(self, path: str) -> str:
        if not self.hat or path == "/" or path.startswith(OWN_PAGES):
            return path
        return f"/v/{self.hat}{path}"


class Web:
    """The program on one day, its API and its visitors."""

    def __init__(self, api: Api) -> None:
        self.api = api

    @property
    def app(self) -> Any:
        return self.api.app

    def on(self, today: date) -> Web:
        """Return the same program over the same data on another day."""
        return Web(self.api.on(today))

    def nobody(self) -> Visitor:
        return Visitor(client=self.app.test_client())

    def visitor(
        self, tenant: str, organization: str = "phu_nu", role: str = "officer", **more: Any
    ) -> Visitor:
        """Return somebody new who is signed in and has this one hat."""
        made = self.api.make_user(tenant, organization, role, **more)
        return self.sign_in(made.username, id=made.id)

    def sign_in(self, username: str, password: str = PASSWORD, *, id: str = "") -> Visitor:  # noqa: A002
        visitor = self.nobody()
        visitor.username, visitor.id = username, id
        page = visitor.post(
            "/dang-nhap", {"username": username, "password": password}, follow=False
        )
        assert page.status == 303, page.text
        visitor.hat = self._only_hat(username)
        return visitor

    def _only_hat(self, username: str) -> str:
        from core.services.signing_in import NOBODY  # noqa: PLC0415
        from core.web.hats import hats_of  # noqa: PLC0415

        with self.app.test_request_context("/"):
            user = self.api.platform.store.read(NOBODY).users.for_sign_in(username)
            return hats_of(user)[0].hat


@pytest.fixture
def today() -> date:
    """The practice date."""
    return date(2017, 2, 1)


@pytest.fixture
def web(clean: Settings, today: date) -> Iterator[Web]:  # noqa: F811
    from dataclasses import replace  # noqa: PLC0415

    program = Api(replace(clean, today=today))
    yield Web(program)
    program.close()


@pytest.fixture(autouse=True)
def _no_sentence_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def strict(language: str, message_id: str, /, **params: Any) -> str:
        assert has(message_id), f"no sentence for {message_id}"
        return translate_into(language, message_id, **params)

    monkeypatch.setattr(rendering, "translate_into", strict)


def fields_of(form: Any) -> dict[str, Any]:
    """Return the values a browser would send of *form*, lists where a name repeats."""
    sent: dict[str, list[str]] = {}
    for one in form.select("input[name], select[name], textarea[name]"):
        kind = one.get("type", "")
        if one.has_attr("disabled") or kind in {"submit", "button", "file"}:
            continue
        if kind in {"checkbox", "radio"} and not one.has_attr("checked"):
            continue
        if one.name == "select":
            chosen = one.select("option[selected]") or one.select("option")[:1]
            values = [option.get("value", option.text) for option in chosen]
        else:
            values = [one.get("value", "on") if one.name == "input" else one.text.lstrip("\n")]
        sent.setdefault(one["name"], []).extend(values)
    return {name: values if len(values) > 1 else values[0] for name, values in sent.items()}


def refuse_unsafe(answer: TestResponse) -> None:
    """Object to whatever the content security policy would block."""
    policy = answer.headers["Content-Security-Policy"]
    nonce = re.search(r"'nonce-([^']+)'", policy)
    assert nonce is not None, policy
    tags = SafeTags(nonce[1])
    tags.feed(answer.get_data(as_text=True))
    tags.close()


class SafeTags(HTMLParser):
    """Reads a page tag by tag, which takes a third of the time of making a tree of it."""

    def __init__(self, nonce: str) -> None:
        super().__init__()
        self._nonce = nonce

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        inline = [name for name in given if name == "style" or name.startswith("on")]
        assert not inline, f"{tag} has {inline}"
        assert tag != "style"
        assert tag != "script" or given.get("nonce") == self._nonce
        for name in ("href", "src", "action"):
            assert not (given.get(name) or "").lower().startswith(("javascript:", "http:", "//"))
