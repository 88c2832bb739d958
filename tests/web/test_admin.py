"""Administration: health, plugins, units, overrides, the audit trail, and its two languages."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from core.catalogue import PluginStatus
from core.catalogue.states import Reason
from core.domain.integrity import Findings
from core.services.integrity import keep
from core.translation import catalogue
from tests.api.places import BAC_KAN, CHO_DON, HA_GIANG, LUONG_BANG
from tests.web.test_reports_pages import ITEM

if TYPE_CHECKING:
    from tests.web.conftest import Visitor, Web

PAGES = ("suc-khoe", "phan-mo-rong", "don-vi", "chi-tieu", "nguoi-dung", "nhat-ky")
QUOTA = "phu_nu.mot_mo_hinh_moi_xa"
OVERRIDE = {
    "dia-ban": BAC_KAN,
    "quota": QUOTA,
    "at_least": "2",
    "renewed_yearly": "",
    "from": "1/1/2017",
    "to": "",
    "document": "15/KH-MTTQ, 3/1/2017",
}


@pytest.fixture
def admin(web: Web) -> Visitor:
    return web.visitor(BAC_KAN, "mttq", "admin")


@pytest.mark.parametrize("page", PAGES)
def test_only_administrators_enter_the_pages_of_administration(web: Web, page: str) -> None:
    assert web.visitor(BAC_KAN, "mttq", "admin").get(f"/quan-tri/{page}").status == 200
    assert web.visitor(BAC_KAN, "mttq", "approver").get(f"/quan-tri/{page}").status == 404


def test_health_says_first_what_works_and_counts_again_when_asked(web: Web, admin: Visitor) -> None:
    officer = web.api.make_user(LUONG_BANG, "phu_nu", "officer")
    assert officer.post("/registrations", ITEM | {"submit": True}).status_code == 201
    page = admin.get("/quan-tri/suc-khoe")
    assert "Mọi phần đều hoạt động" in page.main
    assert "Trả lời trong" in page.main
    assert "chungsuc integrity" in page.main

    counted = admin.post("/quan-tri/suc-khoe/dem-lai")
    assert "Năm 2017: 1 hồ sơ, số tổng hợp khớp." in counted.main


def test_health_says_what_a_quarantined_plugin_stops_and_what_still_works(
    web: Web, admin: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue = web.api.platform.catalogue
    broken = {
        "state": PluginStatus.QUARANTINED,
        "reason": Reason.IMPORT_FAILED,
        "detail": ("ImportError: no module",),
    }
    states = [
        replace(state, **broken) if state.name == "phu_nu" else state for state in catalogue.plugins
    ]
    monkeypatch.setattr(catalogue, "_states", tuple(states))
    page = admin.get("/quan-tri/suc-khoe")

    assert "Phần mở rộng Hội Phụ nữ đang bị cách ly" in page.main
    assert "Các tổ chức khác không bị ảnh hưởng." in page.main
    assert "ImportError: no module" in page.main
    assert "không đơn vị nào bị ghi là thiếu vì việc này" in page.main
    assert "Bị cách ly" in admin.get("/quan-tri/phan-mo-rong").main


def test_a_counter_that_was_tampered_with_shows_when_counted_again(
    web: Web, admin: Visitor
) -> None:
    officer = web.api.make_user(LUONG_BANG, "phu_nu", "officer")
    assert officer.post("/registrations", ITEM | {"submit": True}).status_code == 201
    counters = web.api.platform.store.database["counters"]  # type: ignore[attr-defined]
    assert counters.delete_many({"organization": "phu_nu"}).deleted_count

    assert "1 chỗ số tổng hợp khác số đếm lại" in admin.post("/quan-tri/suc-khoe/dem-lai").main


def test_health_tells_when_the_operator_last_checked_everything_and_whether_it_was_clean(
    web: Web, admin: Visitor
) -> None:
    store = web.api.platform.store
    assert "Kiểm tra toàn vẹn: chưa chạy lần nào." in admin.get("/quan-tri/suc-khoe").main

    began = datetime(2026, 11, 22, 2, 41, tzinfo=UTC)
    keep(store, Findings(), at=began, version="0.1.0")
    told = "Kiểm tra toàn vẹn lần cuối: 09:41 ngày 22/11/2026"
    below = web.visitor(LUONG_BANG, "phu_nu", "admin")
    for anybody in (admin, below):
        assert f"{told} — không có sai lệch." in anybody.get("/quan-tri/suc-khoe").main

    off = Findings(found=Counter(counter_differs=31_415))
    keep(store, off, at=began, version="0.1.0")
    for anybody in (admin, below):
        page = anybody.get("/quan-tri/suc-khoe")
        assert f"{told} — có sai lệch" in page.main
        assert "31" not in page.soup.select_one("#toan-ven").text


def test_the_pages_speak_english_to_who_chooses_it(admin: Visitor) -> None:
    page = admin.get("/quan-tri/don-vi")
    form = page.form("/ngon-ngu")
    english = admin.post("/quan-tri/ngon-ngu", form | {"language": "en"})

    assert "/quan-tri/don-vi" in english.address
    assert english.soup.html["lang"] == "en"
    assert "System health" in english.text
    assert "Find a unit" in english.main
    key = admin.get("/quan-tri/chi-tieu").soup.select_one("input[name=key]")["value"]
    wrong = admin.post("/quan-tri/chi-tieu", OVERRIDE | {"document": "", "key": key})
    assert "Missing. Enter this." in wrong.main


def test_every_sentence_of_administration_is_there_in_both_languages() -> None:
    wanted = ("admin.", "audit.", "role.", "role_short.", "level.", "setting.", "plugin_state.")
    vietnamese = {key for key in catalogue("vi") if key.startswith(wanted)}

    assert vietnamese
    assert not vietnamese - catalogue("en").keys()


def test_switching_an_organization_off_says_what_follows_and_what_stays(
    web: Web, admin: Visitor
) -> None:
    officer = web.visitor(LUONG_BANG, "phu_nu", "officer")
    ask = admin.get("/quan-tri/phan-mo-rong/phu_nu")
    assert "không đăng ký mới" in ask.main
    assert "Xem, tìm, in, tổng hợp" in ask.main

    form = ask.form("/phan-mo-rong/phu_nu")
    wrong = admin.post("/quan-tri/phan-mo-rong/phu_nu", form | {"from": "hôm nay"})
    assert wrong.status == 422
    assert wrong.soup.select_one("#from")["value"] == "hôm nay"
    done = admin.post("/quan-tri/phan-mo-rong/phu_nu", form)
    assert "Đã tắt Hội Phụ nữ tại tỉnh Bắc Kạn từ ngày 1/2/2017." in done.text
    assert "Đang tắt" in done.main
    assert "Chưa đánh giá được" in officer.get("/ke-hoach?nam=2017").main

    again = admin.get("/quan-tri/phan-mo-rong/phu_nu").form("/phan-mo-rong/phu_nu")
    assert "Đã bật" in admin.post("/quan-tri/phan-mo-rong/phu_nu", again).text


def test_two_administrators_do_not_overwrite_each_other(web: Web, admin: Visitor) -> None:
    form = admin.get("/quan-tri/phan-mo-rong/phu_nu").form("/phan-mo-rong/phu_nu")
    other = web.visitor(BAC_KAN, "mttq", "admin")
    there = other.get("/quan-tri/phan-mo-rong/nong_dan").form("/phan-mo-rong/nong_dan")
    other.post("/quan-tri/phan-mo-rong/nong_dan", there)

    page = admin.post("/quan-tri/phan-mo-rong/phu_nu", form)
    assert page.status == 412
    assert "đã được người khác sửa" in page.main


def test_a_unit_is_found_without_diacritics_and_an_attribute_stated_with_its_source(
    admin: Visitor,
) -> None:
    found = admin.get("/quan-tri/don-vi?q=luong+bang")
    link = next(href for href in found.links() if href.endswith(LUONG_BANG))
    page = admin.get(link)
    form = page.form("/thuoc-tinh") | {"value": "1", "from": "1/1/2016", "source": ""}
    path = f"/quan-tri/don-vi/{LUONG_BANG}/thuoc-tinh"

    refused = admin.post(path, form)
    assert refused.status == 422
    assert refused.soup.select_one('.errsum a[href="#source"]')
    done = admin.post(path, form | {"source": "Quyết định 12/QĐ-UBND"})
    assert "Xã nông thôn mới" in done.main
    assert "Quyết định 12/QĐ-UBND" in done.main
    assert "từ 1/1/2016" in done.main


def test_a_unit_s_settings_are_set_and_inherited_below(admin: Visitor) -> None:
    form = admin.get(f"/quan-tri/don-vi/{CHO_DON}").form("/thiet-lap")
    done = admin.post(f"/quan-tri/don-vi/{CHO_DON}/thiet-lap", form | {"self_confirmation": "1"})
    assert "Đã ghi thay đổi" in done.text

    below = admin.get(f"/quan-tri/don-vi/{LUONG_BANG}")
    assert "Theo cấp trên (cho phép)" in below.main


def test_a_query_of_one_letter_says_what_it_needs(admin: Visitor) -> None:
    page = admin.get("/quan-tri/don-vi?q=l")

    assert page.status == 200
    assert "ít nhất 2 chữ" in page.main


def test_an_override_is_recorded_once_with_its_document_and_reaches_below(
    web: Web, admin: Visitor
) -> None:
    form = admin.get("/quan-tri/chi-tieu").form("/chi-tieu") | {}
    key = admin.get("/quan-tri/chi-tieu").soup.select_one("input[name=key]")["value"]
    done = [admin.post("/quan-tri/chi-tieu", form | OVERRIDE | {"key": key}) for _ in range(2)]
    assert done[1].main.count("15/KH-MTTQ, 3/1/2017") == 1
    assert "Ít nhất 02" in done[0].main

    below = admin.get(f"/quan-tri/chi-tieu?dia-ban={LUONG_BANG}")
    assert "(từ cấp trên)" in below.main
    plan = web.visitor(LUONG_BANG, "phu_nu", "officer").get("/ke-hoach?nam=2017")
    assert "quy định ít nhất 02" in plan.main


def test_an_override_that_makes_no_sense_is_refused_at_its_fields(admin: Visitor) -> None:
    key = admin.get("/quan-tri/chi-tieu").soup.select_one("input[name=key]")["value"]
    wrong = {"at_least": "hai", "from": "đầu năm", "key": key}
    page = admin.post("/quan-tri/chi-tieu", OVERRIDE | wrong)

    assert page.status == 422
    assert {a["href"] for a in page.soup.select(".errsum a")} == {"#at_least", "#from"}
    assert page.soup.select_one("#at_least")["value"] == "hai"


def test_the_audit_is_searched_by_act_person_and_unit(web: Web, admin: Visitor) -> None:
    officer = web.visitor(LUONG_BANG, "phu_nu", "officer")
    web.api.sign_in(officer.username).post("/registrations", ITEM | {"submit": True})
    everything = admin.get("/quan-tri/nhat-ky")
    assert "Thêm người dùng" in everything.main

    sent = admin.get(f"/quan-tri/nhat-ky?nguoi={officer.username}&dia-ban={LUONG_BANG}")
    assert "Chỉ hiện tóm tắt" in sent.main
    assert "Ba sạch" not in sent.main
    assert "Trong xã Lương Bằng" in sent.main
    assert "Không có mục nào khớp" in admin.get("/quan-tri/nhat-ky?nguoi=khong-ai").main
    assert admin.get("/quan-tri/nhat-ky?viec=override.add&trang=3").status == 200


def test_another_province_s_units_and_entries_do_not_exist(web: Web) -> None:
    stranger = web.visitor(HA_GIANG, "mttq", "admin")
    assert stranger.get(f"/quan-tri/don-vi/{LUONG_BANG}").status == 404
    assert stranger.get(f"/quan-tri/chi-tieu?dia-ban={LUONG_BANG}").status == 404
    assert stranger.get(f"/quan-tri/nhat-ky?dia-ban={LUONG_BANG}").status == 404
    assert "Lương Bằng" not in stranger.get("/quan-tri/don-vi?q=luong+bang").main

    setting = {"version": "1", "self_confirmation": "1", "second_factor": ""}
    assert stranger.post(f"/quan-tri/don-vi/{LUONG_BANG}/thiet-lap", setting).status == 404


def test_an_organization_s_administrator_reads_units_and_switches_nothing(web: Web) -> None:
    union = web.visitor(BAC_KAN, "phu_nu", "admin")

    assert not union.get("/quan-tri/phan-mo-rong").soup.select("main table a.btn")
    assert union.get("/quan-tri/phan-mo-rong/phu_nu").status == 404
    assert not union.get(f"/quan-tri/don-vi/{LUONG_BANG}").soup.select("form[action*=thuoc-tinh]")
    assert not union.get("/quan-tri/chi-tieu").soup.select("form[method=post][action*=chi-tieu]")


def test_an_entry_without_changes_shows_no_empty_label_on_a_phone(web: Web, admin: Visitor) -> None:
    assert web.visitor(LUONG_BANG, "phu_nu", "officer").get("/viec").status == 200
    cells = admin.get("/quan-tri/nhat-ky").soup.select("main tbody td:last-child")
    assert {bool(cell.text.strip()) for cell in cells} == {True, False}
    for cell in cells:
        assert cell.has_attr("data-l") == bool(cell.text.strip())
