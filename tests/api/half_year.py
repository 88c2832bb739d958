"""Fixtures: a commune with what was reported of its half year, while the reports are due."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.api.main_job import agreed, entered, on, submitted
from tests.api.places import CHO_DON, LUONG_BANG

if TYPE_CHECKING:
    from tests.api.conftest import Api, Caller
    from tests.api.main_job import Json

FEBRUARY = date(2017, 2, 1)
APRIL = date(2017, 4, 5)
JULY = date(2017, 7, 5)


@pytest.fixture
def today() -> date:
    """While the report of the first half is due."""
    return JULY


@pytest.fixture
def officer(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "phu_nu")


@pytest.fixture
def commune(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "mttq", "approver")


@pytest.fixture
def district(api: Api) -> Caller:
    """The Front of the district, which receives the commune's report."""
    return api.make_user(CHO_DON, "mttq", "approver")


@pytest.fixture
def board(api: Api) -> Caller:
    """The Front of the district, where it checks."""
    return api.make_user(CHO_DON, "mttq", "approver")


@pytest.fixture
def item(api: Api, officer: Caller, commune: Caller) -> Json:
    """A model with what was reached in the half year."""
    made = agreed(on(api, officer, FEBRUARY), on(api, commune, FEBRUARY))
    entered(officer, made, "2017-H1", households=20)
    return made


@pytest.fixture
def other(api: Api, officer: Caller) -> Json:
    """Another one, which nobody has agreed to yet."""
    made = submitted(on(api, officer, FEBRUARY), title="Đường hoa Bản Vèn")
    entered(officer, made, "2017-H1", households=7)
    return made
