"""Sending evidence the way a well-behaved program does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.domain.evidence import PIECE
from tests.evidence_files import digest, photo

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from tests.api.conftest import Caller

Json = dict[str, Any]
BYTES = {"Content-Type": "application/octet-stream"}
SMALL = photo(64, 48)


def declaring(content: bytes, **changes: Any) -> Json:
    return {
        "name": "Ảnh đầu thôn.jpg",
        "size": len(content),
        "sha256": digest(content),
        "caption": "Đoạn đầu thôn sau khi trồng",
    } | changes


def declared(
    caller: Caller, item: Json, content: bytes = SMALL, *, of: str = "registrations", **changes: Any
) -> Json:
    """Return what was begun to be sent; *of* is where records like *item* are."""
    body = declaring(content, **changes)
    answer = caller.post(f"/{of}/{item['id']}/evidence", body)
    assert answer.status_code == 201, answer.json
    return dict(answer.json)


def piece(caller: Caller, evidence: Json, number: int, content: bytes) -> TestResponse:
    path = f"/evidence/{evidence['id']}/pieces/{number}"
    return caller.put(path, data=content[number * PIECE :][:PIECE], headers=BYTES)


def sent(caller: Caller, evidence: Json, content: bytes = SMALL) -> Json:
    """Return *evidence* when all pieces that were missing have been sent."""
    for number in evidence["missing"]:
        answer = piece(caller, evidence, number, content)
        assert answer.status_code == 204, answer.text
    return dict(caller.get(f"/evidence/{evidence['id']}").json)


def completing(caller: Caller, evidence: Json) -> TestResponse:
    path = f"/evidence/{evidence['id']}/completion"
    return caller.post(path, key="", version=evidence["version"])


def added(caller: Caller, item: Json, content: bytes = SMALL, **changes: Any) -> Json:
    """Return evidence that is there for all who see the item."""
    begun = declared(caller, item, content, **changes)
    answer = completing(caller, sent(caller, begun, content))
    assert answer.status_code == 200, answer.json
    return dict(answer.json)


def listed(caller: Caller, item: Json, *, of: str = "registrations") -> list[Json]:
    answer = caller.get(f"/{of}/{item['id']}/evidence")
    assert answer.status_code == 200, answer.json
    return list(answer.json)
