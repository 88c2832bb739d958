"""Consolidation: the figures of commune, district and province, right to the last unit."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import product
from random import Random
from typing import TYPE_CHECKING, Any

from tests.api.main_job import (
    HAPPY,
    POVERTY,
    SECURITY,
    WHOLE,
    YOUTH,
    Json,
    agreed,
    consolidation,
    done,
    entered,
    judged,
    on,
    problems,
    refused,
    submitted,
    totals,
)
from tests.api.places import BAC_KAN, CHO_DON, HA_GIANG, LUONG_BANG, NGHIA_TA, PAC_NAM
from tests.api.recounting import (
    ENDS,
    NUMBERS,
    REPORTED,
    figures,
    listed,
    partners,
    with_results,
    without_units,
)

if TYPE_CHECKING:
    from tests.api.conftest import Api, Caller

KEYS = {
    "by_organization": "organization",
    "by_content": "content",
    "by_movement_type": "movement_type",
    "by_kind": "kind",
    "by_tenant": "tenant",
}
THAI_NGUYEN = "p19"
TODAY = {"2017-Q1": date(2017, 4, 3), "2017-05": date(2017, 6, 3), "2017-Q3": date(2017, 10, 3),
         "2017": date(2018, 1, 3)}  # fmt: skip


class World:
    """Items of several organizations in two districts, in all states, with all sorts of results."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.random = Random(129)  # noqa: S311
        self.communes = [(LUONG_BANG, CHO_DON), (NGHIA_TA, CHO_DON), (self.of_pac_nam(), PAC_NAM)]
        self.people = {
            org: api.make_user(BAC_KAN, org)
            for org in ("phu_nu", "cuu_chien_binh", "doan_thanh_nien")
        }
        self.front = api.make_user(BAC_KAN, "mttq")

    def of_pac_nam(self) -> str:
        query = {"parent": PAC_NAM}
        database = self.api.platform.store.database["tenants"]
        found: Any = database.find_one({"parents.value": query["parent"], "level": "commune"})
        return str(found["_id"])

    def fill(self, number: int) -> None:
        for _ in range(number):
            self.one()

    def one(self) -> None:
        choose = self.random.choice
        body = dict(choose([WHOLE, HAPPY, POVERTY, SECURITY, YOUTH]))
        tenant = choose([*(commune for commune, _ in self.communes), CHO_DON, BAC_KAN])
        if tenant in {CHO_DON, BAC_KAN}:
            body["places"] = [{"tenant": LUONG_BANG, "area": "Nà Cà"}]
        body |= {
            "tenant": tenant,
            "kind": choose(["mo_hinh", "mo_hinh", "phan_viec"])
            if body["movement_type"] != HAPPY["movement_type"]
            else "mo_hinh",
            "households": choose([None, 7, 42]),
            "funding": choose([[], [{"source": "khac", "amount": self.random.randrange(10**8)}]]),
            "partners": choose([[], ["mttq"], ["nong_dan", {"name": "Trường"}], ["khuyen_hoc"]]),
        }
        caller = self.people[str(body["organization"])]
        day = choose([date(2017, 2, 1), date(2017, 2, 20)])
        item = submitted(on(self.api, caller, day), body)
        self.follow(caller, item)

    def follow(self, caller: Caller, item: Json) -> None:
        fate = self.random.random()
        if fate < 0.35:
            item = done(self.front, item, "agree")
        for period in REPORTED:
            if self.random.random() < 0.3:
                self.report(caller, item, period)
        if fate > 0.9:
            done(caller, item, "withdraw", reason="Nhập trùng")
        elif fate > 0.8:
            done(self.front, item, "return", reason="Sửa")

    def report(self, caller: Caller, item: Json, period: str) -> None:
        day = TODAY.get(period, date(2017, 7, 3))
        number = self.random.randrange(100)
        result = entered(
            on(self.api, caller, day), item, period, households=number,
            state=self.random.choice(["in_progress", "completed", "maintained", "stopped"]),
            measures={"so_buoi": number, **self.share(item)} if "ba_sach" in item["movement_type"]
            or "ninh" in item["movement_type"] else {},
            funding=[{"source": "khac", "amount": number * 1_000_003}],
        )  # fmt: skip
        if number % 3 == 0:
            judged(on(self.api, self.front, day), result, "confirm")
        elif number % 7 == 0:
            judged(on(self.api, self.front, day), result, "return", reason="Sai")

    def share(self, item: Json) -> Json:
        return {"phu_nu.ty_le_ho_dat": 71.5} if item["organization"] == "phu_nu" else {}


def check_rows_add_up(found: Json) -> None:
    for name, key in KEYS.items():
        rows = found[name]
        assert len({row[key] for row in rows}) == len(rows)
        for number in NUMBERS:
            assert sum(row[number] for row in rows) == found["totals"][number], (name, number)
        measures: Counter[str] = Counter()
        for row in rows:
            for code, measure in row["measures"].items():
                measures[code] += measure["value"]
        told = {code: m["value"] for code, m in found["totals"]["measures"].items()}
        assert {c: v for c, v in measures.items() if v} == {c: v for c, v in told.items() if v}


def test_figures_are_right_to_the_last_unit_against_an_independent_recount(api: Api) -> None:
    world = World(api)
    world.fill(36)
    every = with_results(world.front, BAC_KAN)
    for tenant in (BAC_KAN, CHO_DON, LUONG_BANG):
        below = {item["id"] for item in listed(world.front, tenant)}
        items = [item for item in every if item["id"] in below]
        assert len(items) > 3
        for period, basis, mode in product(
            ENDS, ("reported", "confirmed"), ("cumulative", "in_period")
        ):
            found = consolidation(world.front, tenant, period, basis=basis, mode=mode)
            check_rows_add_up(found)
            compare(found, items, period, basis, mode)


def compare(found: Json, items: list[Json], period: str, basis: str, mode: str) -> None:
    """Compare every row with the recount of the items that belong to it."""
    named = list(partners(items))
    total = figures(items, period, basis, mode) | {"as_partner": len(named)}
    assert without_units(found["totals"]) == total
    for name in ("by_content", "by_movement_type", "by_kind"):
        for row in found[name]:
            mine = [item for item in items if item[KEYS[name]] == row[KEYS[name]]]
            mentions = sum(item[KEYS[name]] == row[KEYS[name]] for _, item in named)
            recounted = figures(mine, period, basis, mode) | {"as_partner": mentions}
            assert without_units(row) == recounted, (name, row[KEYS[name]])
    for row in found["by_organization"]:
        mine = [item for item in items if item["organization"] == row["organization"]]
        mentions = sum(code == row["organization"] for code, _ in named)
        recounted = figures(mine, period, basis, mode) | {"as_partner": mentions}
        assert without_units(row) == recounted, row["organization"]
    organizations = {item["organization"] for item in items} | {code for code, _ in named}
    counted = {row["organization"] for row in found["by_organization"]}
    assert counted <= organizations


def test_rows_by_tenant_begin_with_the_tenants_own_items(api: Api) -> None:
    front = api.make_user(BAC_KAN, "mttq")
    for tenant, number in ((BAC_KAN, 1), (CHO_DON, 2), (LUONG_BANG, 3), (NGHIA_TA, 1)):
        officer = api.make_user(tenant, "phu_nu")
        place = {} if tenant.startswith("c") else {"places": [{"tenant": LUONG_BANG}]}
        for _ in range(number):
            submitted(officer, tenant=tenant, **place)

    def rows(tenant: str) -> list[tuple[str, bool, int]]:
        found = consolidation(front, tenant)["by_tenant"]
        return [(row["tenant"], row["own"], row["registered"]) for row in found]

    province, district, commune = rows(BAC_KAN), rows(CHO_DON), rows(LUONG_BANG)
    assert province[0] == (BAC_KAN, True, 1)
    assert (CHO_DON, False, 6) in province
    assert len(province) == 1 + 8
    assert district[0] == (CHO_DON, True, 2)
    assert {(LUONG_BANG, False, 3), (NGHIA_TA, False, 1)} <= set(district)
    assert len(district) == 1 + 20
    assert commune == [(LUONG_BANG, True, 3)]
    assert [n for *_, n in district[1:]].count(0) == 18


def test_the_country_adds_up_its_provinces(api: Api) -> None:
    country = api.make_user("vn", "mttq", "viewer")
    submitted(api.make_user(LUONG_BANG, "phu_nu"), partners=["nong_dan"])
    own = submitted(api.make_user("vn", "phu_nu"), tenant="vn", places=[{"tenant": BAC_KAN}])
    assert own["number"] == "PN-01/2017"
    found = consolidation(country, "vn")
    check_rows_add_up(found)
    rows = {row["tenant"]: row["registered"] for row in found["by_tenant"]}
    assert (found["totals"]["registered"], rows["vn"], rows[BAC_KAN], rows[HA_GIANG]) == (
        2,
        1,
        1,
        0,
    )
    assert found["totals"]["as_partner"] == 1
    assert len(found["quotas"]) == 6


def test_a_member_counts_its_own_organization_only(api: Api) -> None:
    women, veterans = (api.make_user(LUONG_BANG, o) for o in ("phu_nu", "cuu_chien_binh"))
    submitted(veterans, POVERTY, partners=["phu_nu", "nong_dan"])
    submitted(women, partners=["cuu_chien_binh"])
    for tenant in (LUONG_BANG, CHO_DON):
        found = consolidation(api.make_user(tenant, "phu_nu"), tenant)
        check_rows_add_up(found)
        assert [row["organization"] for row in found["by_organization"]] == ["phu_nu"]
        assert (found["totals"]["registered"], found["totals"]["as_partner"]) == (1, 1)
        assert [row["code"] for row in found["quotas"]] == ["phu_nu.mot_mo_hinh_moi_xa"]
    both = consolidation(api.make_user(CHO_DON, "mttq"), CHO_DON)
    assert (both["totals"]["registered"], both["totals"]["as_partner"]) == (2, 3)


def test_every_row_has_the_same_figures(api: Api) -> None:
    front = api.make_user(CHO_DON, "mttq")
    submitted(api.make_user(LUONG_BANG, "phu_nu"))
    found = consolidation(front, CHO_DON, "2017-H1")
    for rows in ([found["totals"]], *(found[name] for name in KEYS)):
        for row in rows:
            assert {*NUMBERS, "measures"} <= set(row)
    assert [row["content"] for row in found["by_content"]] == [1, 2, 3, 4, 5]
    assert {row["kind"] for row in found["by_kind"]} == {"cong_trinh", "mo_hinh", "phan_viec"}
    assert (found["period"], found["tenant"]) == ("2017-H1", CHO_DON)


def test_years_do_not_mix(api: Api) -> None:
    officer, front = api.make_user(LUONG_BANG, "phu_nu"), api.make_user(LUONG_BANG, "mttq")
    submitted(officer)
    for year in ("2016", "2018"):
        assert totals(front, LUONG_BANG, year)["registered"] == 0


def test_what_cannot_be_asked_is_refused(api: Api) -> None:
    front = api.make_user(CHO_DON, "mttq")

    def ask(**query: Any) -> Any:
        return front.get("/consolidation", **({"tenant": CHO_DON, "period": "2017"} | query))

    assert problems(ask(period="2017-W25")) == {"period": "period_week_refused"}
    assert problems(ask(period="2017-H3")) == {"period": "not_a_period"}
    assert problems(ask(basis="x")) == {"basis": "not_a_choice"}
    assert problems(ask(mode="x")) == {"mode": "not_a_choice"}
    assert problems(ask(boundary="x")) == {"boundary": "not_a_choice"}
    assert problems(ask(sort="x")) == {"sort": "unknown_field"}
    refused(ask(tenant=BAC_KAN), 404, "not_found")
    refused(ask(tenant=PAC_NAM), 404, "not_found")


def test_after_the_merger_figures_stay_where_they_were_made_or_come_along(api: Api) -> None:
    front = api.make_user(BAC_KAN, "mttq")
    women = api.make_user(LUONG_BANG, "phu_nu")
    item = agreed(women, front, households=42)
    entered(on(api, women, date(2017, 7, 3)), item, "2017-H1", households=20)
    submitted(api.make_user(BAC_KAN, "phu_nu"), tenant=BAC_KAN, places=[{"tenant": CHO_DON}])
    today = consolidation(front, BAC_KAN, boundary="current")
    assert today["totals"] == consolidation(front, BAC_KAN)["totals"]
    assert today["by_tenant"] == consolidation(front, BAC_KAN)["by_tenant"]
    merged = api.on(date(2025, 8, 1))
    heir = merged.make_user(THAI_NGUYEN, "mttq")
    assert consolidation(heir, THAI_NGUYEN)["totals"]["registered"] == 0
    found = consolidation(heir, THAI_NGUYEN, boundary="current")
    check_rows_add_up(found)
    counted = found["totals"]
    assert (counted["registered"], counted["agreed"], counted["households"]) == (2, 1, 20)
    shown = [row for row in found["by_tenant"] if row["registered"]]
    assert shown[0]["own"] is True  # what was the province's own is the new province's own
    assert len(shown) == 2
    assert found["by_tenant"][0]["tenant"] == THAI_NGUYEN
    closed = consolidation(heir, BAC_KAN)
    assert closed["totals"]["registered"] == 2
    old = consolidation(heir, CHO_DON)
    assert [r["registered"] for r in old["by_tenant"] if r["registered"]] == [1]
    assert merged.sign_in(women.username).get(f"/registrations/{item['id']}").status_code == 200
