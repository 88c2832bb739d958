"""Models on their pages: found in the library, copied into one's own unit, told in a lineage."""

from __future__ import annotations

import pytest

from core.storage.models import MongoModels
from tests.api.copying import DECISION, JUNE, NEXT_YEAR, copied, realized, recognised
from tests.api.main_job import FARMERS, WHOLE, on, seen, submitted
from tests.api.places import CHO_DON, LUONG_BANG, NGHIA_TA
from tests.web.form_filling import press, stored, typed_in
from tests.web.registrations.reading import acts, item_of, titles
from tests.web.registrations.reading import press as act

LIBRARY = "/mo-hinh"


def told(page, selector):
    return [" ".join(each.get_text(" ").split()) for each in page.soup.select(selector)]


def test_the_library_tells_a_neighbour_what_was_recognised_and_no_more(neighbour, model):
    page = neighbour.get(LIBRARY)

    (row,) = told(page, "ul.models > li")
    assert "Đường hoa Nà Cà Đã công nhận" in row
    assert "Hội Phụ nữ · Xã Lương Bằng · năm 2017" in row
    assert "Xã Lương Bằng công nhận theo Quyết định số 12/QĐ-MTTQ-BTT ngày 1/6/2017" in row
    assert "Thôn Nà Cà" not in page.main
    assert page.soup.select_one(".nav-main a[aria-current]").get_text(strip=True) == "Mô hình"


def test_the_board_reaches_the_library_from_its_list(front):
    page = front.get("/dang-ky")

    assert any(link.endswith(LIBRARY) for link in page.links())
    current = front.get(LIBRARY).soup.select_one(".nav-main a[aria-current]")
    assert current.get_text(strip=True) == "Đăng ký"


def test_an_empty_library_says_what_will_be_there(neighbour):
    page = neighbour.get(LIBRARY)

    assert "Chưa có mô hình nào để nhân rộng" in page.main
    assert "Không có mô hình nào như vậy" in neighbour.get(f"{LIBRARY}?q=khong co").main


def test_the_library_is_narrowed(neighbour, model):
    for asked, found in (
        ("q=duong hoa", 1), ("q=na ca", 1), ("loai=diem", 0), ("noi-dung=3", 1), ("nam=2018", 0),
        ("to-chuc=phu_nu&loai=cong-nhan", 1), ("q=x", 1), ("noi-dung=9&nam=abc&loai=gi", 1),
    ):  # fmt: skip
        assert len(neighbour.get(f"{LIBRARY}?{asked}").soup.select("ul.models > li")) == found


def test_a_search_that_looked_at_some_only_says_so(web, later, women, model, monkeypatch):
    recognised(web.api, women, web.api.make_user(LUONG_BANG, "mttq"), title="Đường hoa thứ hai")
    neighbour = later.visitor(NGHIA_TA, "phu_nu")
    monkeypatch.setattr("core.web.model_list.PAGE_SIZE", 1)
    whole = neighbour.get(f"{LIBRARY}?q=duong hoa").main
    assert "1–1 trong 2" in whole
    assert "Hãy gõ thêm chữ" not in whole
    recognised(web.api, women, web.api.make_user(LUONG_BANG, "mttq"), title="Đường hoa thứ ba")
    monkeypatch.setattr("core.storage.models.MOST_SEARCHED", 2)
    part = neighbour.get(f"{LIBRARY}?q=duong hoa").main
    assert "1–1 trong ít nhất 2" in part
    assert "Chỉ tìm trong những mô hình mới nhất có các chữ này" in part


def test_a_neighbour_copies_a_model_into_their_own_unit(later, neighbour, model):
    page = neighbour.get(neighbour.get(LIBRARY).soup.select_one("a.copy")["href"])

    typed = typed_in(page)
    assert typed["title"] == "Đường hoa Nà Cà"
    assert typed["stage"] == "nhan_rong"
    assert typed["copied_from"] == model["id"]
    page = press(page, neighbour, title="Đường hoa Nghĩa Tá")
    made = stored(later, page, neighbour)
    assert (made["tenant"], made["stage"]) == (NGHIA_TA, "nhan_rong")
    assert (made["copied_from"], made["title"]) == (model["id"], "Đường hoa Nghĩa Tá")
    review = neighbour.get(f"{item_of(made)}/xem-lai")
    assert "Đường hoa Nà Cà — Hội Phụ nữ, Xã Lương Bằng (2017)" in review.main
    shown = neighbour.get(item_of(made))
    assert "Nhân rộng từ Hội Phụ nữ · Xã Lương Bằng" in shown.main


def test_another_organization_chooses_its_own_type_first(later, model):
    farmers = later.visitor(NGHIA_TA, "nong_dan")
    page = farmers.get(farmers.get(f"{LIBRARY}/{model['id']}").soup.select_one(
        ".head .btn-primary")["href"])  # fmt: skip
    assert "Nhân rộng “Đường hoa Nà Cà”" in page.main
    link = next(a["href"] for a in page.soup.select("ul.offers a") if "sach_nha" in a["href"])
    assert typed_in(farmers.get(link))["copied_from"] == model["id"]


def test_an_origin_needs_the_stage_and_the_page_says_so(neighbour, model):
    page = neighbour.get(neighbour.get(LIBRARY).soup.select_one("a.copy")["href"])
    page = press(page, neighbour, stage="duy_tri")

    assert "Chỉ đăng ký hình thức «nhân rộng» mới có mô hình gốc" in page.main


def test_a_saved_copy_may_become_something_else_and_its_origin_goes(later, neighbour, model):
    page = neighbour.get(neighbour.get(LIBRARY).soup.select_one("a.copy")["href"])
    made = stored(later, press(page, neighbour), neighbour)
    page = press(neighbour.get(f"{item_of(made)}/buoc/1"), neighbour, stage="duy_tri", title="Vườn")

    kept = stored(later, page, neighbour)
    assert (kept["title"], kept["stage"], kept["copied_from"]) == ("Vườn", "duy_tri", None)


def test_history_says_that_an_origin_was_stated(web, later, model, women):
    farmers = later.visitor(LUONG_BANG, "nong_dan")
    caller = later.api.sign_in(farmers.username)
    body = FARMERS | NEXT_YEAR | {"stage": "nhan_rong"}
    made = submitted(caller, body)
    path = f"/registrations/{made['id']}"
    stated = body | {"copied_from": model["id"]}
    assert caller.put(path, stated, version=made["version"]).status_code == 200
    assert "Nhân rộng từ: (trống) một mô hình gốc" in farmers.get(item_of(made)).main


def test_a_lineage_is_a_nested_list_with_counts_by_unit(web, later, model, women):
    neighbour = later.api.make_user(NGHIA_TA, "phu_nu")
    first = copied(web.api, neighbour, model, tenant=NGHIA_TA, submit=True, title="Bản một")
    copied(web.api, neighbour, first, tenant=NGHIA_TA, submit=True, title="Bản hai")
    own = WHOLE | NEXT_YEAR | {"continues": model["id"], "title": "Làm tiếp"}
    submitted(later.api.sign_in(women.username), own)
    district = later.visitor(CHO_DON, "mttq")

    page = district.get(f"{LIBRARY}/{model['id']}")

    assert "Đây là nơi làm đầu tiên" in page.main
    top = page.soup.select("ul.lineage > li")
    assert [each.p.a.get_text() for each in top] == ["Làm tiếp", "Bản một"]
    assert [each.p.span.get_text() for each in top] == ["Làm tiếp:", "Nhân rộng:"]
    assert top[1].ul.li.p.a.get_text() == "Bản hai"
    assert told(page, "aside table tbody tr") == ["Xã Nghĩa Tá 2"]
    second = district.get(top[1].ul.li.p.a["href"])
    assert told(second, "ol.lineage > li p:first-child a, ol.lineage b") == [
        "Đường hoa Nà Cà",
        "Bản một",
        "Bản hai",
    ]


def test_a_lineage_says_that_its_origin_lies_further_back(web, later, model, women, monkeypatch):
    monkeypatch.setattr("core.services.lineages.MOST_ABOVE", 1)
    officer = web.api.sign_in(women.username)
    first = copied(web.api, officer, model, submit=True, title="Bản một")
    second = copied(web.api, officer, first, title="Bản hai")
    told_of = later.sign_in(women.username).get(f"{LIBRARY}/{second['id']}").main
    assert "Nguồn gốc còn xa hơn; chỉ hiện 1 đời gần nhất." in told_of


def test_the_items_page_leads_to_its_lineage_and_counts_its_copies(web, later, model, front):
    neighbour = web.api.make_user(LUONG_BANG, "nong_dan")
    copied(web.api, neighbour, model, organization="nong_dan", submit=True,
           movement_type="nong_dan.sach_nha_tot_ruong")  # fmt: skip
    draft = copied(web.api, neighbour, model, organization="nong_dan", title="Chưa gửi",
                   movement_type="nong_dan.sach_nha_tot_ruong")  # fmt: skip
    assert draft["status"] == "draft"

    page = front.get(item_of(model))

    assert "1 nơi nhân rộng" in page.main
    assert any(link.endswith(f"{LIBRARY}/{model['id']}") for link in page.links())


def test_the_front_recognises_by_a_decision_and_takes_a_mistake_back(web, women):
    item = realized(web.api, women, web.api.make_user(LUONG_BANG, "mttq"))
    front = web.on(JUNE).visitor(LUONG_BANG, "mttq")
    asking = front.get(f"{item_of(item)}/cong-nhan")
    assert "mọi đơn vị trong tỉnh thấy tên" in asking.main
    assert "Hãy xem tên mô hình trước: nếu tên có ghi tên người" in asking.main
    wrong = act(front, asking, "recognise", decision_number="12/QĐ", decision_on="hôm nọ")
    assert wrong.status == 422
    assert wrong.soup.select_one("#decision_number")["value"] == "12/QĐ"
    half = act(front, asking, "recognise", decision_number="12/QĐ")
    assert half.soup.select_one("#decision_on")["aria-invalid"] == "true"

    done = act(front, asking, "recognise", decision_number="12/QĐ", decision_on="1/6/2017")
    assert "Xã Lương Bằng công nhận theo Quyết định số 12/QĐ ngày 1/6/2017" in done.main
    assert "Công nhận ngày 1/6/2017" in done.main
    assert "20/6/2017" not in done.soup.select_one(".head").text
    assert "Rút công nhận…" in acts(done)
    back = front.get(f"{item_of(item)}/rut-cong-nhan")
    gone = act(front, back, "unrecognise", reason="Ghi nhầm mô hình")
    assert "Đã rút công nhận" in gone.main
    assert "“Ghi nhầm mô hình”" in gone.main
    assert seen(women, item)["recognised_on"] is None


def test_the_district_says_whose_decision_it_was(web, women):
    item = realized(web.api, women, web.api.make_user(LUONG_BANG, "mttq"))
    district = web.on(JUNE).visitor(CHO_DON, "mttq")
    asking = district.get(f"{item_of(item)}/cong-nhan")
    offered = [each["value"] for each in asking.soup.select("#recognised_by option")]
    assert offered == [LUONG_BANG, CHO_DON]
    act(district, asking, "recognise", recognised_by=LUONG_BANG, **DECISION)
    assert seen(women, item)["recognised_by"] == LUONG_BANG


def test_the_list_is_narrowed_to_what_was_recognised(web, women, model):
    submitted(women, title="Chưa công nhận")
    union = web.sign_in(women.username)
    assert titles(union.get("/dang-ky?cong-nhan=1&nam=2017")) == [model["title"]]
    assert titles(union.get("/dang-ky?cong-nhan=0&nam=2017")) == ["Chưa công nhận"]
    assert "Đã công nhận" in union.get("/dang-ky?nam=2017").main


@pytest.mark.parametrize("role", ["viewer", "admin"])
def test_who_only_looks_on_is_offered_no_copy(later, model, role):
    page = later.visitor(NGHIA_TA, "phu_nu", role).get(f"{LIBRARY}/{model['id']}")

    assert page.status == 200
    assert "Nhân rộng mô hình này" not in page.main


def test_a_withdrawn_recognition_closes_the_page_and_the_copy_says_so(web, later, model, neighbour):
    copier = web.api.sign_in(neighbour.username)
    made = copied(web.api, copier, model, tenant=NGHIA_TA)
    api_front = on(web.api, web.api.make_user(LUONG_BANG, "mttq"), JUNE)
    path = f"/registrations/{model['id']}/transitions"
    body = {"action": "unrecognise", "reason": "Ghi nhầm"}
    assert api_front.post(path, body, version=model["version"]).status_code == 200
    assert neighbour.get(f"{LIBRARY}/{model['id']}").status == 404
    assert "nằm ngoài phạm vi xem của bạn" in neighbour.get(item_of(made)).main
    form = neighbour.get(f"{item_of(made)}/buoc/1")
    assert typed_in(form)["copied_from"] == model["id"]


def origins_of(page):
    return [each["value"] for each in page.soup.select("#copied_from option")]


def asked_later(page):
    """Return where the page fetches the models to choose from, once they are seen."""
    around = page.soup.select_one("#copied_from").find_parent(attrs={"hx-post": True})
    return around["hx-post"] if around else ""


def test_only_the_step_that_asks_for_it_reads_the_library(neighbour, model, monkeypatch):
    first = neighbour.get(neighbour.get(LIBRARY).soup.select_one("a.copy")["href"])
    assert origins_of(first) == ["", model["id"]]
    assert not asked_later(first)

    read = []
    monkeypatch.setattr(MongoModels, "newest", lambda *_, **told: read.append(told) or [])
    second = press(first, neighbour, copied_from="")
    review = neighbour.get(second.address.replace("buoc/2", "xem-lai"))
    assert read == []
    assert origins_of(second) == origins_of(review) == [""]
    assert asked_later(second)
    assert asked_later(review)


def test_gone_back_to_from_another_step_the_form_offers_all_models(neighbour, model):
    first = neighbour.get(neighbour.get(LIBRARY).soup.select_one("a.copy")["href"])
    second = press(first, neighbour)
    assert typed_in(second)["copied_from"] == model["id"]

    part = neighbour.post(asked_later(second), typed_in(second) | {"copied_from": ""})
    assert [each["value"] for each in part.soup.select("option")] == ["", model["id"]]
    assert not part.soup.select("[hx-post]")
    chosen = neighbour.post(asked_later(second), typed_in(second))
    assert chosen.soup.select_one("option[selected]")["value"] == model["id"]


def test_an_origin_that_does_not_fit_is_offered_with_all_others(neighbour, model):
    first = neighbour.get(neighbour.get(LIBRARY).soup.select_one("a.copy")["href"])
    refused = press(first, neighbour, button="den=5", copied_from="0" * 32)
    assert "Không tìm thấy mô hình gốc này" in refused.main
    assert model["id"] in origins_of(refused)
