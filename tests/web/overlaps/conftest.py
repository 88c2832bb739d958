"""Two organizations of Lương Bằng that have registered one road, and the Front that settles it."""

from __future__ import annotations

import pytest

from tests.api.main_job import YOUTH, submitted
from tests.api.places import LUONG_BANG
from tests.web.overlaps.settling import looked


@pytest.fixture
def women(web):
    return web.api.make_user(LUONG_BANG, "phu_nu")


@pytest.fixture
def youth(web):
    return web.api.make_user(LUONG_BANG, "doan_thanh_nien")


@pytest.fixture
def front(web):
    return web.visitor(LUONG_BANG, "mttq", "approver")


@pytest.fixture
def road(women):
    return submitted(women, households=42)


@pytest.fixture
def same_road(youth, road):
    return submitted(youth, YOUTH, title="Tuyến đường hoa thanh niên Nà Cà")


@pytest.fixture
def case(web, road, same_road):
    return looked(web)
