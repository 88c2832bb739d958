"""What pages above a commune say and offer while that has more time to register."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.api.copying import recognised
from tests.api.main_job import switched_off
from tests.api.places import BAC_KAN, CHO_DON, LUONG_BANG, NGHIA_TA

if TYPE_CHECKING:
    from tests.web.conftest import Web

AUGUST = date(2017, 8, 10)


@pytest.fixture
def august(web: Web) -> Web:
    """The program on 10 August: registration is over, but in one commune until the 20th."""
    extend(web, LUONG_BANG)
    return web.on(AUGUST)


def extend(web: Web, tenant: str, until: str = "2017-08-20") -> None:
    granted = web.api.on(AUGUST).make_user(BAC_KAN, "mttq", "approver").post(
        f"/tenants/{tenant}/calendar/2017/extensions",
        {"part": "registration", "until": until, "reason": "Bão lũ"},
    )  # fmt: skip
    assert granted.status_code == 201, granted.json


def test_the_union_of_a_district_gets_to_the_form_of_its_commune_from_its_tasks(
    august: Web,
) -> None:
    union = august.visitor(CHO_DON, "phu_nu")
    home = union.get("/viec")
    address = f"/v/{union.hat}/dang-ky/moi?nam=2017&dia-ban={LUONG_BANG}"
    assert address in home.links()
    assert "xã Lương Bằng" in union.get(address.removeprefix(f"/v/{union.hat}")).main


@pytest.mark.parametrize("above", [BAC_KAN, CHO_DON])
def test_the_overview_says_until_when_registration_is_still_open_below(
    august: Web, above: str
) -> None:
    front = august.visitor(above, "mttq", "approver")
    page = front.get("/tong-quan?ky=2017")
    assert "Hạn nộp đã hết ngày 14/2/2017; sau ngày 31/3/2017 không nhận đăng ký nữa." in page.main
    assert "Riêng xã Lương Bằng còn nhận đăng ký đến hết ngày 20/8/2017." in page.main
    assert "Còn mở ở 1 đơn vị" in page.main
    extend(august, NGHIA_TA, until="2017-08-31")
    page = front.get("/tong-quan?ky=2017")
    assert "Riêng 2 đơn vị cấp dưới còn nhận đăng ký, nơi muộn nhất đến hết ngày 31/8/2017." in (
        page.main
    )
    late = august.on(date(2017, 9, 1)).sign_in(front.username)
    assert "còn nhận đăng ký" not in late.get("/tong-quan?ky=2017").main


def test_a_new_registration_of_a_body_above_begins_with_the_unit_that_is_open(august: Web) -> None:
    union = august.visitor(CHO_DON, "phu_nu")
    chosen = union.get("/dang-ky/moi")
    assert chosen.status == 200
    assert "Đăng ký cho xã Lương Bằng" in chosen.main
    form = union.get("/dang-ky/moi?loai=phu_nu.gia_dinh_hanh_phuc")
    assert form.status == 200
    assert "Đăng ký cho xã Lương Bằng" in form.main
    assert form.form("dang-ky/moi")["tenant"] == LUONG_BANG
    own = union.get(f"/dang-ky/moi?dia-ban={CHO_DON}")
    assert own.status == 409
    assert "Đã hết thời gian đăng ký năm 2017" in own.main


def test_the_unit_a_form_is_for_is_chosen_among_those_that_are_open(august: Web) -> None:
    extend(august, NGHIA_TA)
    union = august.visitor(CHO_DON, "phu_nu")
    page = union.get("/dang-ky/moi")
    assert [option["value"] for option in page.soup.select("#dia-ban option")] == [
        LUONG_BANG, NGHIA_TA,
    ]  # fmt: skip
    other = union.get(f"/dang-ky/moi?nam=2017&dia-ban={NGHIA_TA}")
    assert "Đăng ký cho xã Nghĩa Tá" in other.main
    types = [link for link in other.links() if "loai=" in link]
    assert types
    assert all(f"dia-ban={NGHIA_TA}" in link for link in types)


def test_while_registration_is_open_one_begins_with_the_own_unit_and_may_choose_another(
    web: Web,
) -> None:
    union = web.visitor(CHO_DON, "phu_nu")
    page = union.get("/dang-ky/moi")
    offered = [option["value"] for option in page.soup.select("#dia-ban option")]
    assert offered[0] == CHO_DON
    assert len(offered) == 21
    assert "Đăng ký cho huyện Chợ Đồn" in page.main
    commune = web.visitor(LUONG_BANG, "phu_nu")
    assert commune.get("/dang-ky/moi").soup.select("#dia-ban") == []


def test_a_unit_where_the_organization_is_switched_off_is_not_to_be_chosen(web: Web) -> None:
    switched_off(web.api, NGHIA_TA, "phu_nu", since=date(2017, 1, 1))
    page = web.visitor(CHO_DON, "phu_nu").get("/dang-ky/moi")
    offered = [option["value"] for option in page.soup.select("#dia-ban option")]
    assert LUONG_BANG in offered
    assert NGHIA_TA not in offered


def test_where_nothing_is_open_the_refusal_stays(web: Web) -> None:
    union = web.on(AUGUST).visitor(CHO_DON, "phu_nu")
    page = union.get("/dang-ky/moi")
    assert page.status == 409
    assert "Ban Thường trực Ủy ban MTTQ của tỉnh Bắc Kạn" in page.main


def test_a_model_is_spread_in_the_unit_that_is_open(web: Web) -> None:
    women = web.api.make_user(LUONG_BANG, "phu_nu")
    model = recognised(web.api, women, web.api.make_user(LUONG_BANG, "mttq"))
    extend(web, LUONG_BANG)
    union = web.on(AUGUST).visitor(CHO_DON, "phu_nu")
    (way,) = [link for link in union.get(f"/mo-hinh/{model['id']}").links() if "goc=" in link]
    page = union.get(way.removeprefix(f"/v/{union.hat}"))
    assert page.status == 200
    assert "Đăng ký cho xã Lương Bằng" in page.main
