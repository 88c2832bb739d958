"""The overview: its numbers are those of the lists behind them, and of the API."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.api.main_job import (
    FARMERS,
    POVERTY,
    SECURITY,
    WHOLE,
    YOUTH,
    switched_off,
)
from tests.api.places import BAC_KAN, CHO_DON, HA_GIANG, LUONG_BANG, NGHIA_TA

if TYPE_CHECKING:
    from tests.api.conftest import Caller
    from tests.web.conftest import Page, Visitor, Web

FUNDED = {"funding": [{"source": "hoi_vien", "amount": 12_000_000}]}
WOMEN, YEAR = "phu_nu.mot_mo_hinh_moi_xa", "?ky=2017-H1"


@pytest.fixture
def today() -> date:
    """While registering for 2017 is late, but still possible."""
    return date(2017, 3, 20)


@dataclass
class World:
    """The district Front, looking at what two communes have registered."""

    web: Web
    front: Visitor
    front_api: Caller

    def board(self, query: str = YEAR) -> Page:
        return self.front.get(f"/tong-quan{query}")


@pytest.fixture
def world(web: Web) -> World:
    for tenant, bodies in {
        LUONG_BANG: [WHOLE | FUNDED, POVERTY, SECURITY],
        NGHIA_TA: [YOUTH, FARMERS | FUNDED],
    }.items():
        for body in bodies:
            caller = web.api.make_user(tenant, body["organization"])
            made = caller.post("/registrations", body | {"tenant": tenant, "submit": True})
            assert made.json["status"] == "submitted", made.json
    front_api = web.api.make_user(CHO_DON, "mttq", "approver")
    return World(web, web.sign_in(front_api.username), front_api)


def stats(page: Page) -> dict[str, tuple[str, str]]:
    """Return the figures of the strip, with their addresses, by their labels."""
    return {
        link.select_one(".lb").text: (link.select_one(".v").text, link["href"])
        for link in page.soup.select(".stat a.hit")
    }


def matrix(page: Page) -> dict[str, list[str]]:
    return {
        row.th.get_text(" ", strip=True): [cell.get_text(strip=True) for cell in row.select("td")]
        for row in page.soup.select("table.matrix tr")
        if row.select("td")
    }


def total(page: Page) -> int:
    """Return how many rows a list of registrations says it has."""
    found = page.soup.select_one(".head .sub")
    digits = "".join(each for each in (found.text if found else "") if each.isdigit())
    return int(digits or 0)


def query(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def test_the_four_figures_are_the_apis(world: World) -> None:
    told = stats(world.board())
    found = world.front_api.get("/consolidation", tenant=CHO_DON, period="2017-H1").json
    coverage = world.front_api.get("/coverage", tenant=CHO_DON, year=2017, page_size=200).json

    assert told["Công trình, mô hình đăng ký"][0] == str(found["totals"]["registered"]) == "5"
    assert told["Xã đạt đủ chỉ tiêu"][0] == "0/20"
    assert told["Ô bỏ sót (xã × nội dung)"][0] == f"{len(coverage['omissions'])}/100"
    assert found["totals"]["planned_funding"] == 24_000_000
    assert told["Kinh phí dự kiến"][0] == "24 triệu đồng"


def test_a_number_leads_to_the_items_that_make_it(world: World) -> None:
    page = world.board()
    number, address = stats(page)["Công trình, mô hình đăng ký"]
    assert total(world.front.get(address)) == int(number)

    numbers = page.soup.select('#bang-dia-ban a.fig[href*="/dang-ky"]')
    assert {query(link["href"]).get("dia-ban") for link in numbers} >= {LUONG_BANG, NGHIA_TA}
    for link in numbers:
        assert total(world.front.get(link["href"])) == int(link.text), link["href"]


def test_it_takes_two_clicks_from_the_total_to_an_item(world: World) -> None:
    _, address = stats(world.board())["Công trình, mô hình đăng ký"]
    items = world.front.get(address)
    item = world.front.get(items.soup.select_one("table.regs tbody th a")["href"])
    assert item.status == 200
    assert "Đường hoa Nà Cà" in item.main


def test_the_way_down_keeps_the_period_and_the_colour_and_shows_the_way_back(
    world: World,
) -> None:
    page = world.board(f"{YEAR}&to-theo=do-phu")
    tile = page.soup.select_one(f'.tile[href*="dia-ban={LUONG_BANG}"]')
    assert query(tile["href"]) == {"ky": "2017-H1", "dia-ban": LUONG_BANG, "to-theo": "do-phu"}

    below = world.front.get(tile["href"])
    assert "Tổng quan xã Lương Bằng" in below.main
    back = below.soup.select_one("main nav.crumb a")
    assert back.text == "Huyện Chợ Đồn"
    assert query(back["href"])["ky"] == "2017-H1"


def test_a_commune_is_told_by_its_organizations(world: World) -> None:
    page = world.board(f"{YEAR}&dia-ban={LUONG_BANG}")
    rows = matrix(page)
    assert rows["Hội Cựu chiến binh"] == ["1", "0", "0", "1", "0"]
    assert rows["Hội Phụ nữ"] == ["0", "0", "1", "0", "0"]
    assert rows["Cả xã"] == ["1", "0", "1", "1", "0"]
    assert stats(page)["Nội dung bỏ sót"][0] == "2/5"
    assert "Văn hóa, Dân chủ" in page.main
    assert "Kế hoạch nói gì?" in page.main


def test_the_matrix_counts_what_the_api_calls_covered(world: World) -> None:
    page = world.board()
    coverage = world.front_api.get("/coverage", tenant=CHO_DON, year=2017, page_size=200).json
    for content in range(1, 6):
        covered = {c["tenant"] for c in coverage["cells"] if c["content"] == content}
        assert matrix(page)["Toàn huyện"][content - 1] == f"{len(covered)}/20"
    for link in page.soup.select("table.matrix td.s2 a"):
        assert total(world.front.get(link["href"])) == int(link.text), link["href"]


def test_quotas_are_the_apis_and_lead_to_those_who_are_short(world: World) -> None:
    page = world.board()
    quotas = world.front_api.get("/quotas", tenant=CHO_DON, year=2017).json
    told = {row["code"]: row for row in quotas}
    link = page.soup.select_one(f'a[href*="{WOMEN}"][href*="tinh-trang=thieu"]')
    assert link.text == f"thiếu {told[WOMEN]['short']} xã"

    short = world.front.get(link["href"])
    assert short.text.count("Còn thiếu 01 mô hình") == told[WOMEN]["short"] == 19
    assert "“Xây dựng gia đình hạnh phúc”" in short.main
    assert "129/KH-MTTQ-BTT" in short.main
    units = [row["tenant_name"] for row in told[WOMEN]["shortfalls"]]
    assert [link.text for link in short.soup.select("tbody th a")] == units


def test_where_the_plan_states_no_number_nobody_is_short(world: World) -> None:
    page = world.board()
    assert "Kế hoạch không nêu số lượng. Đã đăng ký 1" in page.main
    listed = world.front.get("/tong-quan/chi-tieu/nong_dan.sach_nha_tot_ruong_moi_xa" + YEAR)
    assert "Không nêu số lượng (20)" in listed.main
    assert "Còn thiếu" not in listed.main


def test_a_quota_that_cannot_be_judged_is_unknown_and_not_short(world: World) -> None:
    switched_off(world.web.api, LUONG_BANG, "phu_nu")
    page = world.board()
    link = page.soup.select_one(f'a[href*="{WOMEN}"][href*="tinh-trang=chua-ro"]')
    assert link.text == "chưa đánh giá được 1 xã"
    unknown = world.front.get(link["href"])
    assert "Xã Lương Bằng" in unknown.main
    assert stats(page)["Xã đạt đủ chỉ tiêu"][0] == "0/20"


def test_the_list_of_all_quotas_says_what_each_commune_lacks(world: World) -> None:
    _, address = stats(world.board())["Xã đạt đủ chỉ tiêu"]
    page = world.front.get(address)
    row = next(r for r in page.soup.select("tbody tr") if "Xã Lương Bằng" in r.text)
    assert "Đoàn Thanh niên: Còn thiếu 01" in " ".join(row.text.split())
    assert "Hội Phụ nữ" not in row.text


def test_reports_are_the_apis_and_those_missing_are_named(world: World) -> None:
    later = world.web.on(date(2017, 7, 20))
    caller = later.api.sign_in(world.front_api.username)
    counts = caller.get("/consolidation", tenant=CHO_DON, period="2017-H1").json["reports"]
    page = later.sign_in(world.front_api.username).get(f"/tong-quan{YEAR}")

    assert f"Đã nộp 0/{counts['expected']}" in page.main.replace("/ ", "/")
    assert f"chưa nộp {counts['missing']}" in page.main
    assert f"Chưa nộp báo cáo ({counts['missing']})" in page.main
    assert "Quá hạn 10 ngày" in page.main
    row = next(r for r in page.soup.select("table.missing tbody tr") if "Chợ Đồn" in r.text)
    assert "Mặt trận" in row.text


def test_before_the_due_day_nobody_is_missing(world: World) -> None:
    page = world.board()
    assert "Không có báo cáo nào quá hạn" in page.main
    assert "Hạn nộp: hết ngày 10/7/2017" in page.main


def test_progress_is_drawn_and_stands_in_a_table_too(world: World) -> None:
    page = world.board()
    chart = page.soup.select_one("svg.lineplot")
    assert chart["aria-label"].endswith("5 ngày 20/3/2017")
    assert [c.text for c in page.soup.select("#bang-tien-do td")] == ["5", "5"]
    assert "Quá hạn 34 ngày" in page.main
    assert "nộp muộn vẫn nhận đến 31/3/2017" in page.main


def test_every_chart_has_its_numbers_in_words(world: World) -> None:
    for address in (YEAR, f"{YEAR}&dia-ban={LUONG_BANG}"):
        for chart in world.board(address).soup.select('svg[role="img"]'):
            assert any(letter.isdigit() for letter in chart["aria-label"]), chart["aria-label"]


def test_money_is_told_by_source_with_the_whole_amount(world: World) -> None:
    page = world.board()
    rows = [r.get_text(" ", strip=True) for r in page.soup.select("#bang-kinh-phi tbody tr")]
    assert rows == ["Hội viên, đoàn viên 24.000.000 100%"]


@pytest.mark.parametrize("colour", ["chi-tieu", "do-phu", "dung-han", "bao-cao"])
def test_tiles_are_coloured_by_the_figure_one_chooses(world: World, colour: str) -> None:
    page = world.board(f"{YEAR}&to-theo={colour}")
    assert page.soup.select_one("#to-theo option[selected]")["value"] == colour
    assert len(page.soup.select(".tile")) == 20


def test_what_was_typed_into_the_address_is_never_an_error(world: World) -> None:
    for hostile in ("?ky=2017-W12&to-theo=<script>", "?ky=&dia-ban=", "?ky=2099"):
        assert world.board(hostile).status == 200
    for page in ("chi-tieu", "bo-sot", f"chi-tieu/{WOMEN}"):
        odd = f"/tong-quan/{page}{YEAR}&trang=-3&tinh-trang=x&noi-dung=9&to-chuc=x&xem=y"
        assert world.front.get(odd).status == 200


def test_before_anything_is_registered_the_page_says_so(web: Web) -> None:
    page = web.visitor(CHO_DON, "mttq").get("/tong-quan?ky=2018")
    assert "Chưa có đăng ký nào" in page.main
    assert "Chưa có kinh phí dự kiến nào" in page.main


@pytest.mark.parametrize("page", ["", "/chi-tieu", "/bo-sot", "/bo-sot.csv", f"/chi-tieu/{WOMEN}"])
def test_another_provinces_figures_do_not_exist(world: World, page: str) -> None:
    for tenant in (HA_GIANG, BAC_KAN, "c99999"):
        found = world.front.get(f"/tong-quan{page}?dia-ban={tenant}")
        assert found.status == 404


def test_a_quota_nobody_has_stated_does_not_exist(world: World) -> None:
    assert world.front.get("/tong-quan/chi-tieu/khong.co").status == 404


def test_an_organization_sees_its_own_figures_only(world: World) -> None:
    member = world.web.visitor(LUONG_BANG, "cuu_chien_binh")
    page = member.get(f"/tong-quan{YEAR}")
    number, address = stats(page)["Công trình, mô hình đăng ký"]
    assert number == "2"
    assert total(member.get(address)) == 2
    assert "Hội Phụ nữ" not in page.main
    assert member.get(f"/tong-quan/chi-tieu/{WOMEN}").status == 404


def test_one_who_only_looks_on_is_offered_no_act(world: World) -> None:
    later = world.web.on(date(2017, 7, 20))
    viewer: Any = later.visitor(CHO_DON, "mttq", "viewer")
    page = viewer.get(f"/tong-quan{YEAR}")
    assert page.status == 200
    assert "Gia hạn" not in page.main
    approver = later.visitor(CHO_DON, "mttq", "approver").get(f"/tong-quan{YEAR}")
    assert "Gia hạn" in approver.main


def test_nobody_sees_it_without_signing_in(web: Web) -> None:
    page = web.nobody().get("/v/mttq-cho-don/tong-quan")
    assert "/dang-nhap" in page.address
