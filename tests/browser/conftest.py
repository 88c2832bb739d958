"""A browser before the running program: Debian's Chromium, driven by Playwright.

A test takes ``page`` (1280×800; marked ``phone``: 360×740, touch) or ``no_js_page``, signs in with
``sign_in(page, "pn.luongbang")`` and looks critically with ``look(page, "name")``. Other windows of
the same person are ``page.context.new_page()``, other people ``new_page()``. A test fails on any
error in a console, on anything the security policy blocks and on any answer of 5xx.

Each file works in a commune of its own (``commune``), so that no test disturbs another:
``sign_in(page, f"pn.{commune}")``. The program is one for each worker of pytest-xdist; with
BROWSE_AT=http://127.0.0.1:8000 it is the one that runs there (not for tests that take ``program``).
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from playwright.sync_api import expect, sync_playwright
from pymongo import MongoClient

from core.demonstration.accounts import PASSWORD

from .faults import Faults
from .line import Line
from .looking import look, picture
from .program import Program

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

COMMUNES = {
    "test_accounts": "giaohieu",
    "test_administration": "colinh",
    "test_consultation": "nghienloan",
    "test_drafts": "bangphuc",
    "test_evidence": "thuanmang",
    "test_flows": "yenphong",
    "test_form": "yenthuong",
    "test_guide": "banglang",
    "test_inspections": "vumuon",
    "test_keyboard": "nghiata",
    "test_models": "kimhy",
    "test_notices": "thuanmang",
    "test_overlaps": "quanha",
    "test_overview": "donglac",
    "test_plan_calendar": "hoamuc",
    "test_refusals": "trunghoa",
    "test_registrations": "phucloc",
    "test_reports": "nammau",
    "test_results": "hoangtri",
    "test_search": "dongphuc",
    "test_signing_in": "thuongan",
    "test_tasks": "bangvan",
    "test_typing": "tanson",
}
"""Which commune's people a file acts as, by the slug of their accounts.

In these every organization has an officer; free still: donphong,
tantu, mythanh, thanhmai, caoky, yencu, thanhthinh, yenhan, nhuco.
"""

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
ALONE = "test_browser.py"
"""The file that speaks for all others where there is no browser."""

FILES = sorted(path.name for path in Path(__file__).parent.glob("test_*.py"))
collect_ignore = [] if CHROMIUM else [name for name in FILES if name != ALONE]
NO_BROWSER = (
    "mọi kiểm thử trên trình duyệt bị bỏ qua: không thấy Chromium. Hãy chạy apt-get install "
    "chromium, hoặc đặt CHROMIUM=/đường/dẫn"
)
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "has_touch": True,
    "is_mobile": True,
}
COMMON: dict[str, Any] = {
    "locale": "vi-VN",
    "timezone_id": "Asia/Ho_Chi_Minh",
    "device_scale_factor": 1.5,
}
SIGN_IN_PATIENCE = 20_000  # milliseconds; hashing takes its time on a busy machine
expect.set_options(timeout=10_000)


@pytest.fixture(scope="session")
def chromium() -> Path:
    if CHROMIUM:
        return Path(CHROMIUM)
    if os.environ.get("CI"):
        pytest.fail(NO_BROWSER)
    pytest.skip(NO_BROWSER)


@pytest.fixture(scope="session")
def browser(chromium: Path) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, chromium_sandbox=False)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def program(
    chromium: Path, mongo_uri: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Program]:
    """The program with the demonstration, on its practice date; stopped at the end."""
    database = f"test_{uuid4().hex[:24]}"
    program = Program(mongo_uri, database, tmp_path_factory.mktemp("browser"))
    try:
        program.wait()
        yield program
    finally:
        program.stop()
        with MongoClient[dict[str, object]](mongo_uri) as client:
            client.drop_database(database)


@pytest.fixture(scope="session")
def address(request: pytest.FixtureRequest) -> str:
    """Where the pages are, without a closing slash."""
    return os.environ.get("BROWSE_AT") or request.getfixturevalue("program").address


@pytest.fixture
def faults() -> Faults:
    """What the browsers of this test complain about; a test may say what it expects."""
    return Faults()


@pytest.fixture
def new_context(
    browser: Browser, address: str, faults: Faults, request: pytest.FixtureRequest
) -> Iterator[Callable[..., BrowserContext]]:
    """Make a browser of somebody else: nothing is shared with others, and errors fail the test."""
    made = []
    screen = PHONE if request.node.get_closest_marker("phone") else DESK

    def make(**options: Any) -> BrowserContext:
        context = browser.new_context(
            **{
                "base_url": address,
                "service_workers": "block",
                **COMMON,
                **screen,
                **options,
            }
        )
        made.append(context)
        faults.watch(context)
        return context

    yield make
    for context in made:
        context.close()
    assert not faults.found, "\n".join(faults.found)


@pytest.fixture
def new_page(new_context: Callable[..., BrowserContext]) -> Callable[..., Page]:
    return lambda **options: new_context(**options).new_page()


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    return new_page()


@pytest.fixture
def no_js_page(new_page: Callable[..., Page]) -> Page:
    return new_page(java_script_enabled=False)


@pytest.fixture
def device(new_page: Callable[..., Page]) -> Page:
    """A page with the service worker, as people have it."""
    return new_page(service_workers="allow")


@pytest.fixture
def line() -> Callable[[Page], Line]:
    return lambda page: Line(page.context)


@pytest.fixture
def commune(request: pytest.FixtureRequest) -> str:
    """The slug of this file's commune: ``pn.<slug>`` is its officer of the Women's Union."""
    file = request.path.stem
    assert file in COMMUNES, f"give {file} a commune in tests/browser/conftest.py"
    return COMMUNES[file]


@pytest.fixture(name="sign_in")
def sign_in_fixture() -> Callable[[Page, str], None]:
    return sign_in


@pytest.fixture(name="look")
def look_fixture() -> Callable[[Page, str], None]:
    return look


@pytest.fixture(name="picture")
def picture_fixture() -> Callable[[Page, str], None]:
    return picture


def sign_in(page: Page, username: str) -> None:
    """Sign in through the form; ends where the program leads."""
    page.goto("/dang-nhap")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(lambda url: "/dang-nhap" not in url, timeout=SIGN_IN_PATIENCE)
