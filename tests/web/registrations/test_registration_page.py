"""One registration on its page: what it shows to whom."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.api.main_job import (
    WHOLE,
    done,
    drafted,
    entered,
    judged,
    on,
    submitted,
    suspended,
    switched_off,
)
from tests.api.places import CHO_DON, HA_GIANG, LUONG_BANG, NGHIA_TA
from tests.web.registrations.reading import HOSTILE, PHONE, item_of, titles

if TYPE_CHECKING:
    from tests.api.conftest import Caller
    from tests.web.conftest import Visitor, Web


def test_an_item_shows_what_was_registered_and_why_it_counts(
    union: Visitor, officer: Caller
) -> None:
    made = submitted(
        officer, funding=[{"source": "hoi_vien", "amount": 12_000_000}], households=42,
        scale=[{"amount": 700, "unit": "m", "about": "khoảng"}], partners=["nong_dan"],
        person_in_charge="Triệu Thị Mai", phone=PHONE,
    )  # fmt: skip
    page = union.get(item_of(made))

    for told in (
        "Hồ sơ PN-01/2017", "Hội Phụ nữ xã Lương Bằng", "Chờ thống nhất", "Nộp đúng hạn",
        "3. Môi trường, cảnh quan", "Thôn Nà Cà", "Tháng 3 đến tháng 11/2017", "khoảng 700 m",
        "12.000.000 đồng", "Hội Nông dân", "Triệu Thị Mai, 0912 345 678", "Đạt chỉ tiêu",
        "Hồ sơ này được tính.", "Kế hoạch nói gì?", "Gửi lần đầu", "Số hộ tham gia",
    ):  # fmt: skip
        assert told in page.main, told


def test_an_item_that_does_not_count_says_by_what(union: Visitor, officer: Caller) -> None:
    page = union.get(item_of(submitted(officer, stage="xay_dung_moi")))
    assert "Hồ sơ này không được tính." in page.main
    assert "Hình thức là “xây dựng mới”, kế hoạch ghi “duy trì”." in page.main


def test_each_sees_of_an_item_what_is_theirs_to_see(
    web: Web, union: Visitor, front: Visitor, officer: Caller
) -> None:
    made = submitted(
        officer, person_in_charge="Triệu Thị Mai", phone=PHONE, note="Ghi chú riêng",
        funding=[{"source": "hoi_vien", "amount": 12_000_000}],
    )  # fmt: skip
    who = {
        "union": union,
        "front": front,
        "district": web.visitor(CHO_DON, "mttq"),
        "farmers": web.visitor(LUONG_BANG, "nong_dan"),
        "administrator": web.visitor(LUONG_BANG, "mttq", "admin"),
        "onlooker": web.visitor(LUONG_BANG, "phu_nu", "viewer"),
    }
    seen = {name: visitor.get(item_of(made)).main for name, visitor in who.items()}
    with_persons = {name for name, text in seen.items() if PHONE in text and "Mai" in text}
    with_money = {name for name, text in seen.items() if "12.000.000" in text}
    assert with_persons == {"union", "front", "onlooker"}
    assert with_money == {"union", "front", "onlooker", "district"}
    assert all("Đường hoa Nà Cà" in text for text in seen.values())
    assert "phần tóm tắt" in seen["farmers"]
    assert "Đạt chỉ tiêu" not in seen["farmers"]


@pytest.mark.parametrize("tenant", [NGHIA_TA, HA_GIANG])
@pytest.mark.parametrize("organization", ["phu_nu", "mttq"])
def test_an_item_of_another_unit_does_not_exist(
    web: Web, officer: Caller, tenant: str, organization: str
) -> None:
    made = submitted(officer)
    stranger = web.visitor(tenant, organization)
    for path in ("", "/tra-lai", "/rut", "/chuyen", "/tu-choi", "/xoa"):
        page = stranger.get(item_of(made) + path)
        assert page.status == 404
        assert "Đường hoa" not in page.text
    sent = {"act": "return", "version": "1", "reason": "x"}
    assert stranger.post(f"{item_of(made)}/buoc-tiep", sent).status == 404
    assert officer.get(f"/registrations/{made['id']}").json["status"] == "submitted"


def test_a_draft_is_its_organizations_alone(
    union: Visitor, front: Visitor, officer: Caller
) -> None:
    made = drafted(officer)
    assert union.get(item_of(made)).status == 200
    assert front.get(item_of(made)).status == 404
    done(officer, drafted(officer, WHOLE), "submit")
    sent = front.get("/dang-ky?nam=2017")
    history = front.get(sent.links()[-1] if "/dang-ky/" in sent.links()[-1] else sent.links()[0])
    assert "Lập bản nháp" not in history.main


def test_hostile_text_is_shown_as_it_was_typed(
    web: Web, union: Visitor, front: Visitor, officer: Caller
) -> None:
    made = submitted(
        officer, title=HOSTILE, note=HOSTILE, places=[{"area": "<b>Nà Cà</b>", "detail": HOSTILE}],
        partners=[{"name": HOSTILE}], person_in_charge=HOSTILE,
    )  # fmt: skip
    for visitor in (union, front):
        assert HOSTILE in visitor.get("/dang-ky?nam=2017").main
        page = visitor.get(item_of(made))
        assert HOSTILE in page.soup.h1.get_text()
        assert "<b>Nà Cà</b>" in page.main
    asking = front.get(f"{item_of(made)}/tra-lai")
    assert HOSTILE in asking.soup.h1.get_text()


def test_results_stand_before_the_plan_they_are_measured_by(
    web: Web, officer: Caller, front_api: Caller
) -> None:
    made = submitted(
        officer, households=40, funding=[{"source": "hoi_vien", "amount": 40_000_000}],
        scale=[{"amount": 700, "unit": "m"}],
    )  # fmt: skip
    later = web.on(date(2017, 7, 5))
    told = {
        "households": 20, "measures": {"chieu_dai": 350}, "narrative": "Đã trồng nửa đường",
        "funding": [{"source": "hoi_vien", "amount": 10_000_000}],
    }  # fmt: skip
    result = entered(on(web.api, officer, date(2017, 7, 5)), made, "2017-H1", **told)
    page = later.sign_in(officer.username).get(item_of(made))
    figures = [" ".join(row.get_text(" ").split()) for row in page.soup.select("table.tbl tr")]
    assert "Chiều dài 700 m 350 m 50%" in figures
    assert "Số hộ tham gia 40 hộ 20 hộ 50%" in figures
    assert "Kinh phí đã chi 40.000.000 đồng 10.000.000 đồng 25%" in figures
    assert "Đã trồng nửa đường" in page.main
    assert "Chờ xác nhận" in page.main
    headings = [heading.get_text() for heading in page.soup.select("main h2")]
    assert headings.index("Kết quả thực hiện") < headings.index("Nội dung đăng ký")

    judged(on(web.api, front_api, date(2017, 7, 6)), result, "confirm")
    page = later.sign_in(officer.username).get(item_of(made))
    assert "Mặt trận xã xác nhận kết quả 6 tháng đầu năm 2017" in page.main


def test_a_summary_does_not_even_tell_that_there_are_results(web: Web, officer: Caller) -> None:
    made = submitted(officer)
    entered(on(web.api, officer, date(2017, 7, 5)), made, "2017-H1")
    farmers = web.visitor(LUONG_BANG, "nong_dan")
    page = farmers.get(item_of(made)).main
    assert "Gửi lần đầu" in page
    assert "kết quả" not in page.lower()


def test_the_history_shows_old_beside_new_but_no_personal_value(
    union: Visitor, officer: Caller, front_api: Caller
) -> None:
    made = submitted(officer, person_in_charge="Triệu Thị Mai", phone=PHONE)
    back = done(front_api, made, "return", reason="Ghi rõ số hộ")
    body = WHOLE | {
        "title": "Đường hoa mới", "households": 42, "person_in_charge": "Bàn Thị Lan",
        "scale": [{"amount": 700, "unit": "m", "about": "khoảng"}],
    }  # fmt: skip
    path = f"/registrations/{made['id']}"
    answer = officer.put(path, body | {"submit": True}, version=back["version"])
    assert answer.status_code == 200, answer.json
    page = union.get(item_of(made))
    history = page.soup.select_one("ol.hist")
    told = " ".join(history.get_text(" ").split())

    assert [one.get_text() for one in history.select("b")] == [
        "Bổ sung và gửi lại", "Mặt trận xã trả lại", "Gửi lần đầu",
    ]  # fmt: skip
    assert "“Ghi rõ số hộ”" in told
    olds = [one.get_text() for one in history.select("del")]
    news = [one.get_text().replace("\xa0", " ") for one in history.select("ins")]
    assert "Đường hoa Nà Cà" in olds
    assert {"Đường hoa mới", "khoảng 700 m", "42"} <= set(news)
    assert "Người phụ trách: đã sửa" in told
    assert "Mai" not in told
    assert "Lan" not in told


def test_a_switched_off_or_broken_plugin_leaves_its_items_readable(
    web: Web, union: Visitor, officer: Caller
) -> None:
    made = submitted(officer)
    with suspended(web.api, "phu_nu"):
        page = union.get(item_of(made))
        assert "Phần dành cho Hội Phụ nữ đang được sửa" in page.main
        assert "Đường hoa Nà Cà" in page.main
        assert "Chưa đánh giá được" in page.main
        assert "Đạt chỉ tiêu" not in page.main
        assert "Đường hoa Nà Cà" in titles(union.get("/dang-ky"))
    switched_off(web.api, LUONG_BANG, "phu_nu")
    page = union.get(item_of(made))
    assert "không dùng ở địa bàn này" in page.main
    assert "Số hộ tham gia" in page.main
