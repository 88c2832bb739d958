"""A women's union's model and what it reports of January, as pages are asked for it."""

from __future__ import annotations

import pytest

from tests.api.main_job import WHOLE, submitted
from tests.api.places import LUONG_BANG

JANUARY = "2017-01"
LIST = f"/ket-qua?ky={JANUARY}"
ENTER = f"/ket-qua/nhap?ky={JANUARY}"
CONFIRM, RETURN = f"/ket-qua/xac-nhan?ky={JANUARY}", f"/ket-qua/tra-lai?ky={JANUARY}"
PLAN = {
    "scale": [{"amount": 700, "unit": "m", "about": "khoảng"}],
    "funding": [{"source": "hoi_vien", "amount": 12_000_000}],
    "households": 42,
}


@pytest.fixture
def officer(web):
    return web.visitor(LUONG_BANG, "phu_nu", "officer")


@pytest.fixture
def caller(web, officer):
    return web.api.sign_in(officer.username)


@pytest.fixture
def front(web):
    return web.visitor(LUONG_BANG, "mttq", "approver")


@pytest.fixture
def flowers(caller):
    return submitted(caller, WHOLE | PLAN)


def address(item, period=JANUARY):
    return f"/dang-ky/{item['id']}/ket-qua/{period}"


def stored(caller, item, period=JANUARY):
    answer = caller.get(f"/registrations/{item['id']}/results/{period}")
    assert answer.status_code == 200, answer.json
    return answer.json
