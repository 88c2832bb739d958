"""Enough of a world that what is asked at random hits something: people, items, reports, users."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.api.evidence import added, declared
from tests.api.inspecting import begun, concluded, row
from tests.api.main_job import (
    DRAFT,
    WHOLE,
    Json,
    agreed,
    done,
    drafted,
    entered,
    submitted,
)
from tests.api.places import BAC_KAN, CHO_DON, LUONG_BANG
from tests.evidence_files import photo

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.api.conftest import Api, Caller

QUOTAS = ("phu_nu.mot_mo_hinh_moi_xa", "cuu_chien_binh.hai_mo_hinh_moi_xa")
PLACES = (LUONG_BANG, LUONG_BANG, CHO_DON, BAC_KAN)
WORDS: dict[str, tuple[str | int, ...]] = {
    "tenant_id": PLACES,
    "tenant": PLACES,
    "parent": (BAC_KAN, CHO_DON),
    "organization": ("phu_nu", "phu_nu", "mttq", "nong_dan"),
    "movement_type": (
        "phu_nu.ba_sach", "phu_nu.gia_dinh_hanh_phuc", "nong_dan.sach_nha_tot_ruong",
    ),
    "year": (2017,),
    "period": ("2017-01", "2017-01", "2017-H1", "2017"),
    "part": ("registration", "2017-01"),
    "code": QUOTAS,
    "quota": QUOTAS,
    "area": ("Thôn Nà Cà", "Thôn Bản Mới"),
    "number": (0,),
    "themes": ("bao_ve_moi_truong",),
}  # fmt: skip
"""What a request can hit something with, by the name of a parameter or member."""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Who asks, by a name; who sees all there is; and the ids there are, by a parameter's name."""

    api: Api
    askers: Mapping[str, Caller]
    observer: Caller
    ids: Mapping[str, Sequence[str]]


def build(api: Api) -> World:
    """Fill an empty program through its own API."""
    officer = api.make_user(LUONG_BANG, "phu_nu", "officer")
    front = api.make_user(LUONG_BANG, "mttq", "approver")
    above = api.make_user(BAC_KAN, "mttq", "approver")
    admin = api.make_user(BAC_KAN, "mttq", "admin")
    api.make_user(LUONG_BANG, "phu_nu", "officer", username="ca.hai")
    both = api.make_user(BAC_KAN, "mttq", "admin", username="ca.hai")
    bystander = api.make_user(LUONG_BANG, "phu_nu", "viewer")
    observer = api.make_user("vn", "mttq", "viewer", username="quan.sat")
    api.make_user("vn", "phu_nu", "viewer", username="quan.sat")
    api.make_user("vn", "mttq", "admin", username="quan.sat")
    items = _items(officer, front)
    reports = _reports(officer)
    user = _made(admin.post("/users", _newcomer()))
    return World(
        api=api,
        askers={"officer": officer, "approver": above, "admin": admin, "both": both},
        observer=observer,
        ids={
            "registration_id": [item["id"] for item in items],
            "report_id": [report["id"] for report in reports],
            "inspection_id": _inspections(above, items),
            "registration": [item["id"] for item in items],
            "evidence_id": _evidence(officer, items[0]),
            "user_id": [user["id"], bystander.id],  # may be disabled, so none of who asks
            "assignment_id": [each["id"] for each in user["assignments"]],
        },
    )


def _made(answer: object) -> Json:
    assert answer.status_code in {200, 201}, answer.json  # type: ignore[attr-defined]
    return dict(answer.json)  # type: ignore[attr-defined]


def _items(officer: Caller, front: Caller) -> list[Json]:
    """Return an item in each state, two of them with results of January."""
    finished = agreed(officer, front, title="Đã hiệp thương")
    entered(officer, finished, "2017-01")
    sent = submitted(officer, WHOLE | {"partners": ["nong_dan", {"name": "Trường TH"}]})
    entered(officer, sent, "2017-01", measures={})
    returned = done(front, submitted(officer, title="Trả lại"), "return", reason="Ghi rõ địa điểm")
    withdrawn = submitted(officer, title="Đã rút")
    done(officer, withdrawn, "withdraw", reason="Trùng")
    return [finished, sent, drafted(officer, DRAFT), returned, withdrawn]


def _reports(officer: Caller) -> list[Json]:
    body = {"tenant": LUONG_BANG, "organization": "phu_nu"}
    first = _made(officer.post("/reports", body | {"period": "2017-01", "nothing": True}))
    second = _made(officer.post("/reports", body | {"period": "2016-12"}))
    sent = officer.post(
        f"/reports/{second['id']}/transitions", {"action": "submit"}, version=second["version"]
    )
    return [first, _made(sent)]


def _inspections(front: Caller, items: Sequence[Json]) -> list[str]:
    """Return a draft and one that is concluded."""
    days = {"first_day": "2017-01-20", "last_day": "2017-01-21"}
    rows = [{"registration": items[1]["id"], "outcome": "seen"}]
    draft = begun(front, row(items[0], period="2017-01"), tenant=BAC_KAN, **days)
    return [draft["id"], concluded(front, *rows, tenant=BAC_KAN, **days)["id"]]


def _evidence(officer: Caller, item: Json) -> list[str]:
    """Return two photos, and one that is still being sent."""
    photos = [added(officer, item, photo(64, 48 + number)) for number in range(2)]
    return [each["id"] for each in (*photos, declared(officer, item))]


def _newcomer() -> Json:
    held = {"tenant": LUONG_BANG, "organization": "phu_nu"}
    assignments = [held | {"role": "viewer"}, held | {"role": "officer", "to": "2030-12-31"}]
    return {"username": "nguoi.moi", "name": "Hoàng Thị Mới", "assignments": assignments}
