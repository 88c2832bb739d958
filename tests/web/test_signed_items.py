"""The numbers of a frozen report lead to what they were made of when it was signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.api.places import LUONG_BANG, NGHIA_TA
from tests.web.test_freezing_pages import counted, frozen, item, local, local_of, pressed
from tests.web.test_reports_pages import front, today, union

if TYPE_CHECKING:
    import pytest

    from tests.web.conftest import Page, Visitor, Web

__all__ = ["front", "item", "today", "union"]


def followed(visitor: Visitor, page: Page, figure: str) -> Page:
    """Press a number in the sum's row of a report."""
    (link,) = page.soup.select(f'table.rp tfoot td[data-l="{figure}"] a.fig')
    return visitor.get(local_of(link["href"]))


def test_a_signed_number_leads_to_the_items_as_they_were(
    web: Web, union: Visitor, front: Visitor, item: str
) -> None:
    page = frozen(union, front)
    assert "Số liệu như khi chốt" in front.get(local(page)).main
    counted(web, union, item, 35, version=1)
    shown = followed(front, front.get(local(page)), "Hộ tham gia")
    assert "Hộ tham gia" in shown.soup.h1.text
    (row,) = shown.soup.select("tbody tr")
    assert row.a["href"].endswith(f"/dang-ky/{item}")
    assert row.select_one("td.num").text == "20"
    assert shown.soup.select_one("tfoot td").text == "20"
    assert "Như khi ký" in shown.main

    pressed(front, front.get(local(page)), "dinh-chinh", reason="Xã đếm lại số hộ")
    amended = followed(front, front.get(local(page)), "Hộ tham gia")
    assert "Bản đính chính số 1" in amended.main
    assert amended.soup.select_one("tfoot td").text == "35"
    assert (
        shown.soup.select_one("tfoot td").text
        == front.get(local_of(shown.address)).soup.select_one("tfoot td").text
    )


def test_every_cut_of_the_signed_figures_leads_to_its_items(
    union: Visitor, front: Visitor, item: str
) -> None:
    page = local(frozen(union, front))
    for way in ("phong-trao", "noi-dung"):
        table = front.get(f"{page}?theo={way}")
        links = table.soup.select("table.rp tbody a.fig")
        assert links
        for link in links:
            listed = front.get(local_of(link["href"]))
            assert listed.soup.select_one("tfoot td").text == link.text
    nothing = front.get(f"{page}/ban-chot/0/ho-so?so=households&noi-dung=5")
    assert "Số này lúc ký là 0" in nothing.main


def test_who_sees_no_items_is_led_nowhere(
    web: Web, union: Visitor, front: Visitor, item: str
) -> None:
    page = local(frozen(union, front))
    administrator = web.visitor(LUONG_BANG, "mttq", "admin")
    assert administrator.get(page).soup.select("table.rp a.fig") == []
    path = f"{page}/ban-chot/0/ho-so?so=households"
    beside = web.visitor(NGHIA_TA, "mttq", "approver")
    for stranger in (administrator, beside):
        assert stranger.get(path).status == 404
    for wrong in ("so=x", "so=", "so=households&dia-ban=khong-co"):
        assert front.get(f"{page}/ban-chot/0/ho-so?{wrong}").status == 404


def test_where_units_were_merged_within_the_year_the_list_says_what_it_lacks(
    union: Visitor, front: Visitor, item: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_unit = f"{local(frozen(union, front))}/ban-chot/0/ho-so?so=households&rieng=1"
    assert "Số đã ký của đơn vị này" not in front.get(of_unit).main
    monkeypatch.setattr("core.web.edition_items._tenants", lambda *_: frozenset({NGHIA_TA}))
    assert "Số đã ký của đơn vị này là 20, lệch 20 so với danh sách" in front.get(of_unit).main
