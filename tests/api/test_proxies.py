"""Behind a proxy: whose address counts, and whether the line was sealed, is for settings to say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.api.conftest import Api
from tests.api.places import LUONG_BANG

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from core.settings import Settings

VISITOR, SPOOFED, OUTER = "203.0.113.7", "198.51.100.99", "192.0.2.10"
WRONG = {"username": "khong-co", "password": "sai mật khẩu rồi"}


def behind(settings: Settings, proxies: int) -> Api:
    return Api(replace(settings, proxies=proxies, today=date(2017, 2, 1)))


def counted(api: Api, forwarded: str) -> set[str]:
    """Return the addresses for which a failed sign-in is counted."""
    headers = {"X-Forwarded-For": forwarded}
    assert api.nobody.post("/tokens", WRONG, key="", headers=headers).status_code == 401
    found = api.platform.store.database["sign_in_failures"].find()
    keys = [document["_id"] for document in found]
    return {key.split("/")[1] for key in keys if "address" in key}


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, VISITOR, "127.0.0.1"),
        (1, VISITOR, VISITOR),
        (1, f"{SPOOFED}, {VISITOR}", VISITOR),
        (2, f"{SPOOFED}, {VISITOR}, {OUTER}", VISITOR),
        (2, VISITOR, "127.0.0.1"),
    ],
    ids=["none trusted", "one", "one, and a spoofed hop", "two, and a spoofed hop", "one missing"],
)
def test_failures_count_for_the_address_that_the_last_trusted_proxy_saw(
    clean: Settings, proxies: int, forwarded: str, address: str
) -> None:
    api = behind(clean, proxies)
    found = counted(api, forwarded)
    api.close()
    assert found == {address}


def cookie(settings: Settings, proxies: int) -> TestResponse:
    api = behind(settings, proxies)
    user = api.make_user(LUONG_BANG)
    with api.app.test_client() as browser:
        answer = browser.get("/dang-nhap", headers={"X-Forwarded-Proto": "https"})
    api.close()
    assert user.id
    return answer


def test_cookies_are_for_sealed_lines_only_where_the_proxy_may_say_so(clean: Settings) -> None:
    trusted = cookie(clean, proxies=1)
    assert "Strict-Transport-Security" in trusted.headers
    assert all("Secure" in line for line in trusted.headers.getlist("Set-Cookie"))
    spoofed = cookie(clean, proxies=0)
    assert "Strict-Transport-Security" not in spoofed.headers
