"""What is local and what is past: overrides, plugins switched off, and the rules of another day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from tests.api.main_job import (
    FARMERS,
    POVERTY,
    WHOLE,
    agreed,
    attributed,
    done,
    drafted,
    entered,
    on,
    overridden,
    problems,
    quota,
    refused,
    seen,
    submitted,
    suspended,
    switched_off,
)
from tests.api.places import BAC_KAN, CHO_DON, HA_GIANG, LUONG_BANG
from tests.api.quota_people import (
    FARMING,
    NEW_YEAR,
    VETERANS,
    WOMEN,
    front,
    have_need,
    veterans,
    women,
)

if TYPE_CHECKING:
    from tests.api.conftest import Api, Caller

__all__ = ["front", "veterans", "women"]


def test_a_province_raises_a_quota(api: Api, women: Caller, front: Caller) -> None:
    overridden(api, BAC_KAN, WOMEN, at_least=2)
    assert have_need(submitted(women)) == ("short", 1, 2)
    assert quota(front, LUONG_BANG, WOMEN)["short"] == 1
    assert have_need(submitted(women)) == ("met", 2, 2)
    elsewhere = api.make_user(HA_GIANG, "mttq")
    shortfall = quota(elsewhere, HA_GIANG, WOMEN)["shortfalls"][0]
    assert shortfall["need"] == 1


def test_a_province_states_the_number_the_plan_left_open(api: Api, front: Caller) -> None:
    overridden(api, BAC_KAN, FARMING, at_least=1)
    row = quota(front, LUONG_BANG, FARMING)
    assert (row["short"], row["expected"]) == (1, 0)
    submitted(api.make_user(LUONG_BANG, "nong_dan"), FARMERS)
    assert quota(front, LUONG_BANG, FARMING)["met"] == 1


def test_a_district_switches_a_quota_off_for_some_time(api: Api, women: Caller) -> None:
    overridden(api, CHO_DON, WOMEN, at_least=0, valid_to=date(2017, 3, 31))
    assert drafted(women, WHOLE)["verdicts"] == []
    province = api.make_user(BAC_KAN, "mttq")
    assert quota(province, BAC_KAN, WOMEN)["applicable"] == 108 - 20
    april = date(2017, 4, 1)
    assert len(seen(on(api, women, april), drafted(women, WHOLE))["verdicts"]) == 1
    assert quota(on(api, province, april), BAC_KAN, WOMEN)["applicable"] == 108


def test_what_is_built_may_be_owed_anew_each_year(
    api: Api, veterans: Caller, front: Caller
) -> None:
    built = agreed(veterans, front, POVERTY)
    body = POVERTY | {"year": 2018, "stage": "duy_tri", "continues": built["id"], "submit": True}
    january = on(api, veterans, date(2018, 1, 10))
    item = january.post("/registrations", body).json
    assert have_need(item) == ("short", 1, 2)
    since = {"valid_from": date(2018, 1, 1), "renewed_yearly": True}
    overridden(api, BAC_KAN, VETERANS, **since)
    assert have_need(seen(january, item)) == ("short", 0, 2)


def test_where_a_plugin_is_switched_off_its_quotas_are_unknown(
    api: Api, women: Caller, front: Caller
) -> None:
    item = submitted(women)
    switched_off(api, LUONG_BANG, "phu_nu")
    verdict = seen(women, item)["verdicts"][0]
    assert (verdict["verdict"], verdict["missing"]) == ("unknown", None)
    assert quota(front, LUONG_BANG, WOMEN)["unknown"] == 1
    refused(women.post("/registrations", WHOLE), 409, "plugin_unavailable")
    row = quota(api.make_user(CHO_DON, "mttq"), CHO_DON, WOMEN)
    assert (row["unknown"], row["short"]) == (1, 19)


def test_a_plugin_switched_off_above_is_off_below(api: Api, front: Caller) -> None:
    switched_off(api, BAC_KAN, "phu_nu", since=date(2017, 6, 1))
    assert quota(front, LUONG_BANG, WOMEN)["short"] == 1
    later = on(api, front, NEW_YEAR)
    assert quota(later, LUONG_BANG, WOMEN, as_of="2017-05-31")["short"] == 1
    assert quota(later, LUONG_BANG, WOMEN, as_of="2017-06-01")["unknown"] == 1


def test_the_quotas_of_a_quarantined_plugin_are_unknown(
    api: Api, women: Caller, front: Caller
) -> None:
    item = submitted(women)
    with suspended(api, "phu_nu"):
        assert quota(front, LUONG_BANG, WOMEN)["unknown"] == 1
        assert quota(front, LUONG_BANG, VETERANS)["short"] == 1
        assert seen(women, item)["verdicts"][0]["verdict"] == "unknown"
        refused(women.post("/registrations", WHOLE), 409, "plugin_unavailable")
    assert quota(front, LUONG_BANG, WOMEN)["met"] == 1


def test_an_attribute_by_itself_changes_no_quota_of_the_plan(api: Api, front: Caller) -> None:
    before = front.get("/quotas", tenant=LUONG_BANG, year=2017).json
    attributed(api, LUONG_BANG, "xa_nong_thon_moi", value=True)
    assert front.get("/quotas", tenant=LUONG_BANG, year=2017).json == before


def test_a_past_day_is_judged_by_what_stood_then(api: Api, women: Caller, front: Caller) -> None:
    item = submitted(women)
    later = on(api, front, date(2017, 2, 10))
    back = done(later, item, "return", reason="Sửa")
    done(on(api, women, date(2017, 2, 20)), back, "submit")
    overridden(api, BAC_KAN, WOMEN, at_least=2, valid_from=date(2017, 3, 1))

    def told(day: str) -> list[int]:
        row = quota(on(api, front, NEW_YEAR), LUONG_BANG, WOMEN, as_of=day)
        return [row["met"], row["short"]]

    assert told("2017-01-31") == [0, 1]
    assert told("2017-02-01") == told("2017-02-09") == [1, 0]
    assert told("2017-02-10") == told("2017-02-19") == [0, 1]
    assert told("2017-02-20") == told("2017-02-28") == [1, 0]
    assert told("2017-03-01") == [0, 1]


def test_a_past_day_is_asked_of_one_province_at_most(api: Api) -> None:
    country = api.make_user("vn", "mttq")
    answer = country.get("/quotas", tenant="vn", year=2017, as_of="2017-02-01")
    refused(answer, 422, "as_of_one_province")
    assert country.get("/quotas", tenant="vn", year=2017).status_code == 200
    assert problems(country.get("/quotas", tenant=BAC_KAN, year=2017, as_of="hôm qua")) == {
        "as_of": "not_a_date"
    }


def test_realized_counts_what_is_completed_or_maintained(
    api: Api, women: Caller, front: Caller
) -> None:
    item = submitted(women)
    july = on(api, women, date(2017, 7, 5))

    def realized(**more: Any) -> int:
        row = quota(on(api, front, NEW_YEAR), LUONG_BANG, WOMEN, basis="realized", **more)
        return int(row["met"])

    assert (quota(front, LUONG_BANG, WOMEN)["met"], realized()) == (1, 0)
    for version, (state, met) in enumerate(
        (("in_progress", 0), ("completed", 1), ("stopped", 0), ("maintained", 1))
    ):
        entered(july, item, "2017-H1", version=version or None, state=state)
        assert realized() == met, state
    assert realized(as_of="2017-07-05") == 1
    assert realized(as_of="2017-07-04") == 0
