"""Items that a test needs beyond the demonstration's, entered through the API as its people do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from core.demonstration.accounts import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Page

TYPES = {
    "phu_nu": ("phu_nu.ba_sach", 3, {"so_ho": 42}),
    "doan_thanh_nien": ("doan_thanh_nien.bao_ve_moi_truong", 3, {"so_nguoi": 20}),
}


def signed(page: Page, username: str) -> dict[str, str]:
    """Return the headers with which the API takes *page* for one of the demonstration's people."""
    body = {"username": username, "password": PASSWORD}
    token = page.context.request.post("/api/v1/tokens", data=body).json()["token"]
    return {"Authorization": f"Bearer {token}"}


def submit_item(page: Page, username: str, title: str) -> dict[str, Any]:
    """Return an item of 2018 that the officer *username* has just submitted."""
    api, headers = page.context.request, signed(page, username)
    (held,) = api.get("/api/v1/me", headers=headers).json()["assignments"]
    movement_type, content, answers = TYPES[held["organization"]]
    made = api.post(
        "/api/v1/registrations",
        headers={**headers, "Idempotency-Key": uuid4().hex},
        data={
            "tenant": held["tenant"]["id"] if isinstance(held["tenant"], dict) else held["tenant"],
            "organization": held["organization"],
            "year": 2018,
            "movement_type": movement_type,
            "kind": "mo_hinh",
            "title": title,
            "stage": "xay_dung_moi",
            "content": content,
            "places": [{"area": "Thôn Nà Cà"}],
            "starts_on": "2018-03-01",
            "ends_on": "2018-11-30",
            "scale": [{"amount": 700, "unit": "m", "about": "khoảng"}],
            "funding": [{"source": "hoi_vien", "amount": 12_000_000}],
            "households": 42,
            "answers": answers,
            "submit": True,
        },
    )
    assert made.status == 201, made.text()
    return dict(made.json())
