"""Evidence on a registration's page, as a browser without scripts sends and sees it."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from core.domain.evidence import LARGEST_FILE
from tests.api.evidence import added
from tests.api.main_job import done, entered, submitted
from tests.api.places import LUONG_BANG
from tests.evidence_files import HOSTILE, PDF, SCRIPT, located, photo
from tests.web.evidence_pieces import sent_in_pieces

if TYPE_CHECKING:
    from tests.api.conftest import Caller
    from tests.web.conftest import Page, Visitor, Web

pytestmark = pytest.mark.mongo


@pytest.fixture
def item(officer: Caller) -> dict[str, Any]:
    return submitted(officer)


def page_of(visitor: Visitor, item: dict[str, Any]) -> Page:
    return visitor.get(f"/dang-ky/{item['id']}")


def sends(
    visitor: Visitor, item: dict[str, Any], content: bytes, *, field: str = "tep", **more: str
) -> Page:
    """Send one file with the page's own form."""
    page = page_of(visitor, item)
    form = page.form("/minh-chung") | more
    form[field] = FileStorage(BytesIO(content), "Ảnh đầu thôn.jpg")
    return posted(visitor, f"/dang-ky/{item['id']}/minh-chung", form)


def posted(visitor: Visitor, path: str, form: dict[str, Any]) -> Page:
    """Send a form with files; written here, for the test client leaves its large ones open."""
    boundary, body = encode_multipart(form)
    kind = f"multipart/form-data; boundary={boundary}"
    return visitor.open("POST", path, data=body, content_type=kind)


def files(page: Page) -> list[Any]:
    return page.soup.select("section.evidence li.ev")


def test_a_photo_that_was_sent_stands_on_the_page_with_its_caption(
    union: Visitor, front: Visitor, item: dict[str, Any]
) -> None:
    assert "Chưa có ảnh hoặc tệp nào" in page_of(union, item).main
    page = sends(union, item, photo(), **{"chu-thich": "Đoạn đầu thôn"})
    assert "Đã thêm minh chứng" in page.text
    assert page.address.endswith("#minh-chung")
    seen = page_of(front, item)
    (row,) = files(seen)
    assert "Đoạn đầu thôn" in row.text
    assert "Hội Phụ nữ thêm minh chứng" in seen.text
    small = front.get(row.img["src"])
    assert Image.open(BytesIO(small.answer.data)).size == (320, 240)
    whole = front.get(row.a["href"])
    assert whole.answer.headers["Content-Disposition"].startswith("attachment; filename=chung-suc-")
    assert whole.answer.headers["X-Content-Type-Options"] == "nosniff"
    assert Image.open(BytesIO(whole.answer.data)).size == (640, 480)


def test_a_photo_just_taken_is_sent_like_one_that_was_chosen(
    union: Visitor, item: dict[str, Any]
) -> None:
    page = sends(union, item, located(), field="chup")
    (row,) = files(page)
    kept = union.get(row.a["href"]).answer.data
    assert Image.open(BytesIO(kept)).getexif().get_ifd(0x8825) == {}


def test_a_document_stands_there_by_its_kind(union: Visitor, item: dict[str, Any]) -> None:
    (row,) = files(sends(union, item, PDF))
    assert row.img is None
    assert "PDF" in row.text


@pytest.mark.parametrize("name", ["a page called .jpg", "half a photo", "a document with macros"])
def test_what_is_not_taken_is_refused_in_words_and_leaves_nothing(
    web: Web, union: Visitor, item: dict[str, Any], name: str
) -> None:
    page = sends(union, item, HOSTILE[name][0])
    assert page.soup.select(".note.err, .toast-cs, [role=alert], .flash")
    assert SCRIPT.decode() not in str(page.soup)
    assert files(page) == []
    database = web.api.platform.store.database
    assert database["evidence"].count_documents({}) == 0
    assert database["evidence_pieces"].count_documents({}) == 0


def test_a_name_somebody_sent_is_only_ever_text(union: Visitor, item: dict[str, Any]) -> None:
    page = sends(union, item, photo(), **{"chu-thich": '"><img src=x onerror=alert(1)>'})
    assert "onerror=alert(1)>" in page.text
    assert page.soup.select("[onerror]") == []


def test_a_file_larger_than_all_others_may_be_sent_and_one_larger_still_may_not(
    union: Visitor, item: dict[str, Any]
) -> None:
    large = PDF.replace(b"%%EOF\n", b"%" * 3_000_000 + b"\n%%EOF\n")
    assert len(files(sends(union, item, large))) == 1
    assert sends(union, item, b"%PDF-" + b"x" * (LARGEST_FILE + 100_000)).status == 413


def test_nobody_signed_in_sends_nothing_large(web: Web, item: dict[str, Any]) -> None:
    nobody = web.nobody()
    form = {"tep": FileStorage(BytesIO(b"x" * 2_000_000), "a.jpg")}
    page = posted(nobody, f"/v/phu-nu-luong-bang/dang-ky/{item['id']}/minh-chung", form)
    assert page.status == 413


def test_pressing_twice_is_one_photo(union: Visitor, item: dict[str, Any]) -> None:
    form = page_of(union, item).form("/minh-chung")
    for _ in range(2):
        sent = form | {"tep": (BytesIO(photo()), "a.jpg")}
        page = union.post(f"/dang-ky/{item['id']}/minh-chung", sent)
    assert len(files(page)) == 1


def test_nothing_chosen_is_said(union: Visitor, item: dict[str, Any]) -> None:
    form = page_of(union, item).form("/minh-chung")
    page = union.post(f"/dang-ky/{item['id']}/minh-chung", form)
    assert "Chưa chọn ảnh hoặc tệp nào" in page.text


def test_taking_away_is_asked_first(union: Visitor, officer: Caller, item: dict[str, Any]) -> None:
    added(officer, item, caption="Nhầm ảnh")
    (row,) = files(page_of(union, item))
    asking = union.get(row.select_one("a.act")["href"])
    assert "Gỡ minh chứng “Nhầm ảnh”?" in asking.main
    page = union.post(asking.address, asking.form("/go"))
    assert "Đã gỡ minh chứng" in page.text
    assert files(page) == []


def test_the_front_looks_and_neither_adds_nor_takes_away(
    front: Visitor, officer: Caller, item: dict[str, Any]
) -> None:
    made = added(officer, item)
    page = page_of(front, item)
    assert len(files(page)) == 1
    assert page.soup.select("[data-evidence-form], a[href$='/go']") == []
    address = f"/dang-ky/{item['id']}/minh-chung/{made['id']}/go"
    assert front.get(address).status == 404
    assert front.post(address, {"version": "2"}).status == 404


def test_whoever_sees_a_summary_is_told_of_no_evidence(
    web: Web, officer: Caller, item: dict[str, Any]
) -> None:
    added(officer, item, caption="Chỉ trong hội")
    other = web.visitor(LUONG_BANG, "nong_dan")
    page = page_of(other, item)
    assert page.status == 200
    assert "Minh chứng" not in page.text
    assert "minh chứng" not in page.text


def test_under_a_lock_nothing_can_be_added(web: Web, officer: Caller, item: dict[str, Any]) -> None:
    added(officer, item)
    late = web.on(date(2018, 2, 1)).sign_in(officer.username)
    page = page_of(late, item)
    assert len(files(page)) == 1
    assert page.soup.select("[data-evidence-form], a[href$='/go']") == []
    assert page.soup.select_one("section.evidence .lockline") is not None


def test_evidence_of_results_is_told_apart(web: Web, officer: Caller) -> None:
    july = web.on(date(2017, 7, 5))
    item = submitted(officer)
    done(web.api.make_user(LUONG_BANG, "mttq"), item, "agree")
    union = july.sign_in(officer.username)
    caller = july.api.sign_in(officer.username)
    entered(caller, item, "2017-H1")
    added(caller, item)
    page = sends(union, item, photo(70, 50), ky="2017-H1")
    assert [each.text for each in page.soup.select("section.evidence h3")][:2] == [
        "Của đăng ký",
        "Kết quả 6 tháng đầu năm 2017",
    ]
    relied_on, own = files(page)
    assert relied_on.select("a.act") == []  # the Front has agreed with it
    assert own.select("a.act") != []


def test_evidence_of_a_result_is_added_and_stands_on_the_results_own_page(
    web: Web, officer: Caller
) -> None:
    july = web.on(date(2017, 7, 5))
    item = submitted(officer)
    done(web.api.make_user(LUONG_BANG, "mttq"), item, "agree")
    union, caller = july.sign_in(officer.username), july.api.sign_in(officer.username)
    added(officer, item)
    address = f"/dang-ky/{item['id']}/ket-qua/2017-H1"
    assert not union.get(address).soup.select("section.evidence")
    entered(caller, item, "2017-H1")
    page = union.get(address)
    assert files(page) == []
    assert "Hãy gửi kết quả trước" in page.main
    form = page.form("/minh-chung") | {"chu-thich": "Sau khi làm xong"}
    form["tep"] = FileStorage(BytesIO(photo(70, 50)), "sau.jpg")
    sent = posted(union, f"/dang-ky/{item['id']}/minh-chung", form)
    assert f"{address}#minh-chung" in sent.address
    (shown,) = files(sent)
    assert "Sau khi làm xong" in shown.text
    assert len(files(page_of(union, item))) == 2
    front = july.visitor(LUONG_BANG, "mttq").get(address)
    assert len(files(front)) == 1
    assert not front.soup.select("[data-evidence-form]")
    assert front.soup.select("section.evidence img")


def test_a_script_sends_pieces_and_is_told_what_is_missing(
    union: Visitor, item: dict[str, Any]
) -> None:
    sent_in_pieces(union, f"/dang-ky/{item['id']}/minh-chung", photo(900, 700, noise=True))
    assert len(files(page_of(union, item))) == 1


def test_a_script_is_told_in_words_why_a_file_is_not_taken(
    union: Visitor, item: dict[str, Any]
) -> None:
    address = f"/dang-ky/{item['id']}/minh-chung"
    as_json = {"Accept": "application/json"}
    form = {"name": "a.jpg", "size": str(LARGEST_FILE + 1), "sha256": "0" * 64}
    answer = union.post(f"{address}/khai", form, headers=as_json)
    assert (answer.status, "10 MB" in answer.answer.json["message"]) == (422, True)
