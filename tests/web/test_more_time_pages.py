"""What pages above a commune say and offer while that has more time to register."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.api.places import BAC_KAN, CHO_DON, LUONG_BANG, NGHIA_TA

if TYPE_CHECKING:
    from tests.web.conftest import Page, Web

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


def rows(page: Page, code: str) -> list[str]:
    found = page.soup.select(f'section[aria-labelledby="viec-{code}"] li a')
    return [link["href"] for link in found]


def test_the_union_of_a_district_gets_to_the_form_of_its_commune_from_its_tasks(
    august: Web,
) -> None:
    union = august.visitor(CHO_DON, "phu_nu")
    home = union.get("/viec")
    address = f"/v/{union.hat}/dang-ky/moi?nam=2017&dia-ban={LUONG_BANG}"
    assert address in home.links()
    assert "Xã Lương Bằng" in union.get(address.removeprefix(f"/v/{union.hat}")).main


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
