"""The list of registrations and one registration's page: who sees what, and what may be done."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from core.storage.tenants import MongoTenants
from tests.api.main_job import (
    DRAFT,
    HAPPY,
    POVERTY,
    WHOLE,
    done,
    drafted,
    entered,
    judged,
    on,
    stated,
    submitted,
    suspended,
    switched_off,
)
from tests.api.places import BAC_KAN, CHO_DON, HA_GIANG, LUONG_BANG, NGHIA_TA

if TYPE_CHECKING:
    from tests.api.conftest import Caller
    from tests.web.conftest import Page, Visitor, Web

HOSTILE = "<script>alert(1)</script> “Đường” & hoa"
PHONE = "0912 345 678"


@pytest.fixture
def officer(web: Web) -> Caller:
    return web.api.make_user(LUONG_BANG, "phu_nu")


@pytest.fixture
def union(web: Web, officer: Caller) -> Visitor:
    return web.sign_in(officer.username)


@pytest.fixture
def front(web: Web) -> Visitor:
    return web.visitor(LUONG_BANG, "mttq")


@pytest.fixture
def front_api(web: Web) -> Caller:
    return web.api.make_user(LUONG_BANG, "mttq")


def item_of(made: dict[str, Any]) -> str:
    return f"/dang-ky/{made['id']}"


def rows(page: Page) -> list[str]:
    found = page.soup.select("table.regs tbody tr")
    return [" ".join(row.get_text(" ").split()) for row in found]


def titles(page: Page) -> list[str]:
    return [link.get_text() for link in page.soup.select("table.regs tbody th a")]


def acts(page: Page) -> list[str]:
    """Return what one may press or follow to act on an item, blocked ones in brackets."""
    found = page.soup.select("main .btns .btn")
    told = []
    for one in found:
        if one.has_attr("data-print"):
            continue
        name = " ".join(one.get_text().split())
        told.append(f"[{name}]" if one.has_attr("disabled") else name)
    return told


def press(visitor: Visitor, page: Page, act: str, **more: Any) -> Page:
    """Press the button of *act* on an item's page."""
    form = next(
        f for f in page.soup.select("form") if f.select_one(f'input[name="act"][value="{act}"]')
    )
    fields = {i["name"]: i.get("value", "") for i in form.select("input[name]")}
    return visitor.post(form["action"], fields | more)


# The list


def test_an_officer_finds_her_units_items_of_this_year(union: Visitor, officer: Caller) -> None:
    submitted(officer)
    page = union.get("/dang-ky")

    assert "Đăng ký năm 2017" in page.main
    assert "1 đăng ký" in page.main
    row = rows(page)[0]
    for told in ("Đường hoa Nà Cà", "PN-01/2017", "Thôn Nà Cà", "Hội Phụ nữ", "Mô hình", "Duy trì",
                 "Chờ thống nhất", "Tính vào chỉ tiêu"):  # fmt: skip
        assert told in row


def test_above_a_years_list_stands_how_the_unit_meets_its_quotas(
    web: Web, union: Visitor, officer: Caller
) -> None:
    assert "Còn thiếu 01" in union.get("/dang-ky").main
    submitted(officer)
    assert "Đạt 01/01" in union.get("/dang-ky").main
    with suspended(web.api, "phu_nu"):
        assert "Chưa đánh giá" in union.get("/dang-ky").main
    for other in ("nam=tat-ca", "nam=2017", "nam=2017&to-chuc=nong_dan"):
        assert "Đạt 01/01" not in union.get(f"/dang-ky?{other}").main


def test_a_draft_will_count_once_it_is_sent(union: Visitor, officer: Caller) -> None:
    drafted(officer, WHOLE)
    assert "Bản nháp" in rows(union.get("/dang-ky"))[0]
    assert "Gửi sẽ được tính chỉ tiêu" in rows(union.get("/dang-ky"))[0]


def test_what_is_not_asked_for_by_the_plan_says_so(union: Visitor, officer: Caller) -> None:
    submitted(officer, stage="xay_dung_moi")
    assert "Không tính vào chỉ tiêu" in rows(union.get("/dang-ky"))[0]


def test_an_empty_year_leads_to_the_one_before(web: Web, officer: Caller) -> None:
    submitted(officer)
    page = web.on(date(2018, 2, 5)).sign_in(officer.username).get("/dang-ky")

    assert "Chưa có công trình, mô hình nào đăng ký năm 2018" in page.main
    assert "Năm 2017 có 1 mục" in page.main
    assert any("nam=2017" in link for link in page.links())


FILTERS = [
    ("nam=2017", {"Đường hoa", "Ba sạch", "Bản nháp hoa"}),
    ("noi-dung=2", {"Ba sạch"}),
    ("loai=phu_nu.gia_dinh_hanh_phuc", {"Ba sạch"}),
    ("hinh-thuc=nhan_rong", {"Ba sạch"}),
    ("muc=cong_trinh", set()),
    ("tinh-trang=draft", {"Bản nháp hoa"}),
    ("tinh-trang=dang-ky", {"Đường hoa", "Ba sạch"}),
    ("to-chuc=nong_dan", set()),
    ("muon=1", set()),
    ("muon=0&tinh-trang=dang-ky", {"Đường hoa", "Ba sạch"}),
    ("q=duong hoa", {"Đường hoa"}),
    (f"dia-ban={LUONG_BANG}", {"Đường hoa", "Ba sạch", "Bản nháp hoa"}),
]


@pytest.mark.parametrize(("query", "found"), FILTERS)
def test_a_list_is_narrowed_by_its_address(
    union: Visitor, officer: Caller, query: str, found: set[str]
) -> None:
    submitted(officer, title="Đường hoa")
    submitted(officer, HAPPY, title="Ba sạch", stage="nhan_rong")
    drafted(officer, DRAFT, title="Bản nháp hoa")
    assert set(titles(union.get(f"/dang-ky?{query}"))) == found


def test_each_filter_is_a_tag_that_can_be_taken_away(union: Visitor, officer: Caller) -> None:
    submitted(officer, title="Đường hoa")
    page = union.get("/dang-ky?nam=2017&noi-dung=2&to-chuc=phu_nu")
    assert not titles(page)
    removing = {tag.span.get_text(): tag.a["href"] for tag in page.soup.select("li.tag")}
    assert set(removing) == {"Năm 2017", "Hội Phụ nữ", "Nội dung 2. Văn hóa, giáo dục, sức khỏe"}

    wider = union.get(removing["Nội dung 2. Văn hóa, giáo dục, sức khỏe"])
    assert titles(wider) == ["Đường hoa"]


def test_without_its_last_filter_a_list_shows_every_year(union: Visitor, officer: Caller) -> None:
    submitted(officer, title="Đường hoa")
    page = union.get("/dang-ky?nam=2016")
    everything = union.get(page.soup.select_one("li.tag a")["href"])
    assert titles(everything) == ["Đường hoa"]
    assert not everything.soup.select("li.tag")


@pytest.mark.parametrize(
    "query", ["nam=hai", "noi-dung=9", "hinh-thuc=x", "tinh-trang=x", "muon=x", "q=a", "loai=ạ"]
)
def test_a_filter_that_means_nothing_is_said_to_be_left_out(
    union: Visitor, officer: Caller, query: str
) -> None:
    submitted(officer, title="Đường hoa")
    page = union.get(f"/dang-ky?{query}")
    assert page.status == 200
    assert "Có bộ lọc không hiểu được" in page.main
    assert titles(page) == ["Đường hoa"]


def test_a_list_turns_round_and_says_so(union: Visitor, officer: Caller) -> None:
    submitted(officer, title="Một")
    submitted(officer, title="Hai")
    page = union.get("/dang-ky")
    heading = page.soup.select_one("th[aria-sort]")
    assert titles(page) == ["Hai", "Một"]
    assert heading["aria-sort"] == "descending"

    turned = union.get(heading.a["href"])
    assert titles(turned) == ["Một", "Hai"]
    assert turned.soup.select_one("th[aria-sort]")["aria-sort"] == "ascending"


def test_pages_follow_each_other_and_lose_nobody(
    union: Visitor, officer: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.web.registration_list.PAGE_SIZE", 2)
    for number in range(5):
        submitted(officer, title=f"Mục {number}")
    page = union.get("/dang-ky?tinh-trang=dang-ky")
    seen = titles(page)
    assert "1–2 trong 5" in page.main
    while following := page.soup.select_one("main a[rel=next]"):
        page = union.get(following["href"])
        seen += titles(page)
    assert seen == [f"Mục {number}" for number in (4, 3, 2, 1, 0)]
    back = union.get(page.soup.select_one("main a[rel=prev]")["href"])
    assert titles(back) == ["Mục 2", "Mục 1"]


def test_beyond_what_is_counted_pages_go_on_by_cursor(
    union: Visitor, officer: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"PAGE_SIZE": 1, "COUNTED": 2, "LAST_PAGE": 2}.items():
        monkeypatch.setattr(f"core.web.registration_list.{name}", value)
    for number in range(4):
        submitted(officer, title=f"Mục {number}")
    page = union.get("/dang-ky")
    assert "hơn 2 đăng ký" in page.main
    seen = titles(page)
    while following := page.soup.select_one("main a[rel=next]"):
        page = union.get(following["href"])
        seen += titles(page)
    assert seen == ["Mục 3", "Mục 2", "Mục 1", "Mục 0"]
    assert "sau=" in page.address


def test_names_of_units_are_read_at_once(
    web: Web, officer: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = web.api.make_user(NGHIA_TA, "phu_nu")
    district = web.visitor(CHO_DON, "mttq")
    asked: list[int] = []
    many = MongoTenants.many
    monkeypatch.setattr(MongoTenants, "many", lambda *a: asked.append(1) or many(*a))

    submitted(officer)
    asked.clear()
    assert len(titles(district.get("/dang-ky"))) == 1
    alone = len(asked)
    for number in range(6):
        submitted(officer, title=f"Mục {number}")
        submitted(elsewhere, tenant=NGHIA_TA)
    asked.clear()
    assert len(titles(district.get("/dang-ky"))) == 13
    assert len(asked) <= alone


def test_the_front_above_steps_down_one_level_at_a_time(web: Web, officer: Caller) -> None:
    submitted(officer)
    province = web.visitor(BAC_KAN, "mttq")
    page = province.get("/dang-ky")
    offered = [option.get_text().strip() for option in page.soup.select("#loc-dia-ban option")]
    assert "Huyện Chợ Đồn" in offered
    assert "Xã Lương Bằng" not in offered
    assert len(offered) < 20

    district = province.get(f"/dang-ky?dia-ban={CHO_DON}")
    offered = [option.get_text().strip() for option in district.soup.select("#loc-dia-ban option")]
    assert "Xã Lương Bằng" in offered
    assert "Xã Lương Bằng" in rows(district)[0]


def test_a_list_of_another_province_does_not_exist(web: Web, union: Visitor) -> None:
    assert union.get(f"/dang-ky?dia-ban={HA_GIANG}").status == 404
    assert union.get(f"/dang-ky?dia-ban={NGHIA_TA}").status == 404
    assert union.get("/dang-ky?dia-ban=la").status == 404


def test_the_file_has_what_the_list_has_and_no_personal_data(
    union: Visitor, officer: Caller
) -> None:
    submitted(
        officer, title="=1+1", person_in_charge="Triệu Thị Mai", phone=PHONE,
        funding=[{"source": "hoi_vien", "amount": 12_000_000}],
    )  # fmt: skip
    submitted(officer, HAPPY)
    page = union.get("/dang-ky")
    assert any("dang-ky.csv?" in link for link in page.links())
    answer = union.get("/dang-ky.csv?nam=2017&noi-dung=3").answer
    assert answer.mimetype == "text/csv"
    text = answer.get_data().decode("utf-8-sig")
    table = list(csv.DictReader(io.StringIO(text)))
    assert len(table) == 1
    assert "'=1+1" in table[0].values()
    assert {"Hội Phụ nữ", "Xã Lương Bằng", "12000000"} <= set(table[0].values())
    assert "Mai" not in text
    assert PHONE not in text


def test_other_organizations_see_a_summary_without_money(
    web: Web, union: Visitor, officer: Caller
) -> None:
    submitted(
        officer, funding=[{"source": "hoi_vien", "amount": 12_000_000}],
        scale=[{"amount": 700, "unit": "m"}],
    )  # fmt: skip
    farmers = web.visitor(LUONG_BANG, "nong_dan")
    assert "12.000.000" in rows(union.get("/dang-ky"))[0]
    seen = rows(farmers.get("/dang-ky?nam=2017"))[0]
    assert "Đường hoa Nà Cà" in seen
    assert "12.000.000" not in seen
    assert "700" not in seen
    file = farmers.get("/dang-ky.csv?nam=2017").answer.get_data(as_text=True)
    assert "12000000" not in file


# One registration


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


# Acts


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
    recognised = press(front, front.get(item_of(made)), "recognise")
    assert "Công nhận ngày 20/12/2017" in recognised.main
    assert "Công nhận" not in acts(recognised)


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
