"""What a receiving board is asked for on the page of a report, and told when something lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.api.places import BAC_KAN, CHO_DON, LUONG_BANG, NGHIA_TA
from tests.web.test_freezing_pages import local, local_of, pressed
from tests.web.test_reports_pages import front, today, union, written

if TYPE_CHECKING:
    from tests.web.conftest import Visitor, Web

__all__ = ["front", "today", "union"]


def test_one_reason_is_given_for_all_who_have_not_reported(
    web: Web, union: Visitor, front: Visitor
) -> None:
    web.visitor(LUONG_BANG, "nong_dan", "approver")
    district = web.visitor(CHO_DON, "mttq", "approver")
    page = pressed(district, district.get(local(written(front))), "tiep-nhan")
    fields = [one["name"] for one in page.soup.select('[name^="missing."]')]
    assert len(fields) == 2
    refused = pressed(district, page, "chot")
    again = district.get(f"{local(page)}/quyet-dinh")
    assert (again.status, again.address) == (200, page.address)
    named = refused.soup.select(".note.err[data-focus] a")
    assert [a["href"] for a in named] == [
        "#ly-do-chung",
        *(f"#{f.replace('.', '-')}" for f in fields),
    ]
    assert all(refused.soup.select_one(a["href"]) for a in named)
    assert named[0].text == "Lý do chung"
    assert "Hội Nông dân xã Lương Bằng" in named[1].text + named[2].text
    typed = {fields[0]: "Chi hội trưởng nghỉ thai sản"}
    done = pressed(district, page, "chot", **typed, **{"ly-do-chung": "Đã nhắc hai lần"})
    assert "Đã chốt số liệu." in done.text
    edition = district.get(local_of(done.soup.select_one('.hist a[href*="/ban-chot/"]')["href"]))
    assert edition.main.count("Chi hội trưởng nghỉ thai sản") == 1
    assert edition.main.count("Đã nhắc hai lần") == 1


def test_a_board_above_reads_what_was_returned_and_may_write_for_its_body(
    web: Web, front: Visitor
) -> None:
    sent = local(written(front))
    district = web.visitor(CHO_DON, "mttq", "approver")
    pressed(district, district.get(sent), "tra-lai", reason="Ghi rõ số hộ.")
    seen = district.get(sent)
    assert "Ghi rõ số hộ." in seen.main
    assert seen.soup.select('[name="parts.ket_qua"]') == []
    (link,) = (a for a in seen.soup.select("a.btn") if "Viết thay đơn vị" in a.text)
    assert district.get(local_of(link["href"])).soup.select('[name="parts.ket_qua"]')
    assert front.get(sent).soup.select('[name="parts.ket_qua"]')


def test_a_part_left_empty_takes_a_remark_too(union: Visitor, front: Visitor) -> None:
    sent = local(written(union))
    page = front.get(sent)
    pressed(front, page, "tra-lai", remarks__kien_nghi="Hội có kiến nghị gì không?")
    back = union.get(sent)
    assert "Hội có kiến nghị gì không?" in back.soup.select_one("#remark-kien_nghi").text
    (named,) = back.soup.select(".note.err a[href='#remark-kien_nghi']")
    assert named.text == "Kiến nghị, đề xuất"
    assert "Hội có kiến nghị gì không?" in union.get("/bao-cao").main


def test_what_is_wrong_with_a_decision_is_named_at_the_top(union: Visitor, front: Visitor) -> None:
    page = front.get(local(written(union)))
    long = {"remarks__ket_qua": "x" * 2001, "remarks__kien_nghi": "x" * 2001}
    refused = pressed(front, page, "tra-lai", **long)
    assert refused.status == 422
    links = {a["href"]: a.text for a in refused.soup.select(".errsum a")}
    assert {*links} == {"#remarks-ket_qua", "#remarks-kien_nghi"}
    assert links["#remarks-ket_qua"].startswith("Góp ý phần “Kết quả nổi bật”: ")
    for anchor in links:
        assert refused.soup.select_one(anchor) is not None


def test_a_part_that_is_too_long_is_named_in_the_summary(union: Visitor) -> None:
    page = written(union, "x" * 10_001)
    assert page.status == 422
    (link,) = page.soup.select(".errsum a")
    assert link["href"] == "#parts-ket_qua"
    assert link.text.startswith("Kết quả nổi bật: ")


def test_what_waits_for_the_board_is_listed_before_what_has_not_come(
    web: Web, front: Visitor
) -> None:
    web.visitor(NGHIA_TA, "mttq", "approver")  # has sent nothing
    written(front)
    rows = web.visitor(CHO_DON, "mttq", "approver").get("/bao-cao?ky=2017-H1").soup
    bodies = [row.text for row in rows.select("table tbody tr") if "Mặt trận xã" in row.text]
    assert "Lương Bằng" in bodies[0]
    assert any("Nghĩa Tá" in row for row in bodies[1:])


def test_the_country_finds_who_has_reported_before_the_many_who_have_not(web: Web) -> None:
    country = web.visitor("vn", "mttq", "approver")
    sent = local(written(web.visitor(BAC_KAN, "mttq", "approver")))

    def first() -> str:
        page = country.get("/bao-cao?ky=2017-H1").soup
        rows = [row.text for row in page.select("table tbody tr") if "Mặt trận" in row.text]
        assert len(rows) == 50  # a page of all 63
        return rows[0]

    assert "Bắc Kạn" in first()
    pressed(country, country.get(sent), "tiep-nhan")
    assert "Bắc Kạn" in first()
    pressed(country, country.get(sent), "tra-lai", reason="Ghi rõ số hộ.")
    assert "Bắc Kạn" in first()
