"""Users as administrators keep them: invited, assigned, disabled at once, imported from a table."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from tests.api.places import BAC_KAN, CHO_DON, HA_GIANG, LUONG_BANG

if TYPE_CHECKING:
    from tests.web.conftest import Page, Visitor, Web

NEW = "/quan-tri/nguoi-dung/moi"
IMPORT = "/quan-tri/nguoi-dung/nhap-tu-bang"
PERSON = {
    "name": "Hoàng Thị Mai",
    "username": "pn.hoangmai",
    "tenant": LUONG_BANG,
    "organization": "phu_nu",
    "role": "officer",
    "from": "",
    "to": "",
}
TABLE = (
    "username,name,tenant,organization,role\n"
    f"nd.mot,Nông Văn Một,{LUONG_BANG},nong_dan,officer\n"
    f"nd.hai,Nông Văn Hai,{CHO_DON},nong_dan,approver\n"
)


@pytest.fixture
def admin(web: Web) -> Visitor:
    return web.visitor(BAC_KAN, "mttq", "admin")


def created(admin: Visitor, **changes: str) -> Page:
    form = admin.get(NEW).form("/nguoi-dung/moi")
    return admin.post(NEW, form | PERSON | changes)


def user_page(admin: Visitor, q: str = "hoang mai") -> Page:
    found = admin.get(f"/quan-tri/nguoi-dung?q={q}")
    return admin.get(found.soup.select_one("main tbody th a")["href"])


def act(admin: Visitor, page: Page, name: str) -> Page:
    """Follow the link to an act, and confirm it."""
    link = next(href for href in page.links() if name in href)
    ask = admin.get(link)
    return admin.post(link, ask.form(name))


def test_a_new_person_gets_a_link_that_is_shown_once_and_chooses_a_password(
    web: Web, admin: Visitor
) -> None:
    form = admin.get(NEW).form("/nguoi-dung/moi") | PERSON
    page = admin.post(NEW, form)
    link = page.soup.select_one("input[readonly]")["value"]
    assert "/loi-moi/" in link
    again = admin.post(NEW, form)
    assert not again.soup.select("input[readonly]")
    assert "Hoàng Thị Mai" in again.main

    guest = web.nobody()
    path = "/loi-moi/" + link.rsplit("/", 1)[1]
    password = {"new_password": "mật khẩu rất dài", "new_password_again": "mật khẩu rất dài"}
    assert guest.post(path, guest.get(path).form("/loi-moi") | password).status == 200
    assert web.sign_in("pn.hoangmai", "mật khẩu rất dài").hat == "phu-nu-luong-bang"


def test_what_is_wrong_with_a_new_person_is_said_at_the_fields_and_kept(admin: Visitor) -> None:
    page = created(admin, username="Hoàng Mai!", name="", **{"from": "đầu năm"})
    assert page.status == 422
    assert page.soup.select_one("#from")["value"] == "đầu năm"

    page = created(admin, username="Hoàng Mai!", name="")
    assert {a["href"] for a in page.soup.select(".errsum a")} == {"#username", "#name"}
    created(admin)
    assert created(admin).status == 409


def test_people_are_found_without_diacritics(admin: Visitor) -> None:
    created(admin)

    assert "Hoàng Thị Mai" in admin.get("/quan-tri/nguoi-dung?q=hoang+mai").main
    assert "ít nhất 2 chữ" in admin.get("/quan-tri/nguoi-dung?q=h").main
    assert "Không có người dùng nào khớp" in admin.get("/quan-tri/nguoi-dung?q=zzzz").main


def test_an_assignment_is_added_and_ended_with_its_consequences_said(admin: Visitor) -> None:
    created(admin)
    page = user_page(admin)
    form = page.form("/phan-cong") | {
        "tenant": LUONG_BANG, "organization": "mttq", "role": "approver",
    }  # fmt: skip
    path = page.address + "/phan-cong"
    added = admin.post(path, form)
    assert "Đã thêm phân công." in added.text
    assert "Mặt trận · Xã Lương Bằng · Người đứng đầu" in added.main
    key = added.soup.select_one("input[name=key]")["value"]
    assert admin.post(path, form | {"key": key}).status == 409

    ended = act(admin, added, "ket-thuc-")
    assert "Đã kết thúc phân công." in ended.text
    assert "Đã kết thúc" in ended.main


def test_an_administrator_ends_what_they_could_have_granted_and_is_offered_nothing_else(
    web: Web, admin: Visitor
) -> None:
    named = {"name": "Lý Thị Hoài", "username": "ly.hoai"}
    below = web.api.make_user(LUONG_BANG, "phu_nu", "officer", **named).assignments
    both = web.api.make_user(BAC_KAN, "mttq", "admin", **named).assignments
    page = user_page(admin, "ly hoai")
    rows = page.soup.select("main tbody tr")
    offered = [row.th.text for row in rows if row.select("a[href*=ket-thuc-]")]
    assert len(rows) == 2
    assert ["Lương Bằng" in held for held in offered] == [True]
    assert "ngoài phạm vi bạn quản lý" in page.main

    (above,) = {*both} - {*below}
    assert admin.get(f"{page.address}/ket-thuc-{above}").status == 403
    ended = act(admin, page, "ket-thuc-")
    assert "Đã kết thúc phân công." in ended.text
    assert not [link for link in ended.links() if "ket-thuc-" in link]


def test_disabling_takes_effect_at_once_and_can_be_undone(web: Web, admin: Visitor) -> None:
    officer = web.visitor(LUONG_BANG, "phu_nu", "officer", name="Lý Thị Hoài")
    page = user_page(admin, "ly hoai")
    done = act(admin, page, "/khoa")
    assert "Đã khóa tài khoản." in done.text
    assert "/dang-nhap" in officer.get("/viec").address

    assert "Đã mở khóa tài khoản." in act(admin, done, "/mo-khoa").text


def test_a_reset_password_ends_the_old_one_and_shows_a_new_link(web: Web, admin: Visitor) -> None:
    officer = web.visitor(LUONG_BANG, "phu_nu", "officer", name="Lý Thị Hoài")
    page = act(admin, user_page(admin, "ly hoai"), "/dat-lai-mat-khau")

    assert "/loi-moi/" in page.soup.select_one("input[readonly]")["value"]
    assert "/dang-nhap" in officer.get("/viec").address


def test_a_name_is_corrected(admin: Visitor) -> None:
    created(admin)
    page = user_page(admin)
    done = admin.post(page.address + "/ten", page.form("/ten") | {"name": "Hoàng Thị Mai Anh"})

    assert "Hoàng Thị Mai Anh" in done.main
    assert admin.post(page.address + "/ten", page.form("/ten") | {"name": " "}).status in {412, 422}


def test_a_table_is_tried_first_and_imported_once(admin: Visitor) -> None:
    form = admin.get(IMPORT).form("/nhap-tu-bang") | {"table": TABLE}
    tried = admin.post(IMPORT, form)
    assert "Sẽ thêm 2 người dùng" in tried.main
    assert "Không có người dùng nào khớp" in admin.get("/quan-tri/nguoi-dung?q=nong+van").main

    confirm = tried.form("/nhap-tu-bang") | {"viec": "nhap"}
    done = [admin.post(IMPORT, confirm) for _ in range(2)]
    assert len(done[0].soup.select("input[readonly]")) == 2
    assert "không nhập thêm lần nữa" in done[1].text


def test_what_is_wrong_with_a_table_is_told_by_row_and_nobody_is_added(admin: Visitor) -> None:
    form = admin.get(IMPORT).form("/nhap-tu-bang")
    page = admin.post(IMPORT, form | {"table": TABLE.replace("approver", "trưởng")})
    assert page.status == 422
    assert "Dòng 3, cột role:" in page.main
    assert TABLE.splitlines()[1] in page.soup.select_one("#table").text

    assert "Thiếu cột" in admin.post(IMPORT, form | {"table": "a,b\n1,2\n"}).main
    assert admin.post(IMPORT, form | {"table": " "}).status == 422


def test_a_table_can_be_a_file(admin: Visitor) -> None:
    form = admin.get(IMPORT).form("/nhap-tu-bang")
    file = (io.BytesIO(TABLE.encode("utf-8-sig")), "danh-sach.csv")
    page = admin.post(IMPORT, form | {"file": file}, content_type="multipart/form-data")

    assert "Sẽ thêm 2 người dùng" in page.main


def test_nobody_administers_who_holds_more_or_lives_elsewhere(web: Web, admin: Visitor) -> None:
    chief = web.visitor(BAC_KAN, "mttq", "admin", name="Chu Thị Trưởng")
    page = user_page(admin, "chu truong")
    assert "ngoài phạm vi bạn quản lý" in page.main
    stranger = web.visitor(HA_GIANG, "mttq", "admin")
    assert stranger.get(page.address.replace(admin.hat, stranger.hat)).status == 404

    commune = web.visitor(LUONG_BANG, "mttq", "admin")
    refused = commune.post(NEW, commune.get(NEW).form("/moi") | PERSON | {"tenant": CHO_DON})
    assert refused.status == 404
    assert chief.get("/quan-tri/suc-khoe").status == 200


def test_an_organization_s_administrator_grants_in_that_organization_only(web: Web) -> None:
    union = web.visitor(BAC_KAN, "phu_nu", "admin")
    options = union.get(NEW).soup.select("#organization option")

    assert [option["value"] for option in options] == ["phu_nu"]
    assert "/loi-moi/" in created(union).soup.select_one("input[readonly]")["value"]
