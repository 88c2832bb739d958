"""Fixtures: a Women's Union and the Front of its commune in July, with an item to report on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.api.main_job import on, submitted
from tests.api.places import LUONG_BANG

if TYPE_CHECKING:
    from tests.api.conftest import Api, Caller
    from tests.api.main_job import Json

JULY = date(2017, 7, 5)
NEW_YEAR = date(2018, 1, 5)
QUOTA = "phu_nu.mot_mo_hinh_moi_xa"


@pytest.fixture
def today() -> date:
    """After the first half of the year; items are registered in March."""
    return JULY


@pytest.fixture
def officer(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "phu_nu")


@pytest.fixture
def front(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "mttq")


@pytest.fixture
def item(api: Api, officer: Caller) -> Json:
    return submitted(on(api, officer, date(2017, 2, 1)))


def path(item: Json, period: str) -> str:
    return f"/registrations/{item['id']}/results/{period}"
