"""A plugin's form with every kind of question, in a browser, with hostile text in every field."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import unquote_plus

import pytest
from playwright.sync_api import Page, Response, expect
from werkzeug.serving import make_server

from core.app import create_app
from tests.api.conftest import PASSWORD, PASSWORDS, Api, clean, country  # noqa: F401 — fixtures
from tests.api.places import LUONG_BANG
from tests.plugins.making import a_plugin, a_type, returning
from tests.web.test_registration_form_questions import NAME, QUESTIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from core.settings import Settings

HOME = "/v/nguoi-cao-tuoi-luong-bang"
HOSTILE = "<img src=x onerror=alert(1)>\"'&{{7*7}}<b>đậm</b>"


@pytest.fixture
def today() -> date:
    return date(2017, 2, 1)


@pytest.fixture
def address(clean: Settings, today: date, tmp_path: Path) -> Iterator[str]:  # noqa: F811
    """Where the program runs with one plugin, and an officer ``cu.sau`` of its organization."""
    plugin = a_plugin(
        tmp_path, NAME, register_movement_types=returning((a_type(NAME, form=QUESTIONS),))
    )
    api = Api(replace(clean, today=today))
    api.platform.store.close()
    api.app = create_app(api.settings, [plugin], passwords=PASSWORDS)
    api.nobody = replace(api.nobody, app=api.app)
    api.make_user(LUONG_BANG, NAME, "officer", username="cu.sau")
    server = make_server("127.0.0.1", 0, api.app, threaded=True)
    serving = Thread(target=server.serve_forever)
    serving.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    serving.join()
    server.server_close()
    api.close()


@pytest.fixture
def officer(page: Page) -> Page:
    page.goto("/dang-nhap")
    page.get_by_label("Tên đăng nhập").fill("cu.sau")
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/viec")
    return page


def at_the_questions(page: Page) -> None:
    page.goto(f"{HOME}/dang-ky/moi?loai={NAME}.mo_hinh")
    page.get_by_label("Tên công trình, mô hình").fill("Câu lạc bộ sống vui")
    for _ in range(3):
        page.get_by_role("button", name="Tiếp tục", exact=True).click()
    expect(page.locator("#step-4")).to_be_visible()


def test_every_kind_of_question_is_asked_answered_and_shown_back(
    officer: Page, look: Callable[[Page, str], None]
) -> None:
    at_the_questions(officer)
    asked = officer.locator("#step-4")
    asked.get_by_label("Tên câu lạc bộ").fill("Sống vui")
    asked.get_by_label("Số cây").fill("1.200 cây")
    asked.get_by_label("Rộng").fill("1,25 ha")
    asked.get_by_label("Tiền quỹ").fill("2 triệu rưỡi")
    asked.get_by_label("Ngày ra mắt").fill("2/9/2017")
    asked.get_by_label("Loại B").check()
    asked.get_by_label("Cách 3").last.check()
    look(officer, "bieu-mau-du-loai")
    officer.get_by_role("button", name="Tiếp tục", exact=True).click()
    review = officer.locator("#step-5")
    for shown in ("Sống vui", "1.200 cây", "1,25 ha", "2.500.000 đồng", "2/9/2017", "Loại B"):
        expect(review.get_by_text(shown).first).to_be_visible()


def sent_title(answer: Response) -> str:
    """Return what an answered save of the form held as the title."""
    if answer.request.method != "POST" or "/buoc/" not in answer.url:
        return ""
    return unquote_plus(answer.request.post_data or "")


def test_hostile_text_in_every_field_is_shown_as_text(officer: Page) -> None:
    alarms: list[str] = []
    officer.on("dialog", lambda dialog: alarms.append(dialog.message))
    at_the_questions(officer)
    boxes = officer.locator("form[data-draft] :is(input:not([type]), input[type=text], textarea)")
    with officer.expect_response(lambda answer: HOSTILE in sent_title(answer)):
        for number in range(boxes.count()):
            box = boxes.nth(number)
            box.evaluate("(box, text) => { box.value = text }", HOSTILE)
            box.dispatch_event("input")
            box.dispatch_event("change")
    officer.goto(f"{HOME}/dang-ky?nam=2017")
    expect(officer.get_by_role("link", name=HOSTILE.replace("  ", " "))).to_be_visible()
    officer.get_by_role("link", name=HOSTILE).click()
    expect(officer.get_by_text(HOSTILE).first).to_be_visible()
    assert officer.locator("main img").count() == 0
    assert not alarms
