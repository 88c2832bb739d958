"""The standing boards' first half of 2017 in their pages, from what is owed to the amendment.

``tests/demonstration/test_the_boards_year.py`` does the same through the API alone.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from playwright.sync_api import expect
from pymongo import MongoClient

from core.catalogue import Catalogue
from core.services.integrity import check
from core.storage.integrity import MongoEverything
from core.storage.store import MongoStore
from tests.demonstration.boards import load_until
from tests.demonstration.conftest import KEY
from tests.demonstration.test_the_boards_year import AUGUST, MODEL, OCTOBER, SAME_ROAD

from ..waiting import until
from .conftest import sign_in
from .preparing import signed
from .program import Program

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    NewPage = Callable[..., Page]
    Look = Callable[[Page, str], None]

PROVINCE, DISTRICT = "/v/mttq-bac-kan-duyet", "/v/mttq-cho-don-duyet"
COUNTRY, WOMEN, UNION = "/v/mttq-viet-nam-duyet", "/v/phu-nu-na-ri", "/v/phu-nu-luong-bang"
HALF = "ky=2017-H1"
PATIENCE = 90.0
"""Seconds the worker may take to find a pair on a busy machine."""


@pytest.fixture(scope="module")
def database(mongo_uri: str) -> Iterator[str]:
    """The demonstration as it stood on the morning of 10 August 2017."""
    name = f"test_{uuid4().hex[:24]}"
    store = MongoStore(mongo_uri, name, KEY)
    load_until(store, AUGUST, catalogue=Catalogue.installed())
    store.close()
    yield name
    with MongoClient[dict[str, object]](mongo_uri) as client:
        client.drop_database(name)


@pytest.fixture(scope="module")
def served(
    mongo_uri: str, database: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[Any], str]]:
    """Serve the pages on a day, and return their address; one day after the other."""
    running: list[Program] = []

    def on(day: Any) -> str:
        while running:
            running.pop().stop()
        folder: Path = tmp_path_factory.mktemp("boards")
        running.append(Program(mongo_uri, database, folder, DEMO="0", TODAY=str(day)))
        running[0].wait()
        return running[0].address

    yield on
    for program in running:
        program.stop()


@pytest.fixture(scope="module")
def address(served: Callable[[Any], str]) -> str:
    return served(AUGUST)


def test_the_first_half_of_2017_in_the_boards_pages(
    new_page: NewPage, look: Look, served: Callable[[Any], str], mongo_uri: str, database: str
) -> None:
    province = new_page()
    sign_in(province, "mt.backan.ct")
    it_is_seen_what_is_owed(province, look)
    one_commune_is_given_more_time(province, new_page, look)
    three_overlaps_are_settled(province, new_page)
    the_districts_report_is_taken_in(province, new_page)
    the_provinces_report_is_frozen(province, new_page, look)

    later = {"base_url": served(OCTOBER)}
    households = a_result_is_corrected_late(new_page(**later))
    report = it_is_amended_with_its_difference(new_page(**later), households, look)
    the_figures_verify_by_their_hash(new_page(**later), report)
    store = MongoStore(mongo_uri, database, KEY)
    everything = MongoEverything(store.database)
    assert dict(check(everything, measures=Catalogue.installed().measures, key=KEY).found) == {}
    store.close()


def it_is_seen_what_is_owed(province: Page, look: Look) -> None:
    main = province.get_by_role("main")
    province.goto(f"{PROVINCE}/viec")
    expect(main).to_contain_text("chưa đăng ký năm 2017")
    expect(main).to_contain_text("báo cáo 6 tháng đầu năm 2017 chưa gửi đến")
    look(province, "nam-ban-thuong-truc-viec")
    province.goto(f"{PROVINCE}/tong-quan/bo-sot?ky=2017-H1")
    province.get_by_role("link", name="Sau", exact=True).click()
    expect(main).to_contain_text("Xã Liêm Thủy")


def one_commune_is_given_more_time(province: Page, new_page: NewPage, look: Look) -> None:
    """From the task of the district's union the way leads to the form of the commune."""
    province.goto(f"{PROVINCE}/lich/gia-han?nam=2017")
    province.get_by_label("Đơn vị được gia hạn").select_option(label="Xã Liêm Thủy")
    province.get_by_label("Cho việc gì").select_option("registration")
    province.get_by_label("Hạn mới: hết ngày").fill("20/8/2017")
    province.get_by_label("Lý do").fill("Xã bị lũ cô lập cuối tháng 7")
    province.get_by_role("button", name="Tiếp tục").click()
    province.get_by_role("button", name="Gia hạn", exact=True).click()
    expect(province.get_by_role("status")).to_contain_text("Đã gia hạn cho xã Liêm Thủy")
    province.goto(f"{PROVINCE}/viec")
    expect(province.get_by_role("main")).to_contain_text("Còn 1 xã có hạn riêng chưa đăng ký")

    women = new_page()
    sign_in(women, "pn.nari")
    women.goto(f"{WOMEN}/viec")
    look(women, "nam-ban-thuong-truc-phu-nu")
    women.get_by_role("link", name=re.compile("có hạn riêng chưa đăng ký")).click()
    expect(women.get_by_role("main")).to_contain_text("Đăng ký cho xã Liêm Thủy")


def three_overlaps_are_settled(province: Page, new_page: NewPage) -> None:
    """The road of that commune is registered three times; two pairs of it, and one elsewhere."""
    made = []
    for username, body in (
        ("pn.nari", {}), ("tn.nari", SAME_ROAD[0]), ("pn.nari", SAME_ROAD[1]),
    ):  # fmt: skip
        caller = new_page()
        headers = signed(caller, username) | {"Idempotency-Key": uuid4().hex}
        answer = caller.context.request.post(
            "/api/v1/registrations", headers=headers, data=MODEL | body
        )
        assert answer.status == 201, answer.text()
        made.append(answer.json()["title"])
    one, youths, again = made
    for verdict, pair in (
        ("Hai bên cùng làm một việc", (one, youths)),
        ("một việc", (one, again)),
        ("Hai việc khác nhau", ()),
    ):
        settled(province, verdict, pair)


def settled(province: Page, verdict: str, pair: tuple[str, ...]) -> None:
    """Open a pair from the list once it is there, and conclude."""
    province.goto(f"{PROVINCE}/chong-cheo?nam=2017")
    name = re.compile("Làm rõ.*" + ".*".join(map(re.escape, pair)))
    links = province.get_by_role("link", name=name)
    if pair:
        other = re.compile("Làm rõ.*" + ".*".join(map(re.escape, reversed(pair))))
        links = links.or_(province.get_by_role("link", name=other))

    def is_there() -> bool:
        province.reload()
        return bool(links.count())

    until(is_there, PATIENCE)
    links.first.click()
    province.get_by_role("radio", name=verdict).last.check()
    province.get_by_label("Lý do").fill("Đã trao đổi với hai bên")
    province.get_by_role("button", name="Ghi kết luận").click()
    expect(province.get_by_role("status").first).to_contain_text("Đã ghi kết luận")


def the_districts_report_is_taken_in(province: Page, new_page: NewPage) -> None:
    chair = new_page()
    sign_in(chair, "mt.chodon.ct")
    chair.goto(f"{DISTRICT}/bao-cao?{HALF}&tinh-trang=cho-nhan&chon=tat-ca")
    chair.get_by_role("button", name=re.compile("^Tiếp nhận .*báo cáo")).click()
    expect(chair.get_by_role("status").first).to_contain_text("Đã tiếp nhận")
    written(chair, DISTRICT)
    taken_in(province, PROVINCE, "Mặt trận huyện Chợ Đồn", "Xã chưa có cán bộ phụ trách")


def the_provinces_report_is_frozen(province: Page, new_page: NewPage, look: Look) -> None:
    written(province, PROVINCE)
    country = new_page()
    sign_in(country, "mt.trunguong.ct")
    taken_in(country, COUNTRY, "Mặt trận tỉnh Bắc Kạn", "Đã nhắc hai lần, chưa gửi")
    expect(country.get_by_role("main")).to_contain_text("Số đã chốt không thay đổi nữa")
    look(country, "nam-ban-thuong-truc-chot")


def written(page: Page, home: str) -> None:
    page.goto(f"{home}/bao-cao/lap/2017-H1")
    page.get_by_label("Kết quả nổi bật").fill("Các xã đã đăng ký đủ 05 nội dung.")
    page.get_by_role("button", name=re.compile("^Gửi ")).click()
    expect(page.get_by_role("status")).to_contain_text("Đã gửi báo cáo")


def taken_in(page: Page, home: str, body: str, reason: str) -> None:
    """Accept and freeze the report of *body*; one reason stands for all who have not reported."""
    page.goto(f"{home}/bao-cao?{HALF}&tinh-trang=cho-nhan")
    page.get_by_role("link", name=body, exact=True).click()
    page.get_by_role("button", name="Tiếp nhận báo cáo").click()
    expect(page.get_by_role("status")).to_contain_text("Đã tiếp nhận báo cáo.")
    page.get_by_label("Lý do chung").fill(reason)
    page.get_by_role("button", name="Chốt số liệu").click()
    expect(page.get_by_role("status")).to_contain_text("Đã chốt số liệu.")


def a_result_is_corrected_late(page: Page) -> tuple[int, int]:
    """Return the households of a model of Lương Bằng before and after; who corrects is told."""
    sign_in(page, "pn.luongbang")
    page.goto(f"{UNION}/ket-qua?{HALF}")
    page.get_by_role("main").locator("a[href*='/ket-qua/2017-H1']").first.click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("Số liệu kỳ này đã nằm trong báo cáo đã chốt")
    field = page.locator("#households")
    before = int(field.input_value())
    field.fill(str(before + 6))
    page.get_by_role("button", name=re.compile("^Gửi ")).first.click()
    expect(page.get_by_role("status").first).to_contain_text("Đã gửi kết quả")
    return before, before + 6


def it_is_amended_with_its_difference(
    country: Page, households: tuple[int, int], look: Look
) -> str:
    """Return the id of the province's report."""
    sign_in(country, "mt.trunguong.ct")
    country.goto(f"{COUNTRY}/bao-cao?{HALF}&tinh-trang=da-nhan")
    country.get_by_role("link", name="Mặt trận tỉnh Bắc Kạn", exact=True).click()
    was, now = households
    expect(country.locator("#thay-doi")).to_contain_text(f"{was} → {now}")
    expect(country.locator("#thay-doi")).to_contain_text("Chờ xác nhận")
    country.get_by_label("Lý do đính chính").fill("Xã Lương Bằng đếm lại số hộ")
    country.get_by_role("button", name="Ký đính chính").click()
    expect(country.get_by_role("status")).to_contain_text("Đã ký báo cáo đính chính.")
    country.get_by_role("link", name="Bản đính chính số 1").click()
    expect(country.get_by_role("main")).to_contain_text(f"{was} → {now}")
    look(country, "nam-ban-thuong-truc-dinh-chinh")
    found = re.search("/bao-cao/([0-9a-f]+)/", country.url)
    assert found
    return found[1]


def the_figures_verify_by_their_hash(page: Page, report: str) -> None:
    headers = signed(page, "mt.backan.ct")
    for number in (0, 1):
        path = f"/api/v1/reports/{report}/editions/{number}"
        edition = page.context.request.get(path, headers=headers).json()
        assert hashlib.sha256(edition["text"].encode()).hexdigest() == edition["sha256"]
