"""The list of registrations: narrowed, turned round, taken along as a file."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING

import pytest

from core.storage.tenants import MongoTenants
from tests.api.main_job import (
    DRAFT,
    HAPPY,
    WHOLE,
    drafted,
    submitted,
    suspended,
)
from tests.api.places import BAC_KAN, CHO_DON, HA_GIANG, LUONG_BANG, NGHIA_TA
from tests.web.registrations.reading import PHONE, rows, titles

if TYPE_CHECKING:
    from tests.api.conftest import Caller
    from tests.web.conftest import Visitor, Web


def test_an_officer_finds_her_units_items_of_this_year(union: Visitor, officer: Caller) -> None:
    submitted(officer)
    page = union.get("/dang-ky")

    assert "Đăng ký năm 2017" in page.main
    assert "1 đăng ký" in page.main
    row = rows(page)[0]
    for told in ("Đường hoa Nà Cà", "PN-01/2017", "Thôn Nà Cà", "Hội Phụ nữ", "Mô hình", "Duy trì",
                 "Chờ thống nhất", "Tính vào chỉ tiêu"):  # fmt: skip
        assert told in row


def test_above_a_years_list_stands_how_the_unit_meets_its_quotas(
    web: Web, union: Visitor, officer: Caller
) -> None:
    assert "Còn thiếu 01" in union.get("/dang-ky").main
    submitted(officer)
    assert "Đạt 01/01" in union.get("/dang-ky").main
    with suspended(web.api, "phu_nu"):
        assert "Chưa đánh giá" in union.get("/dang-ky").main
    for other in ("nam=tat-ca", "nam=2017", "nam=2017&to-chuc=nong_dan"):
        assert "Đạt 01/01" not in union.get(f"/dang-ky?{other}").main


def test_a_draft_will_count_once_it_is_sent(union: Visitor, officer: Caller) -> None:
    drafted(officer, WHOLE)
    assert "Bản nháp" in rows(union.get("/dang-ky"))[0]
    assert "Gửi sẽ được tính chỉ tiêu" in rows(union.get("/dang-ky"))[0]


def test_what_is_not_asked_for_by_the_plan_says_so(union: Visitor, officer: Caller) -> None:
    submitted(officer, stage="xay_dung_moi")
    assert "Không tính vào chỉ tiêu" in rows(union.get("/dang-ky"))[0]


def test_an_empty_year_leads_to_the_one_before(web: Web, officer: Caller) -> None:
    submitted(officer)
    page = web.on(date(2018, 2, 5)).sign_in(officer.username).get("/dang-ky")

    assert "Chưa có công trình, mô hình nào đăng ký năm 2018" in page.main
    assert "Năm 2017 có 1 mục" in page.main
    assert any("nam=2017" in link for link in page.links())


FILTERS = [
    ("nam=2017", {"Đường hoa", "Ba sạch", "Bản nháp hoa"}),
    ("noi-dung=2", {"Ba sạch"}),
    ("loai=phu_nu.gia_dinh_hanh_phuc", {"Ba sạch"}),
    ("hinh-thuc=nhan_rong", {"Ba sạch"}),
    ("muc=cong_trinh", set()),
    ("tinh-trang=draft", {"Bản nháp hoa"}),
    ("tinh-trang=dang-ky", {"Đường hoa", "Ba sạch"}),
    ("to-chuc=nong_dan", set()),
    ("muon=1", set()),
    ("muon=0&tinh-trang=dang-ky", {"Đường hoa", "Ba sạch"}),
    ("q=duong hoa", {"Đường hoa"}),
    (f"dia-ban={LUONG_BANG}", {"Đường hoa", "Ba sạch", "Bản nháp hoa"}),
]


@pytest.mark.parametrize(("query", "found"), FILTERS)
def test_a_list_is_narrowed_by_its_address(
    union: Visitor, officer: Caller, query: str, found: set[str]
) -> None:
    submitted(officer, title="Đường hoa")
    submitted(officer, HAPPY, title="Ba sạch", stage="nhan_rong")
    drafted(officer, DRAFT, title="Bản nháp hoa")
    assert set(titles(union.get(f"/dang-ky?{query}"))) == found


def test_each_filter_is_a_tag_that_can_be_taken_away(union: Visitor, officer: Caller) -> None:
    submitted(officer, title="Đường hoa")
    page = union.get("/dang-ky?nam=2017&noi-dung=2&to-chuc=phu_nu")
    assert not titles(page)
    removing = {tag.span.get_text(): tag.a["href"] for tag in page.soup.select("li.tag")}
    assert set(removing) == {"Năm 2017", "Hội Phụ nữ", "Nội dung 2. Văn hóa, giáo dục, sức khỏe"}

    wider = union.get(removing["Nội dung 2. Văn hóa, giáo dục, sức khỏe"])
    assert titles(wider) == ["Đường hoa"]


def test_without_its_last_filter_a_list_shows_every_year(union: Visitor, officer: Caller) -> None:
    submitted(officer, title="Đường hoa")
    page = union.get("/dang-ky?nam=2016")
    everything = union.get(page.soup.select_one("li.tag a")["href"])
    assert titles(everything) == ["Đường hoa"]
    assert not everything.soup.select("li.tag")


@pytest.mark.parametrize(
    "query",
    [
        "nam=hai", "noi-dung=9", "hinh-thuc=x", "tinh-trang=x", "muon=x", "q=a", "loai=ạ",
        "ket-qua=x", "den-thang=13", "nguon=x", "gui-tu=mai", "rieng=2", "co-so=x",
    ],
)  # fmt: skip
def test_a_filter_that_means_nothing_is_said_to_be_left_out(
    union: Visitor, officer: Caller, query: str
) -> None:
    submitted(officer, title="Đường hoa")
    page = union.get(f"/dang-ky?{query}")
    assert page.status == 200
    assert "Có bộ lọc không hiểu được" in page.main
    assert titles(page) == ["Đường hoa"]


def test_a_list_turns_round_and_says_so(union: Visitor, officer: Caller) -> None:
    submitted(officer, title="Một")
    submitted(officer, title="Hai")
    page = union.get("/dang-ky")
    heading = page.soup.select_one("th[aria-sort]")
    assert titles(page) == ["Hai", "Một"]
    assert heading["aria-sort"] == "descending"

    turned = union.get(heading.a["href"])
    assert titles(turned) == ["Một", "Hai"]
    assert turned.soup.select_one("th[aria-sort]")["aria-sort"] == "ascending"


def test_pages_follow_each_other_and_lose_nobody(
    union: Visitor, officer: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.web.registration_list.PAGE_SIZE", 2)
    for number in range(5):
        submitted(officer, title=f"Mục {number}")
    page = union.get("/dang-ky?tinh-trang=dang-ky")
    seen = titles(page)
    assert "1–2 trong 5" in page.main
    while following := page.soup.select_one("main a[rel=next]"):
        page = union.get(following["href"])
        seen += titles(page)
    assert seen == [f"Mục {number}" for number in (4, 3, 2, 1, 0)]
    back = union.get(page.soup.select_one("main a[rel=prev]")["href"])
    assert titles(back) == ["Mục 2", "Mục 1"]


def test_beyond_what_is_counted_pages_go_on_by_cursor(
    union: Visitor, officer: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"PAGE_SIZE": 1, "COUNTED": 2, "LAST_PAGE": 2}.items():
        monkeypatch.setattr(f"core.web.registration_list.{name}", value)
    for number in range(4):
        submitted(officer, title=f"Mục {number}")
    page = union.get("/dang-ky")
    assert "hơn 2 đăng ký" in page.main
    seen = titles(page)
    while following := page.soup.select_one("main a[rel=next]"):
        page = union.get(following["href"])
        seen += titles(page)
    assert seen == ["Mục 3", "Mục 2", "Mục 1", "Mục 0"]
    assert "sau=" in page.address


def test_names_of_units_are_read_at_once(
    web: Web, officer: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = web.api.make_user(NGHIA_TA, "phu_nu")
    district = web.visitor(CHO_DON, "mttq")
    asked: list[int] = []
    many = MongoTenants.many
    monkeypatch.setattr(MongoTenants, "many", lambda *a: asked.append(1) or many(*a))

    submitted(officer)
    asked.clear()
    assert len(titles(district.get("/dang-ky"))) == 1
    alone = len(asked)
    for number in range(6):
        submitted(officer, title=f"Mục {number}")
        submitted(elsewhere, tenant=NGHIA_TA)
    asked.clear()
    assert len(titles(district.get("/dang-ky"))) == 13
    assert len(asked) <= alone


def test_the_front_above_steps_down_one_level_at_a_time(web: Web, officer: Caller) -> None:
    submitted(officer)
    province = web.visitor(BAC_KAN, "mttq")
    page = province.get("/dang-ky")
    offered = [option.get_text().strip() for option in page.soup.select("#loc-dia-ban option")]
    assert "Huyện Chợ Đồn" in offered
    assert "Xã Lương Bằng" not in offered
    assert len(offered) < 20

    district = province.get(f"/dang-ky?dia-ban={CHO_DON}")
    offered = [option.get_text().strip() for option in district.soup.select("#loc-dia-ban option")]
    assert "Xã Lương Bằng" in offered
    assert "Xã Lương Bằng" in rows(district)[0]


def test_a_list_of_another_province_does_not_exist(web: Web, union: Visitor) -> None:
    assert union.get(f"/dang-ky?dia-ban={HA_GIANG}").status == 404
    assert union.get(f"/dang-ky?dia-ban={NGHIA_TA}").status == 404
    assert union.get("/dang-ky?dia-ban=la").status == 404


def test_the_file_has_what_the_list_has_and_no_personal_data(
    union: Visitor, officer: Caller
) -> None:
    submitted(
        officer, title="=1+1", person_in_charge="Triệu Thị Mai", phone=PHONE,
        funding=[{"source": "hoi_vien", "amount": 12_000_000}],
    )  # fmt: skip
    submitted(officer, HAPPY)
    page = union.get("/dang-ky")
    assert any("dang-ky.csv?" in link for link in page.links())
    answer = union.get("/dang-ky.csv?nam=2017&noi-dung=3").answer
    assert answer.mimetype == "text/csv"
    text = answer.get_data().decode("utf-8-sig")
    table = list(csv.DictReader(io.StringIO(text)))
    assert len(table) == 1
    assert "'=1+1" in table[0].values()
    assert {"Hội Phụ nữ", "Xã Lương Bằng", "12000000"} <= set(table[0].values())
    assert "Mai" not in text
    assert PHONE not in text


def test_other_organizations_see_a_summary_without_money(
    web: Web, union: Visitor, officer: Caller
) -> None:
    submitted(
        officer, funding=[{"source": "hoi_vien", "amount": 12_000_000}],
        scale=[{"amount": 700, "unit": "m"}],
    )  # fmt: skip
    farmers = web.visitor(LUONG_BANG, "nong_dan")
    assert "12.000.000" in rows(union.get("/dang-ky"))[0]
    seen = rows(farmers.get("/dang-ky?nam=2017"))[0]
    assert "Đường hoa Nà Cà" in seen
    assert "12.000.000" not in seen
    assert "700" not in seen
    file = farmers.get("/dang-ky.csv?nam=2017").answer.get_data(as_text=True)
    assert "12000000" not in file
