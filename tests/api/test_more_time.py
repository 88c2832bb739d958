"""More time to register that a commune is given shows above it, in the tasks of those above."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.api.main_job import WHOLE, on, submitted
from tests.api.owing import owed
from tests.api.places import BAC_KAN, CHO_DON, LUONG_BANG

if TYPE_CHECKING:
    from tests.api.conftest import Api, Caller

AUGUST = date(2017, 8, 10)
UNTIL = "2017-08-20"


@pytest.fixture
def province(api: Api) -> Caller:
    """The Front of the province on 10 August, when registration is long over."""
    return on(api, api.make_user(BAC_KAN, "mttq", "approver"), AUGUST)


def extend(province: Caller, tenant: str = LUONG_BANG, **more: Any) -> None:
    wanted = {"part": "registration", "until": UNTIL, "reason": "Bão lũ", **more}
    answer = province.post(f"/tenants/{tenant}/calendar/2017/extensions", wanted)
    assert answer.status_code == 201, answer.json


def unregistered(caller: Caller) -> tuple[list[Any], list[Any]]:
    """Return the tasks of units without registrations: by the caller's time, by their own."""
    tasks = [row for row in owed(caller, "children_register") if "units" in row["details"]]
    own = [row for row in tasks if row["details"].get("own_time")]
    return [row for row in tasks if row not in own], own


def test_a_commune_with_more_time_is_told_of_above_by_its_own_last_day(
    api: Api, province: Caller
) -> None:
    ((before,), own) = unregistered(province)
    assert own == []
    extend(province)
    district = on(api, api.make_user(CHO_DON, "mttq", "approver"), AUGUST)
    for above, missing in ((province, before["details"]["missing"] - 1), (district, 19)):
        ((over,), (still,)) = unregistered(above)
        assert over["possible"] is False
        assert over["details"]["missing"] == missing
        assert still["possible"] is True
        assert (still["due"], still["closes"], still["days_left"]) == (UNTIL, UNTIL, 10)
        assert still["title"] == "Còn 1 xã có hạn riêng chưa đăng ký năm 2017"
        assert still["hint"] == "Xã Lương Bằng"
        assert still["details"]["units"] == ["Xã Lương Bằng"]


def test_each_last_day_of_its_own_has_its_own_task(api: Api, province: Caller) -> None:
    extend(province)
    extend(province, "c02071", until="2017-08-31")
    _, own = unregistered(province)
    assert [row["due"] for row in own] == [UNTIL, "2017-08-31"]


def test_what_was_given_to_one_organization_is_told_to_it_and_to_the_front(
    api: Api, province: Caller
) -> None:
    extend(province, organization="phu_nu")
    women = on(api, api.make_user(CHO_DON, "phu_nu"), AUGUST)
    farmers = on(api, api.make_user(CHO_DON, "nong_dan"), AUGUST)
    assert len(unregistered(province)[1]) == 1
    assert len(unregistered(women)[1]) == 1
    assert unregistered(farmers)[1] == []


def test_the_union_above_registers_for_a_commune_that_has_nobody(
    api: Api, province: Caller
) -> None:
    extend(province)
    women = on(api, api.make_user(CHO_DON, "phu_nu"), AUGUST)
    (task,) = unregistered(women)[1]
    assert (task["act"], task["tenant"]) == ("register", LUONG_BANG)
    officer = on(api, api.make_user(LUONG_BANG, "phu_nu"), AUGUST)
    (task,) = unregistered(women)[1]
    assert (task["act"], task["tenant"]) == ("list_registrations", CHO_DON)
    submitted(officer)
    assert unregistered(women)[1] == []


def test_whose_time_is_over_is_told_who_can_give_more(api: Api, province: Caller) -> None:
    women = on(api, api.make_user(BAC_KAN, "phu_nu"), AUGUST)
    ((of_women,), _), ((of_front,), _) = unregistered(women), unregistered(province)
    assert "đề nghị Mặt trận tỉnh Bắc Kạn gia hạn" in of_women["hint"]
    assert "; đơn vị mình gia hạn được nếu cần" in of_front["hint"]
    (own,) = owed(women, "register")
    assert "đề nghị Ủy ban Trung ương MTTQ Việt Nam gia hạn" in own["hint"]


def test_a_refusal_names_the_front_to_ask_as_it_is_called(api: Api) -> None:
    women = on(api, api.make_user(BAC_KAN, "phu_nu"), AUGUST)
    commune = on(api, api.make_user(LUONG_BANG, "phu_nu"), AUGUST)
    told = [
        caller.post("/registrations", WHOLE | {"tenant": tenant, "places": []}).json
        for caller, tenant in ((women, BAC_KAN), (commune, LUONG_BANG))
    ]
    assert [body["reason"] for body in told] == ["registration_closed"] * 2
    assert "hạn 14/2/2017, hạn chót 31/3/2017" in told[1]["message"]
    assert told[0]["message"].endswith(
        "hãy đề nghị Ban Thường trực Ủy ban Trung ương MTTQ Việt Nam."
    )
    assert told[1]["message"].endswith("Ban Thường trực Ủy ban MTTQ của huyện Chợ Đồn.")
    assert told[1]["details"]["ask"] == "Huyện Chợ Đồn"


def test_of_the_country_a_province_with_more_time_is_one_unit(api: Api, province: Caller) -> None:
    country = on(api, api.make_user("vn", "mttq", "approver"), AUGUST)
    extend(country, BAC_KAN)
    _, (still,) = unregistered(country)
    assert still["details"]["units"] == ["Tỉnh Bắc Kạn"]
    assert still["details"]["missing"] == 1


def test_of_a_district_whose_congress_is_later_its_communes_have_more_time(api: Api) -> None:
    province = on(api, api.make_user(BAC_KAN, "mttq", "approver"), date(2017, 3, 10))
    district = on(api, api.make_user(CHO_DON, "mttq", "approver"), date(2017, 3, 10))
    part = {"opens": "2017-01-01", "due": "2017-02-14", "locks": "2018-01-31"}
    congress = {"name": "Đại hội", "day": "2017-03-10", "source": "15/TB-MTTQ"}
    of_province = {
        "registration": {**part, "closes_before": "dai_hoi"},
        "events": {"dai_hoi": congress},
    }
    of_district = {"events": {"dai_hoi": {**congress, "day": "2017-03-20"}}}
    of_both = (province, BAC_KAN, of_province), (district, CHO_DON, of_district)
    for caller, tenant, body in of_both:
        path = f"/tenants/{tenant}/calendar/2017"
        version = int(caller.get(path).headers["ETag"].strip('"'))
        answer = caller.put(path, body, version=version)
        assert answer.status_code == 200, answer.json
    _, (still,) = unregistered(province)
    assert (still["closes"], still["possible"]) == ("2017-03-19", True)
    assert still["details"]["missing"] > 1
