"""Acts on a registration, as role and state permit, from its page."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.api.main_job import (
    POVERTY,
    WHOLE,
    done,
    drafted,
    entered,
    judged,
    on,
    stated,
    submitted,
)
from tests.api.places import CHO_DON, LUONG_BANG, NGHIA_TA
from tests.web.registrations.reading import acts, item_of, press, rows

if TYPE_CHECKING:
    from tests.api.conftest import Caller
    from tests.web.conftest import Visitor, Web


def test_acts_follow_from_role_and_state(
    web: Web, union: Visitor, front: Visitor, officer: Caller, front_api: Caller
) -> None:
    draft = drafted(officer, WHOLE)
    assert acts(union.get(item_of(draft))) == ["Nhập tiếp", "Xem lại và gửi", "Xóa bản nháp…"]
    sent = done(officer, draft, "submit")
    assert acts(union.get(item_of(sent))) == ["Nhập kết quả", "Sửa", "Rút hồ sơ…"]
    assert acts(front.get(item_of(sent))) == ["Thống nhất", "Trả lại…"]
    district = web.visitor(CHO_DON, "mttq")
    assert acts(district.get(item_of(sent))) == ["Thống nhất", "Trả lại…", "Chuyển đơn vị…"]
    for role in ("viewer", "admin"):
        assert acts(web.visitor(LUONG_BANG, "mttq", role).get(item_of(sent))) == []
    assert acts(web.visitor(LUONG_BANG, "phu_nu", "viewer").get(item_of(sent))) == []
    assert acts(web.visitor(LUONG_BANG, "nong_dan").get(item_of(sent))) == []

    agreed = done(front_api, sent, "agree")
    assert acts(union.get(item_of(agreed))) == ["Nhập kết quả", "Rút hồ sơ…"]
    assert acts(front.get(item_of(agreed))) == ["Trả lại…", "Mở lại để xem xét"]
    back = done(front_api, agreed, "return", reason="Thiếu số hộ")
    page = union.get(item_of(back))
    assert acts(page) == ["Bổ sung và gửi lại", "Xem lại và gửi", "Rút hồ sơ…"]
    assert "“Thiếu số hộ”" in page.main
    gone = done(officer, back, "withdraw", reason="Trùng")
    assert acts(union.get(item_of(gone))) == []


def test_the_front_agrees_and_may_take_it_back(front: Visitor, officer: Caller) -> None:
    made = submitted(officer)
    agreed = press(front, front.get(item_of(made)), "agree")
    assert agreed.status == 200
    assert "Đã thống nhất “Đường hoa Nà Cà”." in agreed.main
    assert officer.get(f"/registrations/{made['id']}").json["status"] == "agreed"

    undone = press(front, agreed, "reopen")
    assert "Đã mở lại" in undone.main
    assert officer.get(f"/registrations/{made['id']}").json["status"] == "submitted"
    assert "Mặt trận xã mở lại để xem xét" in undone.main


def test_pressing_twice_is_harmless(front: Visitor, officer: Caller) -> None:
    made = submitted(officer)
    page = front.get(item_of(made))
    press(front, page, "agree")
    again = press(front, page, "agree")
    assert again.status == 200
    assert "Việc này đã xong trước đó" in again.main
    assert officer.get(f"/registrations/{made['id']}").json["version"] == made["version"] + 1


def test_who_registered_it_cannot_agree_to_it_and_is_told_why(web: Web, officer: Caller) -> None:
    made = submitted(officer)
    web.api.make_user(LUONG_BANG, "mttq", username=officer.username)
    both = web.sign_in(officer.username)
    both.hat = "mttq-luong-bang"
    page = both.get(item_of(made))
    assert "[Thống nhất]" in acts(page)
    assert "Bạn đã đăng ký mục này với vai Hội Phụ nữ, nên người khác thống nhất." in page.main
    forced = both.post(
        f"{item_of(made)}/buoc-tiep", {"act": "agree", "version": str(made["version"])}
    )
    assert forced.status == 403
    assert officer.get(f"/registrations/{made['id']}").json["status"] == "submitted"

    stated(web.api, LUONG_BANG, settings={"self_confirmation": True})
    assert "Thống nhất" in acts(both.get(item_of(made)))


def test_returning_needs_a_reason_and_keeps_what_was_typed(
    front: Visitor, union: Visitor, officer: Caller
) -> None:
    made = submitted(officer)
    page = front.get(f"{item_of(made)}/tra-lai")
    assert "Trả lại “Đường hoa Nà Cà”?" in page.main
    assert "còn thiếu 01 mô hình" in page.main
    form = page.form("/buoc-tiep")

    refused = front.post(f"{item_of(made)}/buoc-tiep", form | {"reason": "   "})
    assert refused.status == 422
    assert refused.soup.title.get_text().startswith("Lỗi:")
    assert refused.soup.select_one('.errsum a[href="#reason"]').get_text() == "Ghi lý do"
    assert refused.soup.select_one("#reason")["aria-invalid"] == "true"

    sent = front.post(f"{item_of(made)}/buoc-tiep", form | {"reason": "Ghi rõ số hộ."})
    assert "Đã trả lại" in sent.main
    assert "“Ghi rõ số hộ.”" in union.get(item_of(made)).main


def test_somebody_faster_is_told_of_and_the_reason_stays(front: Visitor, officer: Caller) -> None:
    made = submitted(officer)
    form = front.get(f"{item_of(made)}/tra-lai").form("/buoc-tiep")
    path = f"/registrations/{made['id']}"
    officer.put(path, WHOLE | {"title": "Tên mới"}, version=made["version"])

    overtaken = front.post(f"{item_of(made)}/buoc-tiep", form | {"reason": "Ghi rõ số hộ."})
    assert overtaken.status == 409
    assert "Người khác vừa sửa hồ sơ này" in overtaken.main
    assert overtaken.soup.select_one("#reason").get_text().strip() == "Ghi rõ số hộ."
    again = front.post(f"{item_of(made)}/buoc-tiep", overtaken.form("/buoc-tiep"))
    assert "Đã trả lại “Tên mới”." in again.main


def test_withdrawing_says_beforehand_what_will_be_missing(union: Visitor, officer: Caller) -> None:
    made = submitted(officer)
    page = union.get(f"{item_of(made)}/rut")
    assert "Rút hồ sơ “Đường hoa Nà Cà”?" in page.main
    assert "Chỉ tiêu sẽ còn thiếu" in page.main
    assert "còn thiếu 01 mô hình “Xây dựng gia đình hạnh phúc”" in page.main
    assert "Giữ lại" in page.main
    form = page.form("/buoc-tiep")
    gone = union.post(f"{item_of(made)}/buoc-tiep", form | {"reason": "Trùng với Đoàn"})
    assert "Đã rút" in gone.main
    assert "Đã rút" in rows(union.get("/dang-ky"))[0]


def test_withdrawing_what_does_not_count_changes_no_quota(union: Visitor, officer: Caller) -> None:
    made = submitted(officer, stage="xay_dung_moi")
    page = union.get(f"{item_of(made)}/rut")
    assert "Chỉ tiêu của tổ chức không thay đổi." in page.main


def test_a_draft_is_deleted_after_asking(union: Visitor, officer: Caller) -> None:
    made = drafted(officer)
    page = union.get(f"{item_of(made)}/xoa")
    assert "Xóa bản nháp “Đường hoa Nà Cà”?" in page.main
    gone = union.post(f"{item_of(made)}/buoc-tiep", page.form("/buoc-tiep"))
    assert "Đã xóa bản nháp" in gone.main
    assert union.get(item_of(made)).status == 404


def test_the_front_above_moves_what_was_entered_under_the_wrong_unit(
    web: Web, officer: Caller
) -> None:
    made = submitted(officer)
    district = web.visitor(CHO_DON, "mttq")
    page = district.get(f"{item_of(made)}/chuyen")
    offered = [option["value"] for option in page.soup.select("#tenant option")]
    assert NGHIA_TA in offered
    assert LUONG_BANG not in offered
    form = page.form("/buoc-tiep")
    refused = district.post(f"{item_of(made)}/buoc-tiep", form | {"reason": "Nhầm xã"})
    assert refused.status == 422
    assert "Chọn đơn vị nhận hồ sơ" in refused.main

    moved = district.post(
        f"{item_of(made)}/buoc-tiep", form | {"reason": "Nhầm xã", "tenant": NGHIA_TA}
    )
    assert "Đã chuyển" in moved.main
    assert "xã Nghĩa Tá" in moved.main


def test_a_partner_declines(web: Web, officer: Caller) -> None:
    made = submitted(officer, partners=["nong_dan"])
    farmers = web.visitor(LUONG_BANG, "nong_dan")
    assert acts(farmers.get(item_of(made))) == ["Từ chối phối hợp…"]
    page = farmers.get(f"{item_of(made)}/tu-choi")
    gone = farmers.post(f"{item_of(made)}/buoc-tiep", page.form("/buoc-tiep"))
    assert "Đã từ chối phối hợp" in gone.main
    assert acts(farmers.get(item_of(made))) == []


def test_a_realized_item_is_recognised(web: Web, officer: Caller, front_api: Caller) -> None:
    made = done(front_api, submitted(officer), "agree")
    then = date(2017, 12, 20)
    result = entered(on(web.api, officer, then), made, "2017", state="completed", progress=100)
    judged(on(web.api, front_api, then), result, "confirm")
    front = web.on(then).visitor(LUONG_BANG, "mttq")
    assert "Công nhận…" in acts(front.get(item_of(made)))
    recognised = press(front, front.get(f"{item_of(made)}/cong-nhan"), "recognise")
    assert "Công nhận ngày 20/12/2017" in recognised.main
    assert "Công nhận…" not in acts(recognised)


def test_last_years_model_is_continued_from_its_page(web: Web, officer: Caller) -> None:
    made = submitted(officer)
    union = web.on(date(2018, 2, 5)).sign_in(officer.username)
    page = union.get(item_of(made))
    assert "Tiếp tục duy trì năm sau" in acts(page)
    begun = press(union, page, "continue")
    assert begun.status == 200
    assert begun.address.endswith("/xem-lai")
    earlier = union.get(item_of(made))
    assert "Tiếp tục duy trì năm sau" not in acts(earlier)
    assert "Năm 2018 tiếp tục" in earlier.main


def test_a_locked_year_offers_nothing_but_says_why(web: Web, officer: Caller) -> None:
    made = submitted(officer)
    much_later = web.on(date(2019, 3, 1)).sign_in(officer.username)
    page = much_later.get(item_of(made))
    assert "Hồ sơ không thay đổi được nữa" in page.main
    assert "Sổ đã khóa" in page.main
    assert "Rút hồ sơ…" not in acts(page)


def test_an_act_without_its_form_token_is_refused(front: Visitor, officer: Caller) -> None:
    made = submitted(officer)
    sent = {"act": "agree", "version": str(made["version"]), "csrf_token": "không phải"}
    assert front.post(f"{item_of(made)}/buoc-tiep", sent).status == 400
    assert officer.get(f"/registrations/{made['id']}").json["status"] == "submitted"


@pytest.mark.parametrize("act", ["", "hack", "AGREE", "submit\n"])
def test_an_act_nobody_knows_does_not_exist(front: Visitor, officer: Caller, act: str) -> None:
    made = submitted(officer)
    assert front.post(f"{item_of(made)}/buoc-tiep", {"act": act}).status == 404


def test_the_other_organizations_page_of_an_act_does_not_exist(
    web: Web, union: Visitor, officer: Caller
) -> None:
    made = submitted(officer)
    assert union.get(f"{item_of(made)}/tra-lai").status == 404
    assert web.visitor(LUONG_BANG, "nong_dan").get(f"{item_of(made)}/rut").status == 404
    assert web.visitor(LUONG_BANG, "mttq", "viewer").get(f"{item_of(made)}/tra-lai").status == 404


def test_after_an_act_one_returns_to_the_page_one_came_from_and_no_other(
    front: Visitor, officer: Caller
) -> None:
    made = submitted(officer)
    sent = {"act": "agree", "version": str(made["version"])}
    listed = f"/v/{front.hat}/dang-ky?nam=2017"
    page = front.post(f"{item_of(made)}/buoc-tiep", sent | {"tiep": listed})
    assert page.address == listed
    sent = {"act": "reopen", "version": str(made["version"] + 1), "tiep": "//evil.example/x"}
    page = front.post(f"{item_of(made)}/buoc-tiep", sent, follow=False)
    assert page.answer.headers["Location"] == f"/v/{front.hat}{item_of(made)}"


def test_quotas_of_several_clauses_count_each_item_once(web: Web) -> None:
    veterans = web.api.make_user(LUONG_BANG, "cuu_chien_binh")
    made = submitted(veterans, POVERTY)
    page = web.sign_in(veterans.username).get(item_of(made))
    assert "Còn thiếu 01 mô hình" in page.main
    assert "Hồ sơ này được tính. Có 01, cần 02." in page.main
