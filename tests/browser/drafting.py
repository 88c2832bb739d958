"""A registration being typed: an officer of the Women's Union at the form, on a phone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

SAVED = re.compile(r"Đã lưu nháp lúc \d\d:\d\d$")
KEPT = re.compile(r"Đã giữ trên máy lúc \d\d:\d\d, chưa gửi$")
STEP = re.compile(r"/buoc/\d$")
OFFLINE = "Đang mất mạng. Cứ gõ tiếp."


@dataclass(frozen=True, slots=True)
class Drafting:
    """The form in one window; *home* is the address of the acting role."""

    page: Page
    home: str

    @classmethod
    def of(cls, page: Page) -> Drafting:
        """Take a page where somebody has just signed in; what is kept on the device is ready."""
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        found = re.search(r"/v/[^/]+", page.url)
        assert found, page.url
        return cls(page, found[0])

    def begin(self, title: str) -> None:
        """Open the form of a model «3 sạch» and fill what nothing can be stored without."""
        self.page.goto(f"{self.home}/dang-ky/moi?loai=phu_nu.ba_sach")
        self.page.get_by_label("Tên công trình, mô hình").fill(title)
        self.page.get_by_label("Mô hình", exact=True).check()
        self.page.get_by_label("Duy trì", exact=True).check()

    def fill_the_rest(self) -> None:
        """Go through the steps to the last, filling what a submission needs."""
        self.go_on()
        self.at_step(2)
        self.page.get_by_role("combobox", name="Địa điểm").fill("Tổ tự quản số 2")
        self.page.get_by_role("option", name="Tổ tự quản số 2").click()
        self.page.get_by_label("Từ", exact=True).fill("3/2018")
        self.page.get_by_label("Đến", exact=True).fill("11/2018")
        self.go_on()
        self.at_step(3)
        self.page.get_by_label("Số hộ tham gia").fill("42")
        self.go_on()
        self.at_step(4)
        self.go_on()
        self.at_step(5)

    @property
    def saved(self) -> Locator:
        return self.page.locator("[data-saved]")

    @property
    def unsent(self) -> Locator:
        """The cloud of the header, hidden while nothing is unsent."""
        return self.page.locator("header [data-unsent]")

    def is_saved(self) -> None:
        expect(self.saved).to_have_text(SAVED)
        expect(self.unsent).to_be_hidden()

    def type_and_save(self, label: str, text: str) -> None:
        """Fill a field of a saved draft, and wait until the program has it."""
        with self.page.expect_response(
            lambda answer: answer.request.method == "POST" and STEP.search(answer.url) is not None
        ):
            self.page.get_by_label(label, exact=True).fill(text)
        self.is_saved()

    def go_on(self) -> None:
        self.page.get_by_role("button", name="Tiếp tục", exact=True).click()

    def send(self) -> None:
        self.page.get_by_role("button", name="Gửi Mặt trận").click()

    def at_step(self, number: int) -> None:
        expect(self.page.locator(f"section[data-step='{number}']")).to_be_visible()

    def registered(self, title: str) -> Locator:
        """The rows of that title in the list of the year, drafts too; opened anew."""
        self.page.goto(f"{self.home}/dang-ky?nam=2018")
        return self.page.locator("main .tbl tbody tr").filter(has_text=title)
