"""Results as the Front reads them: confirmed, returned, hidden from whom they do not concern."""

from __future__ import annotations

import pytest

from tests.api.main_job import FRONT_MODEL, POVERTY, entered, submitted
from tests.api.places import CHO_DON, LUONG_BANG, NGHIA_TA
from tests.web.january import (
    CONFIRM,
    JANUARY,
    LIST,
    RETURN,
    address,
    caller,
    flowers,
    front,
    officer,
    stored,
)

__all__ = ["caller", "flowers", "front", "officer"]


def test_the_front_confirms_many(web, front, caller, flowers):
    veteran = web.api.make_user(LUONG_BANG, "cuu_chien_binh")
    poverty = submitted(veteran, POVERTY, title="Nuôi trâu")
    entered(caller, flowers, JANUARY, households=20)
    entered(veteran, poverty, JANUARY)

    page = front.get(LIST)
    assert "20 hộ" in page.main
    page = front.post(CONFIRM, {"muc": [f"{flowers['id']}:1", f"{poverty['id']}:1"]})

    assert "Đã xác nhận 2 kết quả." in page.main
    assert stored(caller, flowers)["status"] == "confirmed"
    again = front.post(CONFIRM, {"muc": f"{flowers['id']}:1"})
    assert again.status == 200
    assert stored(caller, flowers)["version"] == 2


def test_a_result_is_returned_with_a_reason_and_corrected(front, officer, caller, flowers):
    entered(caller, flowers, JANUARY)
    item = front.get(address(flowers))

    asked = front.post(RETURN, item.form("xac-nhan"))
    assert "Trả lại kết quả của “Đường hoa Nà Cà”?" in asked.main
    page = front.post(RETURN, asked.form("tra-lai") | {"ly-do": "Kiểm tra lại số hộ."})
    assert page.address.endswith(address(flowers))
    assert "Đã trả lại 1 kết quả để bổ sung." in page.main

    page = officer.get(address(flowers))
    assert "“Kiểm tra lại số hộ.”" in page.main
    officer.post(address(flowers), page.form("ket-qua") | {"households": "33"})
    result = stored(caller, flowers)
    assert (result["status"], result["households"]) == ("reported", 33)


def test_nobody_confirms_what_they_entered(web, front):
    mine = web.api.sign_in(front.username)
    own = submitted(mine, FRONT_MODEL, title="Khu dân cư kiểu mẫu")
    entered(mine, own, JANUARY)

    page = front.get(LIST)

    row = page.soup.select_one(f"#muc-{own['id']}")
    assert row.select_one("input").has_attr("disabled")
    assert "nên người khác xác nhận." in row.text
    assert front.post(CONFIRM, {"muc": f"{own['id']}:1"}).status == 409
    assert stored(mine, own)["status"] == "reported"


def test_the_numbers_lead_to_the_items_behind_them(front, caller, flowers):
    submitted(caller, title="Chi hội 3 sạch")
    entered(caller, flowers, JANUARY)

    page = front.get(LIST)

    assert "Chưa nhập 1" in page.main
    missing = next(link for link in page.links() if "tinh-trang=chua-nhap" in link)
    assert "Chi hội 3 sạch" in front.get(missing).main
    assert "Đường hoa Nà Cà" not in front.get(missing).main


def test_an_organization_sees_its_own_items_only(web, officer, flowers):
    veteran = web.api.make_user(LUONG_BANG, "cuu_chien_binh")
    submitted(veteran, POVERTY, title="Nuôi trâu vỗ béo")

    assert "Nuôi trâu vỗ béo" not in officer.get(LIST).main


def test_others_read_the_figures_and_change_nothing(web, caller, flowers):
    entered(caller, flowers, JANUARY, households=20)
    district = web.visitor(CHO_DON, "phu_nu", "viewer")

    page = district.get(address(flowers))

    assert "20 hộ" in page.main
    assert not page.soup.select("main form[method=post]")
    assert district.post(address(flowers), {"state": "stopped", "progress": "1"}).status == 404


def test_results_of_another_commune_do_not_exist(web, caller, flowers):
    entered(caller, flowers, JANUARY)
    for organization in ("phu_nu", "mttq"):
        stranger = web.visitor(NGHIA_TA, organization, "officer")
        assert stranger.get(address(flowers)).status == 404
        assert stranger.post(address(flowers), {"state": "stopped"}).status == 404
        assert stranger.get(f"{LIST}&dia-ban={LUONG_BANG}").status == 404
    refused = stranger.post(CONFIRM, {"muc": f"{flowers['id']}:1"})
    assert "Đường hoa" not in refused.main
    assert stored(caller, flowers)["status"] == "reported"


def test_another_organization_of_the_commune_is_not_told_of_results(web, caller, flowers):
    entered(caller, flowers, JANUARY)

    assert web.visitor(LUONG_BANG, "nong_dan").get(address(flowers)).status == 404


@pytest.mark.parametrize("form", ["nhap", "xac-nhan", "tra-lai"])
def test_the_address_of_a_refused_form_loaded_again_leads_to_the_list(front, form):
    assert front.get(f"/ket-qua/{form}?ky={JANUARY}").address.endswith(LIST)
