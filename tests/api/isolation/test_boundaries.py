"""After 1 July 2025: a closed commune's records are its successor's, not its neighbours'."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.api.isolation.targets import NO_ID, NO_TENANT, SECRETS, text
from tests.api.isolation.walking import Kept, differing
from tests.api.isolation.world import ITEM, World
from tests.api.places import CHO_DON, LUONG_BANG, NGHIA_TA

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.api.conftest import Api, Caller

SUCCESSOR = "c02071-25"  # Lương Bằng, Nghĩa Tá and Bình Trung
NEIGHBOUR = "c02020-25"  # of the same former district
PROVINCE = "p19"  # Thái Nguyên, which Bắc Kạn went into
RECORDS = ("title", "note", "draft", "other_item", "sibling_item", "report", "sent", "calendar")


@dataclass(frozen=True, slots=True)
class Later:
    """The same program and data, after the merger."""

    api: Api
    world: World

    def caller(self, tenant: str, organization: str = "phu_nu", role: str = "officer") -> Caller:
        return self.api.make_user(tenant, organization, role)

    def paths(self, tenant: str, item: str, draft: str, report: str) -> Iterator[str]:
        yield from (f"/registrations/{item}{below}" for below in ("", "/history"))
        yield f"/registrations/{item}/results/2017-H1"
        yield f"/registrations/{draft}"
        yield f"/reports/{report}"
        yield f"/registrations?tenant={tenant}"
        yield f"/reports?tenant={tenant}"
        yield f"/audit?tenant={tenant}"
        yield f"/consolidation?tenant={tenant}&period=2017"
        yield f"/quotas?tenant={tenant}&year=2017"
        yield f"/coverage?tenant={tenant}&year=2017"
        yield f"/tenants/{tenant}/areas"
        yield f"/tenants/{tenant}/calendar/2017"
        yield f"/tenants/{tenant}/quota-overrides"


@pytest.fixture
def later(world: World, kept: Kept) -> Later:
    return Later(world.api.on(date(2025, 8, 1)), world)


def test_the_successor_holds_what_its_predecessor_registered(later: Later) -> None:
    t = later.world.targets
    heir = later.caller(SUCCESSOR)
    for path in later.paths(LUONG_BANG, t.item.id, t.draft.id, t.report.id):
        assert heir.call("GET", path).status_code == 200, path
    shown = heir.get("/registrations", page_size=200).text
    assert text("title") in shown
    assert text("draft") in shown
    assert text("sibling_item") in shown
    assert text("other_item") not in shown
    assert heir.get(f"/registrations/{t.item.id}").json["view"] == "personal"


def test_the_successors_front_sees_both_predecessors_but_no_draft(later: Later) -> None:
    t = later.world.targets
    front = later.caller(SUCCESSOR, "mttq", "approver")
    shown = front.get("/registrations", page_size=200).text
    assert text("title") in shown
    assert text("sibling_item") in shown
    assert text("draft") not in shown
    assert front.get(f"/registrations/{t.draft.id}").status_code == 404
    figures = front.get("/consolidation", tenant=SUCCESSOR, period="2017", boundary="current").json
    assert figures["totals"]["registered"] == 7


@pytest.mark.parametrize("organization", ["phu_nu", "mttq"])
def test_a_neighbour_of_the_same_former_district_sees_none_of_it(
    later: Later, organization: str
) -> None:
    t = later.world.targets
    for role in ("officer", "approver", "admin"):
        neighbour = later.caller(NEIGHBOUR, organization, role)
        asked = later.paths(LUONG_BANG, t.item.id, t.draft.id, t.report.id)
        ghosts = later.paths(NO_TENANT, NO_ID, NO_ID, NO_ID)
        for path, ghost in zip(asked, ghosts, strict=True):
            answer = neighbour.call("GET", path)
            assert answer.status_code == 404, path
            assert differing(answer, neighbour.call("GET", ghost)) == []
        for path in ("/registrations", "/reports", "/audit"):
            told = neighbour.get(path, page_size=200).text
            assert not [name for name in RECORDS if SECRETS[name].text in told], path
        own = neighbour.get("/consolidation", tenant=NEIGHBOUR, period="2017", boundary="current")
        assert own.json["totals"]["registered"] == 0


def test_a_neighbour_writes_nothing_there(later: Later, kept: Kept) -> None:
    t = later.world.targets
    neighbour = later.caller(NEIGHBOUR)
    front = later.caller(NEIGHBOUR, "mttq", "approver")
    before = kept.now()
    step = {"action": "withdraw", "reason": "Thử"}
    path = f"/registrations/{t.item.id}"
    answers = (
        neighbour.put(path, ITEM, version=t.item.version),
        neighbour.post(f"{path}/transitions", step, version=t.item.version),
        front.post(f"{path}/transitions", {"action": "agree"}, version=t.item.version),
        front.put(f"/tenants/{LUONG_BANG}/calendar/2017", {}, version=t.calendar.version),
        neighbour.post("/registrations", ITEM | {"year": 2025}),
    )
    assert [answer.status_code for answer in answers] == [404] * 5
    assert kept.now() == before


def test_the_new_province_sees_what_passed_into_it_and_others_do_not(later: Later) -> None:
    item = f"/registrations/{later.world.targets.item.id}"
    assert later.caller(PROVINCE, "mttq").get(item).json["view"] == "full"
    assert later.caller(PROVINCE, "phu_nu").get(item).json["view"] == "personal"
    for province in ("p08", "p02"):
        assert later.caller(province, "mttq").get(item).status_code == 404


def test_who_was_assigned_before_the_merger_keeps_the_sight_of_that_unit_only(
    later: Later,
) -> None:
    world = later.world
    item = f"/registrations/{world.targets.item.id}"
    made = later.caller(SUCCESSOR)
    new = made.get("/registrations", page_size=200)
    assert new.status_code == 200
    for tenant, answered in ((LUONG_BANG, 200), (CHO_DON, 200), (NGHIA_TA, 404)):
        caller = world.api.make_user(tenant, "phu_nu")
        there = replace(caller, app=later.api.app)
        assert there.get(item).status_code == answered, tenant
        for path in (f"/registrations?tenant={SUCCESSOR}", f"/tenants/{SUCCESSOR}/areas"):
            assert there.call("GET", path).status_code == 404
