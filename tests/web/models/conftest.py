"""A model of Lương Bằng that was recognised in June 2017, and who looks at it in January 2018."""

from __future__ import annotations

import pytest

from tests.api.copying import JANUARY, recognised
from tests.api.places import LUONG_BANG, NGHIA_TA


@pytest.fixture
def women(web):
    return web.api.make_user(LUONG_BANG, "phu_nu")


@pytest.fixture
def model(web, women):
    return recognised(web.api, women, web.api.make_user(LUONG_BANG, "mttq"))


@pytest.fixture
def later(web):
    return web.on(JANUARY)


@pytest.fixture
def neighbour(later):
    return later.visitor(NGHIA_TA, "phu_nu")


@pytest.fixture
def front(later):
    return later.visitor(LUONG_BANG, "mttq")
