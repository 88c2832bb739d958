"""«Bỏ sót»: what nobody does, what one organization leaves empty, in words and as a table."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING

from tests.api.main_job import switched_off
from tests.api.places import CHO_DON, LUONG_BANG, NGHIA_TA
from tests.web.test_overview import YEAR, matrix, query, today, total, world

if TYPE_CHECKING:
    from tests.web.conftest import Page
    from tests.web.test_overview import World

__all__ = ["today", "world"]


def body(page: Page) -> str:
    return str(page.answer.text).lstrip("\ufeff")


def test_omissions_are_the_apis_by_content_and_by_organization(world: World) -> None:
    coverage = world.front_api.get("/coverage", tenant=CHO_DON, year=2017, page_size=200).json
    page = world.front.get(f"/tong-quan/bo-sot{YEAR}")
    gaps = page.soup.select("section[aria-labelledby=ds] td.z0")
    assert len(gaps) == len(coverage["omissions"])
    assert f"{len(coverage['omissions'])} ô bỏ sót ở 20/20 xã" in page.main

    third = world.front.get(f"/tong-quan/bo-sot{YEAR}&noi-dung=3&xem=tat-ca")
    rows = matrix(third)
    named = {row.split()[-1]: cells for row, cells in rows.items()}
    assert named["Bằng"][-1] == "1"  # the Women's Union, in Lương Bằng
    assert len(rows) == 20
    only = world.front.get(f"/tong-quan/bo-sot{YEAR}&noi-dung=3")
    assert "Xã Lương Bằng" not in only.main
    assert len(matrix(only)) == 18


def test_what_one_organization_has_in_no_content_is_named_cell_by_cell(world: World) -> None:
    address = f"/tong-quan/bo-sot{YEAR}&to-chuc=phu_nu"
    page = world.front.get(f"{address}&xem=tat-ca")
    told = world.front_api.get(
        "/coverage", tenant=CHO_DON, year=2017, page_size=200, organization="phu_nu"
    ).json
    shown = [cell for cells in matrix(page).values() for cell in cells]
    assert sorted(cell for cell in shown if cell[0] != "0") == [
        str(cell["registered"]) for cell in told["cells"]
    ]
    assert len(shown) - 1 == len(told["empty"]) == 99
    assert f"{len(told['empty'])} ô trống của Hội Phụ nữ ở 20/20 xã" in page.main
    named = [line.text for line in page.soup.select("#chu li")]
    others = "1 (Kinh tế), 2 (Văn hóa), 4 (Pháp luật), 5 (Dân chủ)"
    assert f"Xã Lương Bằng: chưa có nội dung {others} của Hội Phụ nữ" in named
    assert len(named) == 20
    one = world.front.get(f"{address}&noi-dung=3")
    assert len(matrix(one)) == 19
    assert "Xã Nghĩa Tá: chưa có nội dung 3 (Môi trường) của Hội Phụ nữ" in one.main
    assert "Xã Lương Bằng" not in one.main


def test_a_cell_of_one_organization_leads_to_the_items_it_counts(world: World) -> None:
    address = f"/tong-quan/bo-sot{YEAR}&xem=da-co"
    for more in ("&to-chuc=phu_nu", "&to-chuc=cuu_chien_binh&noi-dung=4", "&to-chuc=nong_dan"):
        links = world.front.get(address + more).soup.select("table.matrix td a")
        assert links
        for link in links:
            items = world.front.get(link["href"])
            assert total(items) == int(link.text), link["href"]
            assert query(link["href"])["to-chuc"] in more


def test_each_organizations_reach_leads_to_the_communes_it_counts(world: World) -> None:
    page = world.front.get(f"/tong-quan/bo-sot{YEAR}")
    table = page.soup.select_one("#to-chuc").find_parent("section").select_one("table.matrix")
    links = [link for link in table.select("tbody td a") if not link.text.startswith("0")]
    assert len(links) == 5
    anybody = [link for link in table.select("tfoot td a") if not link.text.startswith("0")]
    assert anybody
    for link in [*links, *anybody]:
        units = world.front.get(link["href"])
        assert len(matrix(units)) == int(link.text.split("/")[0]), link["href"]


def test_the_empty_cells_can_be_taken_away_as_a_table(world: World) -> None:
    page = world.front.get(f"/tong-quan/bo-sot{YEAR}&to-chuc=phu_nu&noi-dung=3")
    link = next(a for a in page.soup.select("details.gaps a") if "Tải" in a.text)
    rows = list(csv.reader(io.StringIO(body(world.front.get(link["href"])))))
    assert rows[0] == ["Đơn vị", "Thuộc", "Nội dung", "Tên nội dung", "Tổ chức chưa có"]
    assert len(rows) == 20
    assert {(row[2], row[4]) for row in rows[1:]} == {("3", "Hội Phụ nữ")}
    assert {row[1] for row in rows[1:]} == {"Huyện Chợ Đồn"}
    whole = body(world.front.get(f"/tong-quan/bo-sot.csv{YEAR}"))
    told = world.front_api.get("/coverage", tenant=CHO_DON, year=2017, page_size=200).json
    assert whole.count("Chưa tổ chức nào") == len(told["omissions"])


def test_what_nobody_does_is_told_in_words_too(world: World) -> None:
    page = world.front.get(f"/tong-quan/bo-sot{YEAR}&dia-ban={LUONG_BANG}")
    (line,) = [line.text for line in page.soup.select("#chu li")]
    assert line == "Xã Lương Bằng (huyện Chợ Đồn): bỏ sót nội dung 2 (Văn hóa), 5 (Dân chủ)"
    third = world.front.get(f"/tong-quan/bo-sot{YEAR}&dia-ban={LUONG_BANG}&noi-dung=3&xem=tat-ca")
    (line,) = [line.text for line in third.soup.select("#chu li")]
    assert line.startswith("Xã Lương Bằng (huyện Chợ Đồn): chưa có nội dung 3 (Môi trường) của")
    assert "Phụ nữ" not in line


def test_where_an_organization_is_switched_off_it_is_not_named_as_lacking(world: World) -> None:
    switched_off(world.web.api, NGHIA_TA, "phu_nu", since=date(2017, 1, 1))
    address = f"/tong-quan/bo-sot{YEAR}&to-chuc=phu_nu"
    page = world.front.get(address)
    assert "94 ô trống của Hội Phụ nữ ở 19/20 xã" in page.main
    assert "Xã Nghĩa Tá" not in page.main
    every = world.front.get(f"{address}&xem=tat-ca")
    assert not any("Nghĩa Tá" in line.text for line in every.soup.select("#chu li"))
    content = world.front.get(f"/tong-quan/bo-sot{YEAR}&noi-dung=3&xem=da-co")
    assert "Hội Phụ nữ" not in " ".join(
        line.text for line in content.soup.select("#chu li") if "Nghĩa Tá" in line.text
    )
    assert "Nghĩa Tá" not in body(world.front.get(f"/tong-quan/bo-sot.csv{YEAR}&to-chuc=phu_nu"))


def test_a_member_of_an_organization_sees_at_home_what_the_api_tells_of_all(world: World) -> None:
    women = world.web.visitor(LUONG_BANG, "phu_nu", "officer")
    told = (
        world.web.api.make_user(LUONG_BANG, "phu_nu")
        .get("/coverage", tenant=LUONG_BANG, year=2017)
        .json
    )
    page = women.get(f"/tong-quan/bo-sot{YEAR}&xem=tat-ca")
    cells = page.soup.select("section[aria-labelledby=ds] tbody td a")
    assert sum(int(cell.text) for cell in cells) == sum(
        cell["registered"] for cell in told["cells"]
    )
    assert {cell["organization"] for cell in told["cells"]} > {"phu_nu"}
    assert "Đang tính đăng ký của mọi tổ chức ở xã Lương Bằng" in page.main
    for link in page.soup.select("section[aria-labelledby=ds] td a"):
        assert total(women.get(link["href"])) == int(link.text), link["href"]
    only = women.get(f"/tong-quan/bo-sot{YEAR}&xem=tat-ca&to-chuc=phu_nu")
    assert "Đang tính đăng ký của mọi tổ chức" not in only.main


def test_a_number_a_member_cannot_list_is_told_without_a_way_to_it(world: World) -> None:
    above = world.web.visitor(CHO_DON, "phu_nu", "officer")
    page = above.get(f"/tong-quan/bo-sot{YEAR}&noi-dung=4&xem=da-co")
    table = page.soup.select_one("section[aria-labelledby=ds] table.matrix")
    assert not table.select("td a")
    assert any(cell.text.strip() == "1" for cell in table.select("td"))
