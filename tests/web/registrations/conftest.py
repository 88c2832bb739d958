"""Who looks at the registrations of Lương Bằng."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.api.places import LUONG_BANG

if TYPE_CHECKING:
    from tests.api.conftest import Caller
    from tests.web.conftest import Visitor, Web


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
