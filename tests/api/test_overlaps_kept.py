"""What was concluded about an overlap stays so: by editing, and by the check of the database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from core.services.integrity import check
from core.storage.integrity import MongoEverything
from tests.api.main_job import WHOLE, Json, problems, seen
from tests.api.test_overlaps import case, front, road, same_road, settled, women, youth

if TYPE_CHECKING:
    from tests.api.conftest import Api, Caller

__all__ = ["case", "front", "road", "same_road", "women", "youth"]


def edited(caller: Caller, item: Json, **changes: Any) -> Any:
    now = seen(caller, item)
    return caller.put(f"/registrations/{item['id']}", WHOLE | changes, version=now["version"])


def differences(api: Api) -> list[str]:
    key = (api.settings.secret_key or "").encode()
    measures = api.platform.catalogue.measures
    findings = check(MongoEverything(api.platform.store.database), measures=measures, key=key)
    assert findings.checked["overlaps"] == 1
    return sorted(findings.found)


def test_who_leads_does_not_part_with_whom_it_is_settled_to_be_done_jointly(
    front: Caller, women: Caller, case: Json, road: Json
) -> None:
    settled(front, case, "joint", counts=road["id"])
    refusal = edited(women, road, partners=["nong_dan"])
    assert problems(refusal) == {"partners": "joint_partner"}
    (told,) = refusal.json["problems"]
    who = "Đoàn Thanh niên Cộng sản Hồ Chí Minh"
    assert told["message"].startswith(f"{who} làm chung việc này theo kết luận chồng chéo ngày")
    assert "đề nghị Mặt trận kết luận lại" in told["message"]
    kept = edited(women, road, partners=["doan_thanh_nien", "nong_dan"], note="Thêm Hội Nông dân")
    assert kept.status_code == 200, kept.json
    assert kept.json["partners"] == ["doan_thanh_nien", "nong_dan"]


def test_once_it_is_settled_anew_it_is_theirs_alone(
    front: Caller, women: Caller, case: Json, road: Json
) -> None:
    joint = settled(front, case, "joint", counts=road["id"])
    apart = settled(front, joint, "distinct")
    named = edited(women, road, partners=["doan_thanh_nien"])
    assert named.status_code == 200
    assert edited(women, road, partners=[]).json["partners"] == []
    settled(front, apart, "duplicate", counts=road["id"])
    assert edited(women, road, partners=["doan_thanh_nien"]).status_code == 200
    assert edited(women, road, partners=[]).status_code == 200


def test_a_partner_that_declines_may_do_so_and_stays_declined(
    front: Caller, women: Caller, youth: Caller, case: Json, road: Json
) -> None:
    settled(front, case, "joint", counts=road["id"])
    now = seen(women, road)
    path = f"/registrations/{road['id']}/transitions"
    assert youth.post(path, {"action": "decline"}, version=now["version"]).status_code == 200
    assert edited(women, road, partners=[]).status_code == 200


@pytest.mark.parametrize("verdict", ["joint", "duplicate", "distinct"])
def test_what_was_concluded_agrees_with_the_items_and_the_figures(
    api: Api, front: Caller, case: Json, verdict: str
) -> None:
    assert differences(api) == []
    now = settled(front, case, verdict)
    assert differences(api) == []
    settled(front, now, "distinct" if verdict != "distinct" else "joint")
    assert differences(api) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"same_as": None}, ["overlap_unmarked"]),
        ({"same_as": "khong-co"}, ["overlap_unmarked", "same_as_lost", "same_as_unsettled"]),
        ({"status": "submitted"}, ["counter_differs", "registration_differs", "same_as_twice"]),
    ],
)
def test_what_was_changed_on_the_item_that_counts_no_more_is_found(
    api: Api, front: Caller, case: Json, road: Json, same_road: Json, change: Json, told: list[str]
) -> None:
    settled(front, case, "duplicate", counts=road["id"])
    items = api.platform.store.database["registrations"]
    items.update_one({"_id": same_road["id"]}, {"$set": change})
    assert differences(api) == told


def test_a_chain_and_what_counts_nowhere_are_found(
    api: Api, front: Caller, case: Json, road: Json, same_road: Json
) -> None:
    settled(front, case, "duplicate", counts=road["id"])
    items = api.platform.store.database["registrations"]
    items.update_one({"_id": road["id"]}, {"$set": {"same_as": same_road["id"]}})
    assert {"same_as_chain", "same_as_twice", "same_as_unsettled"} <= {*differences(api)}
    items.update_one({"_id": road["id"]}, {"$set": {"same_as": None, "status": "withdrawn"}})
    assert "same_as_uncounted" in differences(api)


def test_a_conclusion_that_is_gone_or_about_nothing_is_found(
    api: Api, front: Caller, case: Json, road: Json
) -> None:
    settled(front, case, "duplicate", counts=road["id"])
    database = api.platform.store.database
    database["overlaps"].update_one({"_id": case["id"]}, {"$set": {"settlement": None}})
    assert differences(api) == ["same_as_unsettled"]
    database["registrations"].delete_one({"_id": road["id"]})
    assert {"overlap_of_nothing", "same_as_lost"} <= {*differences(api)}
