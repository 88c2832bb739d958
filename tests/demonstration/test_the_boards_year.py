"""The standing boards' year by the API alone: what they do with Bắc Kạn's first half of 2017.

The demonstration is stopped on 10 August, ten days after the reports were due. The boards of the
province, of Chợ Đồn district and of the Front above them go on from there.
"""

from __future__ import annotations

import hashlib
import json
import time
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from core.catalogue import Catalogue
from core.storage.store import MongoStore
from tests.demonstration.boards import Boards, every, load_until, told
from tests.demonstration.conftest import KEY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.api.conftest import Caller
    from tests.demonstration.boards import Json

AUGUST, OCTOBER = date(2017, 8, 10), date(2017, 10, 2)
BAC_KAN, CHO_DON = "p06", "d064"
LUONG_BANG, LIEM_THUY, YEN_THINH = "c02062", "c02197", "c02044"
HALF: Json = {"period": "2017-H1", "organization": "mttq"}
MODEL: Json = {
    "tenant": LIEM_THUY, "organization": "phu_nu", "year": 2017,
    "movement_type": "phu_nu.ba_sach", "kind": "mo_hinh", "stage": "duy_tri", "content": 3,
    "title": "Đường hoa Khuổi Tấy", "places": [{"area": "Thôn Khuổi Tấy"}],
    "starts_on": "2017-03-01", "ends_on": "2017-11-30", "answers": {"so_ho": 31}, "submit": True,
}  # fmt: skip
SAME_ROAD: tuple[Json, ...] = (
    {
        "organization": "doan_thanh_nien", "title": "Tuyến đường hoa thanh niên Khuổi Tấy",
        "movement_type": "doan_thanh_nien.bao_ve_moi_truong", "stage": "xay_dung_moi",
        "answers": {"so_nguoi": 20},
    },
    {"title": "Mô hình đường hoa thôn Khuổi Tấy"},
)  # fmt: skip
"""The same road once more: by the Youth Union, and by the Women's Union a second time."""

SECONDS = 40
"""The walk may take so much processor time; it takes less than ten."""


@pytest.fixture
def boards(mongo_uri: str) -> Iterator[Boards]:
    name = f"test_{uuid4().hex[:24]}"
    store = MongoStore(mongo_uri, name, KEY)
    load_until(store, AUGUST, catalogue=Catalogue.installed())
    of_august = Boards(mongo_uri, name, AUGUST)
    yield of_august
    of_august.close()
    store.database.client.drop_database(name)
    store.close()


def test_the_first_half_of_2017_from_what_is_owed_to_the_amended_report(boards: Boards) -> None:
    began = time.process_time()
    province, country = boards.board("mt.backan.ct"), boards.board("mt.trunguong.ct")

    it_is_seen_what_is_owed(province)
    road = one_commune_gets_more_time(boards, province)
    three_overlaps_are_settled(boards, province, road)
    district = the_districts_report_is_taken_in(boards, province)
    report = the_provinces_report_is_frozen(province, country, district)
    signed = verified(province, report, 0)
    assert boards.differences() == {}

    later = boards.on(OCTOBER)
    item = a_result_is_corrected_late(later)
    province, country = later.board("mt.backan.ct"), later.board("mt.trunguong.ct")
    for frozen, receiver in ((district, province), (report, country)):
        the_drift_names_it(province, frozen, item)
        it_is_amended_with_its_difference(receiver, frozen, item)
    assert verified(province, report, 0) == signed
    assert later.differences() == {}
    later.close()
    assert time.process_time() - began < SECONDS


def it_is_seen_what_is_owed(province: Caller) -> None:
    owed = {task["kind"]: task for task in told(province.get("/tasks"))}
    assert owed["children_register"]["details"]["units"] == ["Xã Liêm Thủy"]
    assert "Huyện Chợ Đồn" in owed["children_report"]["details"]["units"]
    figures = told(province.get("/consolidation", tenant=BAC_KAN, period="2017-H1"))
    assert figures["reports"]["missing"] > 100
    covered = told(province.get("/coverage", tenant=LIEM_THUY, year=2017, organization="phu_nu"))
    assert [cell["content"] for cell in covered["omissions"]] == [1, 2, 3, 4, 5]
    assert [cell["content"] for cell in covered["empty"]] == [1, 2, 3, 4, 5]
    short = told(province.get("/quotas", tenant=BAC_KAN, year=2017, organization="phu_nu"))
    assert LIEM_THUY in {each["tenant"] for each in short[0]["shortfalls"]}


def one_commune_gets_more_time(boards: Boards, province: Caller) -> Json:
    """A road is registered in it late; two others take it for theirs as well."""
    women = boards.board("pn.nari")  # the district's union enters for a commune without officer
    refusal = told(women.post("/registrations", MODEL), 409)
    assert refusal["reason"] == "registration_closed"
    given = {
        "part": "registration",
        "until": "2017-08-20",
        "reason": "Xã bị lũ cô lập cuối tháng 7",
    }
    told(province.post(f"/tenants/{LIEM_THUY}/calendar/2017/extensions", given), 201)
    made = told(women.post("/registrations", MODEL), 201)
    assert (made["status"], made["late"]) == ("submitted", False)
    for body in SAME_ROAD:
        whose = boards.board("tn.nari") if "organization" in body else women
        again = told(whose.post("/registrations", MODEL | body), 201)
        hinted = {each["registration"] for each in again["overlaps"]}
        # From above, one does not see what another organization has in a commune.
        assert hinted == ({made["id"]} if whose is women else set())
    kinds = {task["kind"] for task in told(province.get("/tasks"))}
    assert "children_register" not in kinds
    covered = told(province.get("/coverage", tenant=LIEM_THUY, year=2017))
    assert [cell["content"] for cell in covered["omissions"]] == [1, 2, 4, 5]
    return dict(made)


def three_overlaps_are_settled(boards: Boards, province: Caller, road: Json) -> None:
    boards.look_for_overlaps()
    before = registered(province)
    found = every(province, "/overlaps", tenant=BAC_KAN, year=2017, status="open")
    ours = [case for case in found if road["id"] in case["registrations"]]
    joint, twice = sorted(ours, key=lambda case: -len({*case["organizations"]}))
    other = next(case for case in found if case["tenant"] != LIEM_THUY)
    settled(province, joint, "joint", "Hai hội cùng làm một đoạn đường", counts=road["id"])
    settled(province, twice, "duplicate", "Nhập hai lần một việc", counts=road["id"])
    settled(province, other, "distinct", "Hai việc khác nhau, hai đợt khác nhau")
    assert registered(province) == before - 2
    now = told(province.get(f"/registrations/{road['id']}"))
    assert now["partners"] == ["doan_thanh_nien"]
    boards.look_for_overlaps()
    left = every(province, "/overlaps", tenant=LIEM_THUY, year=2017)
    assert sorted(case["status"] for case in left) == ["duplicate", "joint"]


def settled(front: Caller, case: Json, verdict: str, reason: str, **counts: str) -> None:
    """Look at both side by side, and conclude."""
    assert {each["what"] for each in case["reasons"]} >= {"title", "area"}
    for each in case["registrations"]:
        told(front.get(f"/registrations/{each}"))
    body = {"verdict": verdict, "reason": reason, **counts}
    path = f"/overlaps/{case['id']}/resolution"
    now = told(front.post(path, body, version=case["version"]))
    assert (now["status"], now["reason"]) == (verdict, reason)
    for each in case["registrations"]:
        gone = counts and each != counts["counts"]
        item = told(front.get(f"/registrations/{each}"))
        assert item["same_as"] == (counts["counts"] if gone else None)


def the_districts_report_is_taken_in(boards: Boards, province: Caller) -> Json:
    """The communes' reports come in, the district's is written, sent, accepted and frozen."""
    chair = boards.board("mt.chodon.ct")
    sent = every(chair, "/reports", tenant=CHO_DON, status="submitted", **HALF)
    assert sent
    for each in sent:
        assert moved(chair, each, "accept")["status"] == "accepted"
    report = begun(boards.board("mt.chodon"), CHO_DON)
    report = moved(province, moved(chair, report, "submit"), "accept")
    missing = owing(province, report)
    late = boards.board("mt.yenthinh")
    moved(late, begun(late, YEN_THINH), "submit")
    assert len(owing(province, report)) == len(missing) - 1
    return frozen(province, report, "Không có cán bộ phụ trách; xã đã giải trình bằng văn bản")


def the_provinces_report_is_frozen(province: Caller, country: Caller, district: Json) -> Json:
    waiting = every(province, "/reports", tenant=BAC_KAN, status="submitted", period="2017-H1")
    for each in waiting:
        if each["tenant"] == BAC_KAN or (each["tenant"][0], each["organization"]) == ("d", "mttq"):
            moved(province, each, "accept")
    parts = {"ket_qua": "Toàn tỉnh đã đăng ký đủ 05 nội dung.", "han_che": "Báo cáo còn chậm."}
    report = moved(province, begun(province, BAC_KAN, parts=parts), "submit")
    report = frozen(country, moved(country, report, "accept"), "Đã nhắc hai lần, chưa gửi")
    content = edition(province, report, 0)["content"]
    assert content["parts"] == parts
    live = told(province.get("/consolidation", tenant=BAC_KAN, period="2017-H1"))["totals"]
    assert content["figures"]["cumulative"]["totals"]["registered"] == live["registered"]
    children = {(each["tenant"], each["organization"]): each for each in content["children"]}
    assert children[CHO_DON, "mttq"]["sha256"] == district["sha256"]
    reasons = {each["missing"] for each in children.values()}
    assert reasons == {None, "Đã nhắc hai lần, chưa gửi"}
    return report


def a_result_is_corrected_late(boards: Boards) -> Json:
    """The Women's Union of Lương Bằng counts the households of a model again, in October."""
    women = boards.board("pn.luongbang")
    mine: Json = {"tenant": LUONG_BANG, "organization": "phu_nu", "year": 2017}
    for item in every(women, "/registrations", **mine):
        path = f"/registrations/{item['id']}/results/2017-H1"
        found = women.get(path)
        if found.status_code == 200 and item["status"] == "agreed":
            stated = ("progress", "state", "households", "measures", "funding", "narrative")
            body = {name: found.json[name] for name in stated}
            body["households"] += 6
            told(women.put(path, body, version=found.json["version"]))
            return {**item, "households": (found.json["households"], body["households"])}
    raise AssertionError("no result to correct")


def the_drift_names_it(province: Caller, report: Json, item: Json) -> None:
    found = told(province.get(f"/reports/{report['id']}/drift"))
    was, now = (told_households(report, province) + more for more in (0, 6))
    assert found["totals"]["households"] == {"was": was, "is": now}
    (changed,) = found["items"]
    assert changed["registration"] == item["id"]
    assert changed["figures"]["households"] == dict(
        zip(("was", "is"), item["households"], strict=True)
    )
    assert len(changed["by"]) == 1


def it_is_amended_with_its_difference(receiver: Caller, report: Json, item: Json) -> None:
    now = told(receiver.get(f"/reports/{report['id']}"))
    amended = moved(receiver, now, "amend", reason="Xã Lương Bằng đếm lại số hộ")
    assert (amended["status"], amended["edition"]) == ("frozen", 1)
    second = verified(receiver, amended, 1)
    (change,) = second["changes"]
    assert change["registration"] == item["id"]
    assert second["content"]["amends"]["sha256"] == report["sha256"]
    assert second["content"]["amends"]["reason"] == "Xã Lương Bằng đếm lại số hộ"
    total = second["content"]["figures"]["cumulative"]["totals"]["households"]
    assert total == told_households(report, receiver) + 6
    assert told(receiver.get(f"/reports/{report['id']}/drift"))["count"] == 0


def verified(caller: Caller, report: Json, number: int) -> Json:
    """Return an edition whose hash the reader has worked out from its text."""
    found = edition(caller, report, number)
    assert hashlib.sha256(found["text"].encode()).hexdigest() == found["sha256"]
    assert json.loads(found["text"]) == found["content"]
    return found


def told_households(report: Json, caller: Caller) -> int:
    content = edition(caller, report, 0)["content"]
    return int(content["figures"]["cumulative"]["totals"]["households"])


def edition(caller: Caller, report: Json, number: int) -> Json:
    return dict(told(caller.get(f"/reports/{report['id']}/editions/{number}")))


def registered(caller: Caller) -> int:
    figures = told(caller.get("/consolidation", tenant=BAC_KAN, period="2017-H1"))
    return int(figures["totals"]["registered"])


def begun(caller: Caller, tenant: str, **more: Any) -> Json:
    return dict(told(caller.post("/reports", HALF | {"tenant": tenant} | more), 201))


def step(caller: Caller, report: Json, action: str, **more: Any) -> Any:
    path = f"/reports/{report['id']}/transitions"
    return caller.post(path, {"action": action, **more}, version=report["version"])


def moved(caller: Caller, report: Json, action: str, **more: Any) -> Json:
    return dict(told(step(caller, report, action, **more)))


def owing(caller: Caller, report: Json) -> list[Json]:
    """Return who has not reported yet, as the refusal to freeze tells it."""
    refusal = told(step(caller, report, "freeze"), 409)
    assert refusal["reason"] == "children_missing"
    return list(refusal["details"]["bodies"])


def frozen(caller: Caller, report: Json, reason: str) -> Json:
    """Freeze *report*; who has not reported is recorded as missing, with *reason*."""
    missing = [body | {"reason": reason} for body in owing(caller, report)]
    return moved(caller, report, "freeze", missing=missing)
