"""The files of an inspection on its page: added, handed out, taken away while it is a draft."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from tests.api.places import CHO_DON, LUONG_BANG
from tests.evidence_files import PDF, photo
from tests.web.evidence_pieces import AS_JSON, sent_in_pieces
from tests.web.test_inspections_pages import (
    board,
    caller,
    item,
    kept_form,
    officer,
    started,
    today,
)

if TYPE_CHECKING:
    from tests.api.main_job import Json
    from tests.web.conftest import Page, Visitor, Web

__all__ = ["board", "caller", "item", "officer", "today"]


def with_file(board: Visitor, page: Page) -> Page:
    """Return the page of a draft once a file was added to it."""
    file = {"tep": (BytesIO(PDF), "bien-ban.pdf"), "chu-thich": ""}
    return board.post(f"{page.address}/minh-chung", page.form("/minh-chung") | file)


def removing(page: Page) -> str:
    """Return the path, below the hat, at which the file of a page is taken away."""
    return below_hat(str(page.soup.select_one(".ev a.act")["href"]))


def below_hat(address: str) -> str:
    return address[address.index("/kiem-tra") :]


def test_a_file_is_added_to_a_draft_and_handed_out(web: Web, board: Visitor, item: Json) -> None:
    page = started(board, them=item["id"])
    photo = (BytesIO(PDF), "bien-ban.pdf")
    form = page.form("/minh-chung") | {"tep": photo, "chu-thich": "Biên bản có chữ ký"}
    added = board.post(f"{page.address}/minh-chung", form)
    assert "Biên bản có chữ ký" in added.main
    link = added.soup.select_one("a.ev-open")["href"]
    assert board.get(link).answer.data == PDF
    chosen = kept_form(added) | {f"{item['id']}.ket-luan": "as_reported", "viec": "ket-luan"}
    done = board.post(page.address, chosen)
    assert "Biên bản có chữ ký" in done.main
    assert not done.soup.select("form[action$='/minh-chung']")
    late = board.post(
        f"{page.address}/minh-chung", form | {"tep": (BytesIO(PDF), "x.pdf"), "key": "k2"}
    )
    assert "đã kết luận nên không sửa được" in late.text
    women = web.visitor(LUONG_BANG, "phu_nu", "officer")
    assert women.get(link.replace(board.hat, women.hat)).status == 404


def test_a_script_sends_a_file_in_pieces_until_it_is_concluded(
    web: Web, board: Visitor, item: Json
) -> None:
    page = started(board, them=item["id"])
    address = f"{below_hat(page.address)}/minh-chung"
    sent_in_pieces(board, address, photo(900, 700, noise=True))
    shown = board.get(below_hat(page.address))
    assert len(shown.soup.select("li.ev")) == 1
    women = web.visitor(LUONG_BANG, "phu_nu", "officer")
    form = {"name": "a.pdf", "size": "9", "sha256": "0" * 64}
    assert women.post(f"{address}/khai", form, headers=AS_JSON).status == 404

    chosen = kept_form(shown) | {f"{item['id']}.ket-luan": "as_reported", "viec": "ket-luan"}
    board.post(page.address, chosen)
    late = board.post(f"{address}/khai", form, headers=AS_JSON)
    assert (late.status, late.answer.json["reason"]) == (409, "inspection_concluded")


def test_a_file_is_taken_away_from_a_draft_once_somebody_has_said_yes(
    board: Visitor, item: Json
) -> None:
    page = started(board, them=item["id"])
    added = with_file(board, page)
    path = removing(added)
    asking = board.get(path)
    assert "Gỡ minh chứng “bien-ban.pdf”?" in asking.main
    assert asking.soup.select_one("a.back")["href"].endswith("#minh-chung")
    overtaken = board.post(path, asking.form("/go") | {"version": "1"})
    assert "bien-ban.pdf" in overtaken.main
    gone = board.post(path, asking.form("/go"))
    assert "bien-ban.pdf" not in gone.main
    assert board.get(path).status == 404


def test_the_files_of_what_is_concluded_are_taken_away_by_nobody(
    web: Web, board: Visitor, item: Json
) -> None:
    page = started(board, them=item["id"])
    added = with_file(board, page)
    path = removing(added)
    sent = board.get(path).form("/go")
    version = {"version": sent["version"]}
    chosen = kept_form(added) | {f"{item['id']}.ket-luan": "as_reported", "viec": "ket-luan"}
    done = board.post(page.address, chosen)
    assert not done.soup.select(".ev a.act")
    late = board.post(path, sent)
    assert "đã kết luận nên không sửa được" in late.text
    assert "bien-ban.pdf" in late.main
    for told in (("phu_nu", "officer"), ("mttq", "officer")):  # of a part of it, without files
        other = web.visitor(LUONG_BANG, *told)
        assert other.get(below_hat(page.address)).status == 200
        assert (other.get(path).status, other.post(path, version).status) == (404, 404)
    viewer = web.visitor(CHO_DON, "mttq", "viewer")
    assert not viewer.get(below_hat(page.address)).soup.select(".ev a.act")
    assert (viewer.get(path).status, viewer.post(path, version).status) == (404, 404)
