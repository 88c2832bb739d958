"""Drafts: what may be missing, what must be right, and what nobody may change."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

import pytest

from tests.api.main_job import (
    DRAFT,
    WHOLE,
    Json,
    agreed,
    done,
    drafted,
    problems,
    refused,
    seen,
    step,
    submitted,
)
from tests.api.places import LUONG_BANG, NGHIA_TA

if TYPE_CHECKING:
    from tests.api.conftest import Api, Caller


WRONG: list[tuple[Json, str]] = [
    ({"kind": "cong_viec"}, "kind"),
    ({"stage": "moi"}, "stage"),
    ({"content": 6}, "content"),
    ({"content": 1}, "content"),
    ({"content": True}, "content"),
    ({"content": "3"}, "content"),
    ({"year": 2017.5}, "year"),
    ({"title": "  "}, "title"),
    ({"title": "a" * 301}, "title"),
    ({"themes": ["khong_co"]}, "themes"),
    ({"themes": ["giam_ngheo"]}, "themes"),
    ({"starts_on": "2017-02-30"}, "starts_on"),
    ({"starts_on": "01/02/2017"}, "starts_on"),
    ({"starts_on": "2017-05-02", "ends_on": "2017-05-01"}, "ends_on"),
    ({"scale": [{"amount": -1, "unit": "m"}]}, "scale.0.amount"),
    ({"scale": [{"amount": 1}]}, "scale.0.unit"),
    ({"scale": [{"amount": 1, "unit": "m", "about": "chừng"}]}, "scale.0.about"),
    ({"funding": [{"source": "ai_do", "amount": 1}]}, "funding.0.source"),
    ({"funding": [{"source": "khac", "amount": 1.5}]}, "funding.0.amount"),
    ({"funding": [{"source": "khac", "amount": -1}]}, "funding.0.amount"),
    ({"in_kind": [{"kind": "tien", "amount": 1, "unit": "đ"}]}, "in_kind.0.kind"),
    ({"households": -1}, "households"),
    ({"partners": ["hoi_khong_co"]}, "partners.0"),
    ({"partners": ["phu_nu"]}, "partners.0"),
    ({"partners": ["nong_dan", "nong_dan"]}, "partners.1"),
    ({"partners": [{"ten": "Trường"}]}, "partners.0"),
    ({"places": [{}]}, "places.0"),
    ({"places": [{"area": "Thôn A", "tenant": NGHIA_TA}]}, "places.0.tenant"),
    ({"answers": {"so_ho": "nhiều"}}, "answers.so_ho"),
    ({"answers": {"khong_hoi": 1}}, "answers.khong_hoi"),
    ({"answers": {"so_ho": 4, "so_ho_nha_sach": 5}}, "answers.so_ho_nha_sach"),
    ({"answers": []}, "answers"),
    ({"continues": "chưa từng có"}, "continues"),
    ({"submit": 1}, "submit"),
    ({"movement_type": "phu_nu.khong_co"}, "movement_type"),
    ({"movement_type": "nong_dan.bao_ve_moi_truong"}, "movement_type"),
    ({"la": 1}, "la"),
]


@pytest.fixture
def officer(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "phu_nu")


@pytest.fixture
def front(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "mttq")


def test_six_members_make_a_draft_and_all_else_may_be_missing(officer: Caller) -> None:
    made = officer.post("/registrations", DRAFT)
    assert made.status_code == 201
    assert made.headers["ETag"] == '"1"'
    body = made.json
    assert body["status"] == "draft"
    assert body["number"] is None
    assert body["late"] is False
    assert body["stage"] is None
    assert body["places"] == []
    assert body["form_version"] >= 1
    assert body["created_by"] == officer.id
    assert body["themes"] == ["bao_ve_moi_truong"]
    assert {"id", "version", "created_at", "updated_at", "verdicts", "overlaps"} <= set(body)
    assert seen(officer, body) == body


def test_none_of_the_six_may_be_missing(officer: Caller) -> None:
    for member in DRAFT:
        body = {name: value for name, value in DRAFT.items() if name != member}
        assert problems(officer.post("/registrations", body)) == {member: "required"}
    assert officer.get("/registrations").json == []


def test_what_is_there_must_be_valid_and_nothing_is_kept(officer: Caller) -> None:
    for wrong, field in WRONG:
        answer = officer.post("/registrations", DRAFT | wrong)
        assert set(problems(answer)) == {field}, wrong
    assert officer.get("/registrations").json == []


def test_all_that_is_wrong_is_said_at_once(officer: Caller) -> None:
    wrong = DRAFT | {"content": 9, "title": "", "funding": [{"source": "x", "amount": -1}]}
    found = problems(officer.post("/registrations", wrong))
    assert set(found) == {"content", "title", "funding.0.source", "funding.0.amount"}
    wrong = DRAFT | {"content": 1, "kind": "mo_hinh", "partners": ["x"], "answers": {"y": 1}}
    assert set(problems(officer.post("/registrations", wrong))) == {
        "content", "partners.0", "answers.y",
    }  # fmt: skip


def test_read_only_members_sent_back_are_refused(officer: Caller) -> None:
    made = drafted(officer)
    members = set(made) - set(WHOLE) - {"scale", "funding", "in_kind", "households", "partners"}
    members -= {"themes", "person_in_charge", "phone", "continues", "copied_from", "note"}
    assert {"id", "number", "status", "late", "form_version", "version", "verdicts"} < members
    for member in (*members, "submit_problems"):
        answer = officer.post("/registrations", DRAFT | {member: made.get(member)})
        assert problems(answer) == {member: "read_only"}


def test_unknown_query_arguments_are_refused(officer: Caller) -> None:
    answer = officer.call("POST", "/registrations?x=1", DRAFT, key="k")
    assert answer.status_code == 422
    assert officer.get("/registrations", sort="title").status_code == 422
    assert officer.get(f"/registrations/{drafted(officer)['id']}", full=1).status_code == 422


def test_text_is_kept_in_nfc_and_tidy_wherever_it_is_written(officer: Caller) -> None:
    def spread(text: str) -> str:
        return unicodedata.normalize("NFD", text)

    made = drafted(
        officer,
        WHOLE,
        title=spread("  Đường  hoa\u200b Nà Cà "),
        places=[{"area": spread("Thôn Nà Cà"), "detail": spread("trục thôn")}],
        scale=[{"amount": 700, "unit": spread("đường"), "about": spread("khoảng")}],
        partners=[{"name": spread("Trường TH Lương Bằng")}],
        person_in_charge=spread("Nông Thị Hồng"),
        note=spread("dòng một  \ndòng hai"),
        movement_type="phu_nu.cong_trinh_phan_viec",
        answers={"loai": "duong_hoa", "su_kien": spread("Chào mừng Quốc khánh")},
    )
    assert made["title"] == "Đường hoa Nà Cà"
    assert made["places"] == [{"area": "Thôn Nà Cà", "detail": "trục thôn"}]
    assert made["scale"] == [{"amount": 700, "unit": "đường", "about": "khoảng"}]
    assert made["partners"] == [{"name": "Trường TH Lương Bằng"}]
    assert made["person_in_charge"] == "Nông Thị Hồng"
    assert made["note"] == "dòng một\ndòng hai"
    assert made["answers"]["su_kien"] == "Chào mừng Quốc khánh"
    assert seen(officer, made) == made


def test_put_states_the_whole_item_anew(officer: Caller) -> None:
    made = drafted(officer, WHOLE, households=42, note="cũ", phone="0912 345 678")
    put = officer.put(f"/registrations/{made['id']}", DRAFT, version=1)
    assert put.status_code == 200
    assert put.headers["ETag"] == '"2"'
    assert put.json["version"] == 2
    for gone in ("stage", "content", "households", "phone", "starts_on"):
        assert put.json[gone] is None
    assert put.json["places"] == []
    assert put.json["answers"] == {}
    assert put.json["note"] == ""
    assert put.json["created_at"] == made["created_at"]


@pytest.mark.parametrize(
    "other", [{"tenant": NGHIA_TA}, {"organization": "nong_dan"}, {"year": 2018}]
)
def test_tenant_organization_and_year_cannot_change(officer: Caller, other: Json) -> None:
    made = drafted(officer)
    answer = officer.put(f"/registrations/{made['id']}", DRAFT | other, version=1)
    assert problems(answer) == dict.fromkeys(other, "cannot_change")
    assert seen(officer, made) == made


def test_money_and_quantities_come_back_as_they_were_sent(officer: Caller) -> None:
    told: Json = {
        "scale": [{"amount": 0.5, "unit": "km", "about": "gần"}, {"amount": 32, "unit": "cột"}],
        "funding": [{"source": "hoi_vien", "amount": 12_000_000, "about": "trên"},
                    {"source": "xa_hoi_hoa", "amount": 30_000_000}],
        "in_kind": [{"kind": "ngay_cong", "amount": 120, "unit": "công"}],
        "partners": ["nong_dan", "khuyen_hoc", {"name": "Trường TH Lương Bằng"}],
    }  # fmt: skip
    made = drafted(officer, DRAFT, **told)
    assert {name: made[name] for name in told} == told


def test_an_agreed_item_is_fixed(officer: Caller, front: Caller) -> None:
    item = agreed(officer, front)
    answer = officer.put(f"/registrations/{item['id']}", WHOLE, version=item["version"])
    refused(answer, 409, "agreed")


def test_a_submitted_item_may_be_corrected_but_not_made_incomplete(officer: Caller) -> None:
    item = submitted(officer)
    path = f"/registrations/{item['id']}"
    better = officer.put(path, WHOLE | {"title": "Đường hoa Nà Cà dài 700 m"}, version=1)
    assert better.json["status"] == "submitted"
    assert better.json["number"] == item["number"]
    lacking = {name: WHOLE[name] for name in WHOLE if name not in {"places", "answers", "stage"}}
    found = problems(officer.put(path, lacking, version=2))
    assert found == dict.fromkeys(("places", "stage", "answers.so_ho"), "required")


def test_only_a_draft_never_submitted_can_be_deleted(officer: Caller, front: Caller) -> None:
    draft = drafted(officer)
    gone = officer.delete(f"/registrations/{draft['id']}", version=1)
    assert (gone.status_code, gone.data) == (204, b"")
    assert officer.get(f"/registrations/{draft['id']}").status_code == 404
    item = submitted(officer)
    path = f"/registrations/{item['id']}"
    refused(officer.delete(path, version=1), 409, "wrong_state")
    returned = done(front, item, "return", reason="Thiếu địa điểm")
    refused(officer.delete(path, version=returned["version"]), 409, "wrong_state")
    withdrawn = done(officer, returned, "withdraw", reason="Nhập trùng")
    refused(officer.delete(path, version=withdrawn["version"]), 409, "wrong_state")


def test_history_shows_old_and_new_values(officer: Caller, front: Caller) -> None:
    item = submitted(officer)
    officer.put(f"/registrations/{item['id']}", WHOLE | {"title": "Tên mới"}, version=1)
    done(front, item | {"version": 2}, "return", reason="Thiếu kinh phí")
    rows: Any = officer.get(f"/registrations/{item['id']}/history").json
    assert [row["action"] for row in rows] == [
        "registration.register", "registration.edit", "registration.return",
    ]  # fmt: skip
    change = rows[1]["changes"][0]
    assert (change["field"], change["old"], change["new"]) == (
        "title",
        "Đường hoa Nà Cà",
        "Tên mới",
    )
    assert rows[2]["reason"] == "Thiếu kinh phí"
    assert [row["by"] for row in rows] == [officer.id, officer.id, front.id]
    assert rows[0]["on"] == "2017-02-01"


def test_a_transition_knows_only_its_own_members(officer: Caller) -> None:
    item = submitted(officer)
    assert problems(step(officer, item, "xoa")) == {"action": "not_a_choice"}
    assert problems(step(officer, item, "withdraw", why="x", reason="y")) == {
        "why": "unknown_field"
    }
    extra = step(officer, item, "withdraw", reason="y", tenant=NGHIA_TA)
    assert problems(extra) == {"tenant": "unknown_field"}
