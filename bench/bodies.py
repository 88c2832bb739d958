"""What is sent: whole registrations as the plan's forms ask for, and the yardsticks' records."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bench.load import KEY

if TYPE_CHECKING:
    from bench.people import SignedInPerson

Json = dict[str, Any]

TEXT = (
    "Vận động hội viên và nhân dân trong thôn cùng làm, giữ gìn và nhân rộng; hằng quý kiểm điểm "
    "kết quả, công khai kinh phí, kịp thời biểu dương người làm tốt."
)
COMMON: Json = {
    "year": 2017,
    "kind": "mo_hinh",
    "title": "Đường hoa thôn Nà Cà",
    "places": [{"area": "Thôn Nà Cà"}],
    "starts_on": "2017-03-01",
    "ends_on": "2017-11-30",
    "funding": [{"source": "nhan_dan", "amount": 12_000_000}],
    "households": 42,
    "note": TEXT,
    "submit": True,
}
BY_ORGANIZATION: dict[str, Json] = {
    "phu_nu": {
        "movement_type": "phu_nu.ba_sach", "stage": "duy_tri", "content": 3,
        "answers": {"so_ho": 42},
    },
    "cuu_chien_binh": {
        "movement_type": "cuu_chien_binh.giup_nhau_giam_ngheo", "stage": "xay_dung_moi",
        "content": 1, "answers": {"so_ho": 42},
    },
    "doan_thanh_nien": {
        "movement_type": "doan_thanh_nien.bao_ve_moi_truong", "stage": "xay_dung_moi",
        "content": 3, "answers": {"so_nguoi": 20},
    },
    "nong_dan": {
        "movement_type": "nong_dan.sach_nha_tot_ruong", "stage": "xay_dung_moi", "content": 3,
        "answers": {"so_ho": 42},
    },
    "mttq": {
        "movement_type": "mttq.mo_hinh_khu_dan_cu", "stage": "duy_tri", "content": 3,
        "answers": {"so_ho": 42},
    },
}  # fmt: skip
ORGANIZATIONS = tuple(BY_ORGANIZATION)


def registration(tenant: str, organization: str) -> Json:
    """Return the body of ``POST /api/v1/registrations`` that registers and submits at once."""
    return COMMON | BY_ORGANIZATION[organization] | {"tenant": tenant, "organization": organization}


def yardstick_record(province: int, commune: int, organization: str) -> Json:
    """Return the yardsticks' record of about the same length."""
    return {
        "org": organization, "movement": f"{organization}.m1", "kind": "mo_hinh",
        "province": f"{province:02}", "commune": f"{commune:05}", "year": 2017, "content": 3,
        "title": COMMON["title"], "description": TEXT, "households": 42, "budget": 12_000_000,
        "start_date": "2017-03-01",
    }  # fmt: skip


def registering(person: SignedInPerson) -> str:
    """Return the request by which *person* registers for their own tenant and organization."""
    body = registration(person.seat.tenant, person.seat.organization)
    headers = {"Authorization": f"Bearer {person.token}", "Idempotency-Key": KEY}
    return post("/api/v1/registrations", body, headers)


def post(path: str, body: Json, headers: dict[str, str] | None = None) -> str:
    """Return a POST as it goes over the line."""
    text = json.dumps(body)  # ASCII, so that characters are bytes
    lines = [
        f"POST {path} HTTP/1.1", "Host: 127.0.0.1", "Content-Type: application/json",
        "Accept: application/json", f"Content-Length: {len(text)}",
        *(f"{name}: {value}" for name, value in (headers or {}).items()),
    ]  # fmt: skip
    return "\r\n".join(lines) + "\r\n\r\n" + text


def get(path: str, token: str = "") -> str:
    """Return a GET as it goes over the line."""
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1", "Accept: application/json"]
    lines += [f"Authorization: Bearer {token}"] if token else []
    return "\r\n".join(lines) + "\r\n\r\n"
