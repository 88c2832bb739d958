"""Việc của đơn vị, the home page of a role; choosing the role; where the first page leads."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.api.main_job import HAPPY, WHOLE, agreed, done, drafted, entered, submitted
from tests.api.places import CHO_DON, HA_GIANG, LUONG_BANG, NGHIA_TA

if TYPE_CHECKING:
    from tests.api.conftest import Caller
    from tests.web.conftest import Page, Visitor, Web


@pytest.fixture
def union(web: Web) -> Visitor:
    return web.visitor(LUONG_BANG, "phu_nu")


@pytest.fixture
def officer(web: Web, union: Visitor) -> Caller:
    """The same person, by the API."""
    return web.api.sign_in(union.username)


@pytest.fixture
def front(web: Web) -> Visitor:
    return web.visitor(LUONG_BANG, "mttq", "approver")


def group(page: Page, code: str) -> list[str]:
    """Return the rows under a heading, each as one text."""
    rows = page.soup.select(f'section[aria-labelledby="viec-{code}"] li')
    return [" ".join(row.get_text(" ").split()) for row in rows]


def again(web: Web, visitor: Visitor, day: date) -> Visitor:
    """Return the same person at the program on another day."""
    return web.on(day).sign_in(visitor.username, id=visitor.id)


def test_the_first_page_of_somebody_with_one_role_is_what_is_owed(union: Visitor) -> None:
    page = union.get("/")
    assert page.address == f"/v/{union.hat}/viec"
    assert page.soup.h1.text == "Việc của đơn vị"
    assert "1 việc cần làm ngay · 1 việc sắp đến hạn" in page.main


def test_the_strip_says_until_when_and_what_the_plan_says(union: Visitor) -> None:
    strip = " ".join(union.get("/viec").soup.select_one(".dstrip").get_text(" ").split())
    assert strip.startswith("13 ngày nữa Hạn đăng ký năm 2017: hết ngày 14/2/2017")
    assert "Kế hoạch ghi “Trước 15/02 hằng năm”." in strip
    assert "Nộp muộn vẫn nhận đến 31/3/2017 và được ghi là muộn." in strip


def test_a_quota_gap_says_exactly_what_is_missing_and_shows_the_plans_sentence(
    union: Visitor,
) -> None:
    page = union.get("/viec")
    (gap,) = group(page, "now")
    assert gap.startswith("Chỉ tiêu năm 2017: còn thiếu 01")
    assert "01 mô hình “Xây dựng gia đình hạnh phúc” hoặc 01 mô hình “3 sạch”" in gap
    panel = page.soup.select_one("aside .verdict.short")
    assert "Kế hoạch nói gì?" in panel.text
    assert "129/KH-MTTQ-BTT" in panel.select_one("blockquote.plan cite").text
    assert f"/v/{union.hat}/dang-ky/moi" in page.links()


def test_a_returned_item_comes_first_with_its_reason_and_leads_to_the_form(
    officer: Caller, union: Visitor, web: Web, front: Visitor
) -> None:
    board = web.api.sign_in(front.username)
    item = done(board, submitted(officer), "return", reason="Ghi rõ <b>chiều dài</b>\ntuyến")
    page = union.get("/viec")
    first, second = group(page, "now")
    assert first.startswith("Bổ sung hồ sơ “Đường hoa Nà Cà” Mặt trận góp ý ngày")
    assert "“Ghi rõ <b>chiều dài</b> tuyến” Cần bổ sung" in first
    assert "Gửi lại hồ sơ “Đường hoa Nà Cà” là đủ chỉ tiêu" in second
    assert f"/v/{union.hat}/dang-ky/{item['id']}/buoc/1" in page.links()


def test_what_is_done_is_gone_at_once_and_shown_as_done(officer: Caller, union: Visitor) -> None:
    item = submitted(officer)
    page = union.get("/viec")
    assert group(page, "now") == group(page, "soon") == []
    assert "Hôm nay không còn việc nào phải làm" in page.main
    assert "Việc tiếp theo: đăng ký năm 2017, hạn 14/2/2017." in page.main
    (row,) = group(page, "done")
    assert row.startswith("Đường hoa Nà Cà Mô hình · Duy trì · Đã gửi ngày")
    assert f"/v/{union.hat}/dang-ky/{item['id']}" in page.links()
    assert "đạt" in page.soup.select_one("aside .verdict.met").text.lower()


def test_an_overdue_task_stays_and_says_who_may_give_more_time(web: Web, union: Visitor) -> None:
    late = again(web, union, date(2017, 2, 20)).get("/viec")
    assert "6 ngày quá hạn" in late.main
    assert any("Quá hạn 6 ngày" in row for row in group(late, "now"))
    closed = again(web, union, date(2017, 5, 1)).get("/viec")
    rows = group(closed, "refused")
    assert len(rows) == 2
    assert all("đề nghị Mặt trận huyện Chợ Đồn gia hạn nếu cần Hết hạn nhận" in r for r in rows)
    assert not closed.soup.select("a.btn-primary")


def test_results_and_the_report_of_the_half_year_are_asked_for(
    web: Web, officer: Caller, union: Visitor
) -> None:
    submitted(officer)
    submitted(officer, HAPPY, title="Gia đình hạnh phúc")
    page = again(web, union, date(2017, 7, 5)).get("/viec")
    results, report = group(page, "soon")
    assert "Nhập kết quả 6 tháng đầu năm 2017 cho 2 hồ sơ" in results
    assert "Hạn: hết ngày 10/7/2017 · Đã có số liệu của 0/2 hồ sơ Còn 5 ngày" in results
    assert report.startswith("Báo cáo kết quả 6 tháng đầu năm 2017")
    assert f"/v/{union.hat}/bao-cao/lap/2017-H1" in page.links()


def test_last_years_models_are_offered_with_a_button_that_continues_them(
    web: Web, officer: Caller, union: Visitor, front: Visitor
) -> None:
    item = agreed(officer, web.api.sign_in(front.username))
    page = again(web, union, date(2018, 1, 10)).get("/viec")
    assert "“Đường hoa Nà Cà” (2017) chưa được đăng ký tiếp." in page.main
    form = page.soup.select_one(f'form[action="/v/{union.hat}/dang-ky/tiep-tuc/{item["id"]}"]')
    assert form["method"] == "post"
    assert form.select_one('input[name="key"]')["value"]
    assert f"/v/{union.hat}/dang-ky/{item['id']}/ket-qua/2017" in page.links()


def test_the_front_sees_what_waits_for_its_answer(officer: Caller, front: Visitor) -> None:
    submitted(officer)
    page = front.get("/viec")
    waiting, gap, omitted = group(page, "now")
    assert "Thống nhất 1 đăng ký năm 2017" in waiting
    assert "Chỉ tiêu năm 2017: còn thiếu 01" in gap
    assert "Bỏ sót 04 nội dung năm 2017: Kinh tế, Văn hóa, Pháp luật, Dân chủ" in omitted
    assert f"/v/{front.hat}/hiep-thuong?nam=2017" in page.links()


def test_a_district_sees_how_many_communes_have_not_registered(web: Web) -> None:
    page = web.visitor(CHO_DON, "mttq", "approver").get("/viec")
    (row,) = group(page, "soon")
    assert row.startswith("Còn 20/20 xã chưa đăng ký năm 2017")
    assert "và 15 đơn vị khác" in row


def test_whoever_is_told_of_communes_without_anything_is_led_to_all_of_them(
    web: Web, officer: Caller
) -> None:
    submitted(officer)
    for organization, missing in (("mttq", 19), ("phu_nu", 19), ("nong_dan", 20)):
        district = web.visitor(CHO_DON, organization)
        page = district.get("/viec")
        (row,) = [r for r in page.soup.select("main a") if "bo-sot" in r["href"]]
        listed = district.get(row["href"])
        assert f"Còn {missing}/20 xã chưa đăng ký năm 2017" in page.main
        communes = listed.soup.select('table.matrix tbody th a[href*="dia-ban=c"]')
        assert len(communes) == missing


def test_results_to_confirm_are_counted_by_period(
    web: Web, officer: Caller, union: Visitor, front: Visitor
) -> None:
    item = submitted(officer)
    july = web.on(date(2017, 7, 5))
    entered(july.api.sign_in(union.username), item, "2017-H1")
    page = again(web, front, date(2017, 7, 5)).get("/viec")
    assert any("Xác nhận 1 kết quả 6 tháng đầu năm 2017" in row for row in group(page, "now"))


def test_who_only_looks_on_is_told_so(web: Web) -> None:
    page = web.visitor(LUONG_BANG, "phu_nu", "viewer").get("/viec")
    assert "Vai này chỉ xem, không có việc phải làm" in page.main
    assert not page.soup.select("a.btn-primary")


def test_an_admin_sees_unused_invitations(web: Web) -> None:
    admin = web.visitor("p06", "mttq", "admin")
    assert "Hôm nay không còn việc nào phải làm" in admin.get("/viec").main
    body = {
        "username": "moi.vao", "name": "Hoàng Thị Lan",
        "assignments": [{"tenant": LUONG_BANG, "organization": "phu_nu", "role": "officer"}],
    }  # fmt: skip
    assert web.api.sign_in(admin.username).post("/users", body).status_code == 201
    page = admin.get("/viec")
    assert any("Nhắc 1 người chưa dùng lời mời" in row for row in group(page, "soon"))


def test_the_tab_counts_what_waits_and_forgets_what_was_done(
    officer: Caller, union: Visitor
) -> None:
    page = union.get("/viec")
    assert page.soup.select_one(".nav-main .n").text == "2"
    submitted(officer)
    assert union.get("/viec").soup.select_one(".nav-main .n") is None


def test_somebody_with_two_roles_chooses_and_sees_what_waits_under_each(web: Web) -> None:
    web.api.make_user(LUONG_BANG, "phu_nu", username="hai.vai")
    web.api.make_user(LUONG_BANG, "mttq", "approver", username="hai.vai")
    visitor = web.sign_in("hai.vai")
    page = visitor.get("/")
    assert page.address == "/doi-vai"
    rows = [" ".join(a.get_text(" ").split()) for a in page.soup.select(".hats a")]
    assert len(rows) == 2
    assert any(r.startswith("Hội Phụ nữ xã Lương Bằng Cán bộ · 2 việc đang chờ") for r in rows)
    assert "Không ai được thống nhất hồ sơ do chính mình đăng ký." in page.main
    women = next(a["href"] for a in page.soup.select(".hats a") if "phu-nu" in a["href"])
    visitor.get(women)
    assert visitor.get("/").address == women
    current = visitor.get("/doi-vai").soup.select_one('.hats [aria-current="true"]')
    assert current["href"] == women


def test_the_count_of_a_role_follows_what_is_recorded_there(web: Web) -> None:
    web.api.make_user(LUONG_BANG, "mttq", "approver", username="hai.vai")
    both = web.api.make_user(LUONG_BANG, "phu_nu", username="hai.vai")
    visitor = web.sign_in("hai.vai")
    held = {a["organization"]: a["id"] for a in both.get("/me").json["assignments"]}
    assert "2 việc đang chờ" in visitor.get("/doi-vai").main
    made = both.post("/registrations", WHOLE | {"submit": True}, acting=held["phu_nu"])
    assert made.status_code == 201
    page = visitor.get("/doi-vai")
    rows = [" ".join(a.get_text(" ").split()) for a in page.soup.select(".hats a")]
    assert any("phu" in a["href"] for a in page.soup.select(".hats a"))
    assert any("Hội Phụ nữ" in row and "Không có việc đang chờ" in row for row in rows)


def test_who_is_not_signed_in_is_led_to_the_sign_in(web: Web) -> None:
    for path in ("/", "/doi-vai"):
        assert web.nobody().get(path).address.startswith("/dang-nhap")


def test_another_units_tasks_do_not_exist(web: Web, union: Visitor, officer: Caller) -> None:
    item = drafted(officer, title="Bản nháp riêng")
    for stranger in (
        web.visitor(NGHIA_TA, "phu_nu"),
        web.visitor(HA_GIANG, "mttq", "approver"),
        web.visitor(LUONG_BANG, "nong_dan"),
    ):
        assert stranger.get(f"/v/{union.hat}/viec").status == 404
        own = stranger.get("/viec")
        assert "Bản nháp riêng" not in own.text
        assert item["id"] not in own.answer.get_data(as_text=True)
