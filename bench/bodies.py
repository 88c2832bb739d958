"""What is sent: whole registrations as the plan's forms ask for, and the yardsticks' records."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bench.load import KEY

if TYPE_CHECKING:
    from bench.people import SignedInPerson

Json = dict[str, Any]

TITLE = "Đường hoa thôn Nà Cà"
TEXT = (
    "Vận động hội viên và nhân dân trong thôn cùng làm, giữ gìn và nhân rộng; hằng quý kiểm điểm "
    "kết quả, công khai kinh phí, kịp thời biểu dương người làm tốt."
)
COMMON: Json = {
    "year": 2017,
    "kind": "mo_hinh",
    "starts_on": "2017-03-01",
    "ends_on": "2017-11-30",
    "note": TEXT,
    "submit": True,
}
SUBJECTS = (
    "Đường hoa", "Tổ thu gom rác thải", "Thắp sáng đường quê", "Nhà sạch vườn đẹp",
    "Hố rác gia đình", "Tuyến đường tự quản", "Giúp nhau vốn và giống",
)  # fmt: skip
HAMLETS = (
    "Thôn Nà Cà", "Thôn Nà Bưa", "Thôn Bản Áng", "Thôn Khuổi Đeng", "Thôn Pác Nghiên",
    "Thôn Nà Pán", "Thôn Bản Quăng", "Thôn Cốc Muồi", "Thôn Nà Duồng", "Thôn Khau Cút",
    "Thôn Phiêng Liềng", "Thôn Bó Lịn",
)  # fmt: skip
WORKS = len(HAMLETS)
"""How many works of its own each body registers before it begins anew."""

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


def registration(tenant: str, organization: str, number: int = 0) -> Json:
    """Return the body of ``POST /api/v1/registrations`` that registers and submits at once.

    *number* tells a body's works apart, as its officer would: by hamlet, name and means. Were they
    all one, each would be an overlap with every other, and a commune's whole year be compared anew.
    """
    subject, hamlet = SUBJECTS[number % len(SUBJECTS)], HAMLETS[number % len(HAMLETS)]
    own = {
        "title": f"{subject} {hamlet.lower()}",
        "places": [{"area": hamlet}],
        "funding": [{"source": "nhan_dan", "amount": 12_000_000 + 3_500_000 * number}],
        "households": 42 + 11 * number,
        "tenant": tenant,
        "organization": organization,
    }
    return COMMON | BY_ORGANIZATION[organization] | own


def yardstick_record(province: int, commune: int, organization: str) -> Json:
    """Return the yardsticks' record of about the same length."""
    return {
        "org": organization, "movement": f"{organization}.m1", "kind": "mo_hinh",
        "province": f"{province:02}", "commune": f"{commune:05}", "year": 2017, "content": 3,
        "title": TITLE, "description": TEXT, "households": 42, "budget": 12_000_000,
        "start_date": "2017-03-01",
    }  # fmt: skip


def registering(person: SignedInPerson, number: int) -> str:
    """Return the request by which *person* registers a work of their own body."""
    body = registration(person.seat.tenant, person.seat.organization, number)
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
