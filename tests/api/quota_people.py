"""Those whom quotas are about: a commune's Front and three organizations, and what each owes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.api.places import LUONG_BANG

if TYPE_CHECKING:
    from tests.api.conftest import Api, Caller
    from tests.api.main_job import Json

WOMEN = "phu_nu.mot_mo_hinh_moi_xa"
VETERANS = "cuu_chien_binh.hai_mo_hinh_moi_xa"
YOUNG = "doan_thanh_nien.mot_mo_hinh_moi_truong_moi_xa"
WORKS = "doan_thanh_nien.cong_trinh_do_doan_dam_nhan"
FARMING = "nong_dan.sach_nha_tot_ruong_moi_xa"
NEW_YEAR = date(2018, 1, 5)
FRONTS = "mttq.mot_mo_hinh_moi_xa"


@pytest.fixture
def front(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "mttq")


@pytest.fixture
def women(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "phu_nu")


@pytest.fixture
def veterans(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "cuu_chien_binh")


@pytest.fixture
def youth(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "doan_thanh_nien")


def have_need(item: Json) -> tuple[str, int, int | None]:
    verdict = item["verdicts"][0]
    return verdict["verdict"], verdict["have"], verdict["need"]
