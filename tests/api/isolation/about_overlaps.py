"""Overlaps: the Front's to settle, and told to the two whose items they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.api.isolation.actors import FRONTS, WRITERS, every
from tests.api.isolation.cases import Case, Request
from tests.api.isolation.targets import KNOW_OVERLAP, KNOW_TENANT

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.api.isolation.targets import Targets

ONE = "/overlaps/{case_id}"
SETTLING = every(*FRONTS, roles=WRITERS)


def settling(verdict: str) -> Callable[[Targets], Request]:
    def request(t: Targets) -> Request:
        path = f"/overlaps/{t.overlap.id}/resolution"
        body = {"verdict": verdict, "reason": "Đã trao đổi"}
        return Request(method="POST", path=path, body=body, version=t.overlap.version)

    return request


CASES = (
    Case(
        operation="GET /overlaps",
        on="everything",
        request=lambda _: Request(method="GET", path="/overlaps"),
    ),
    Case(
        operation="GET /overlaps",
        on="a commune",
        request=lambda t: Request(method="GET", path="/overlaps", query={"tenant": t.tenant.id}),
        sees=KNOW_TENANT,
    ),
    Case(
        operation=f"GET {ONE}",
        on="an open one",
        request=lambda t: Request(method="GET", path=f"/overlaps/{t.overlap.id}"),
        sees=KNOW_OVERLAP,
    ),
    Case(
        operation=f"POST {ONE}/resolution",
        on="joint",
        request=settling("joint"),
        sees=KNOW_OVERLAP,
        may=SETTLING,
    ),
    Case(
        operation=f"POST {ONE}/resolution",
        on="distinct",
        request=settling("distinct"),
        sees=KNOW_OVERLAP,
        may=SETTLING,
    ),
)
