"""«Bỏ sót»: what nobody does, what one organization leaves empty, in words and as a table."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from tests.api.places import CHO_DON, LUONG_BANG
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
    for link in links:
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
