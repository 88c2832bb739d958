"""The log: a line for every request, an id that leads to it, and nothing that is of a person."""

from __future__ import annotations

import io
import json
import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from core.api import tokens
from core.runtime.logs import configure_logs, impersonal
from tests.api.main_job import WHOLE
from tests.api.places import BAC_KAN, CHO_DON, LUONG_BANG

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.settings import Settings
    from tests.api.conftest import Api

NAME, MAIL, PHONE = "Bàn Thị Xuân", "xuan.ban@thu.example", "0912 345 678"
USERNAME, NEW_PASSWORD = "ban.thi.xuan", "một mật khẩu mới tinh"
SEARCHED = "ba bể xanh"
GRANT = {"tenant": LUONG_BANG, "organization": "phu_nu", "role": "officer"}


class Log:
    """What is logged from now on, as the server would."""

    def __init__(self, settings: Settings) -> None:
        self._stream = io.StringIO()
        configure_logs(settings, self._stream)

    @property
    def text(self) -> str:
        return self._stream.getvalue()

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text.splitlines()]

    @property
    def requests(self) -> list[dict[str, Any]]:
        return [line for line in self.lines if line["event"] == "request"]


@pytest.fixture
def undisturbed() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = [*root.handlers], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture
def log(undisturbed: None, api: Api) -> Log:
    return Log(replace(api.settings, log_level="DEBUG", log_format="json"))


def test_every_request_is_one_line_with_the_route_instead_of_the_address(
    api: Api, log: Log
) -> None:
    officer = api.make_user(LUONG_BANG)
    made = officer.post("/registrations", WHOLE)
    answer = officer.get(f"/registrations/{made.json['id']}")
    line = log.requests[-1]
    assert (line["method"], line["status"]) == ("GET", 200)
    assert line["route"] == "/api/v1/registrations/<string:registration_id>"
    assert line["user"] == officer.id
    assert line["bytes"] == len(answer.data)
    assert line["ms"] > 0
    assert {"time", "pid", "level", "request_id"} <= set(line)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("0af7651916cd43dd8448eb211c80319c", True),
        ("short", False),
        ("a" * 65, False),
        ("one two three", False),
        ('x"} {"event":"forged', False),
    ],
)
def test_a_sane_request_id_is_taken_over_and_any_other_replaced(
    api: Api, log: Log, sent: str, *, kept: bool
) -> None:
    answer = api.nobody.call("GET", "/me", headers={"X-Request-Id": sent})
    given = answer.headers["X-Request-Id"]
    assert (given == sent) is kept
    assert given in {line["request_id"] for line in log.requests if line["route"] == "/api/v1/me"}


def test_an_unexpected_error_is_explained_in_the_log_only(
    api: Api, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_: object) -> None:
        raise KeyError(NAME, f"write to {MAIL} or call {PHONE}")

    monkeypatch.setattr(tokens, "sign_in", fail)
    with api.app.test_client() as client:
        sent = {"username": USERNAME, "password": NEW_PASSWORD}
        answer = client.post("/api/v1/tokens", json=sent)
    assert (answer.status_code, answer.json["reason"]) == (500, "unexpected")
    (told,) = [line for line in log.lines if "exception" in line]
    assert answer.json["details"]["request_id"] == told["request_id"]
    assert "KeyError" in told["exception"]
    assert "in fail" in told["exception"]
    assert not _found_in(log.text)
    assert "Traceback" not in answer.text


def test_nothing_of_a_person_is_logged_whatever_happens(api: Api, log: Log) -> None:
    admin = api.make_user(CHO_DON, "mttq", "admin")
    new = {"username": USERNAME, "name": NAME, "assignments": [GRANT]}
    invitation = admin.post("/users", new, key="k").json["invitation"]["token"]
    admin.post("/users", new)  # taken: the database refuses it too
    admin.get("/users", q=NAME)
    admin.post("/users/import", {"csv": f"username,name,tenant,organization,role\n{MAIL},{NAME}"})
    with api.app.test_client() as browser:
        browser.get(f"/loi-moi/{invitation}?ten={NAME}")
        browser.get(f"/khong-co/{PHONE}?token={invitation}")
    accepted = {"invitation": invitation, "password": NEW_PASSWORD}
    api.nobody.post("/invitations", accepted, key="")
    officer = api.sign_in(USERNAME, NEW_PASSWORD)
    api.nobody.post("/tokens", {"username": MAIL, "password": NEW_PASSWORD}, key="")
    with api.app.test_client() as browser:
        browser.post("/dang-nhap", data={"username": USERNAME, "password": NEW_PASSWORD})
    made = officer.post("/registrations", WHOLE | {"person_in_charge": NAME, "phone": PHONE})
    path = f"/registrations/{made.json['id']}"
    officer.put(path, WHOLE | {"person_in_charge": NAME, "phone": MAIL}, version=1)
    officer.post(f"{path}/transitions", {"action": "submit"}, version=2)
    officer.get("/registrations", q=SEARCHED)
    officer.get("/registrations", headers={"Accept": "text/csv"})
    officer.get(f"{path}/history")
    officer.post("/registrations", {"title": NAME, "phone": {"$gt": PHONE}})
    api.make_user(BAC_KAN, "mttq", "viewer").get("/audit", user=officer.id)

    assert len(log.requests) > 15
    assert not _found_in(log.text, invitation, officer.token, admin.token, officer.username)


def test_on_a_terminal_text_is_shown_and_only_of_requests_that_failed(
    undisturbed: None, api: Api
) -> None:
    log = Log(replace(api.settings, log_format="text"))
    api.nobody.get("/me")
    assert log.text == ""
    logging.getLogger("core").warning("something to look at")
    assert "something to look at" in log.text


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ('E11000 dup key: { username: "xuan" }', "E11000 dup key: { username: … }"),
        ("'Bàn Thị Xuân' is not a kind", "… is not a kind"),
        ("call +84 912 345 678 now", "call … now"),
        ("connection to 127.0.0.1:27017 refused", "connection to 127.0.0.1:27017 refused"),
    ],
)
def test_what_an_error_says_is_told_without_the_values_it_quotes(said: str, kept: str) -> None:
    assert impersonal(said) == kept


def _found_in(text: str, *secrets: str) -> list[str]:
    needles = [NAME, MAIL, PHONE, PHONE.replace(" ", ""), NEW_PASSWORD, SEARCHED, *secrets]
    return [needle for needle in needles if needle in text]
