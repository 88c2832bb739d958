"""«Đã có»: from how many items count for a quota to those items."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tests.api.main_job import WHOLE, entered, on, submitted
from tests.api.places import BAC_KAN, LUONG_BANG
from tests.web.test_overview import WOMEN, YEAR, query, today, total, world

if TYPE_CHECKING:
    from tests.web.test_overview import World

__all__ = ["today", "world"]


def test_what_an_organization_has_leads_to_what_the_quota_counts(world: World) -> None:
    women = world.web.api.make_user(LUONG_BANG, "phu_nu")
    submitted(women, WHOLE, title="Thêm một công trình", kind="cong_trinh")
    page = world.front.get(f"/tong-quan/chi-tieu/{WOMEN}{YEAR}&tinh-trang=dat")
    (row,) = page.soup.select("tbody tr")
    counted, every = (row.select_one(f"td:nth-of-type({n}) a") for n in (2, 4))
    assert counted.text == "1"
    listed = world.front.get(counted["href"])
    assert total(listed) == 1
    assert "Thêm một công trình" not in listed.main
    assert "Được tính cho: " in listed.main
    assert total(world.front.get(every["href"])) == 2
    narrowed = world.front.get(counted["href"] + "&chi-tieu=khong.co")
    assert narrowed.status == 200


def test_the_plans_own_list_leads_there_by_the_rule_as_it_stands_there(world: World) -> None:
    chair = world.web.api.make_user(BAC_KAN, "mttq", "approver")
    body = {
        "quota": WOMEN, "at_least": 2, "renewed_yearly": True, "from": "2017-01-01",
        "document": "15/KH-MTTQ",
    }  # fmt: skip
    assert chair.post(f"/tenants/{BAC_KAN}/quota-overrides", body).status_code == 201
    page = world.front.get(f"/ke-hoach/{WOMEN}?nam=2017")
    (counted,) = page.soup.select("tbody td a")
    assert counted.text == "1"
    assert query(counted["href"])["chi-tieu"] == f"{WOMEN}:hang-nam"
    assert total(world.front.get(counted["href"])) == 1


def test_who_sees_items_in_summary_only_learns_nothing_of_what_it_hides(world: World) -> None:
    asked = f"/dang-ky?nam=2017&dia-ban={LUONG_BANG}&to-chuc=phu_nu"
    hidden = (f"&chi-tieu={WOMEN}", "&nguon=co", "&nguon=hoi_vien", "&ket-qua=completed")
    women = world.web.visitor(LUONG_BANG, "phu_nu", "officer")
    of_women = world.web.api.make_user(LUONG_BANG, "phu_nu")
    (item,) = of_women.get("/registrations", tenant=LUONG_BANG, organization="phu_nu").json
    june = on(world.web.api, of_women, date(2017, 6, 20))
    entered(june, item, "2017-H1", state="completed")
    farmers = world.web.visitor(LUONG_BANG, "nong_dan", "officer")
    admin = world.web.visitor(LUONG_BANG, "mttq", "admin")
    for reader in (farmers, admin):
        seen = reader.get(asked)
        assert total(seen) > 0
        assert "Tính vào chỉ tiêu" not in seen.main
        assert [total(reader.get(asked + each)) for each in hidden] == [0] * len(hidden)
    for reader in (women, world.front):
        assert [each for each in hidden if not total(reader.get(asked + each))] == []


def test_an_administrators_numbers_lead_to_no_list_by_what_it_does_not_see(world: World) -> None:
    admin = world.web.visitor(LUONG_BANG, "mttq", "admin")
    for path in (f"/tong-quan/chi-tieu/{WOMEN}{YEAR}&tinh-trang=dat", f"/tong-quan{YEAR}"):
        links = [query(link) for link in admin.get(path).links()]
        assert links
        assert [link for link in links if {"chi-tieu", "nguon"} & link.keys()] == []
