"""Notices: a person's own; not even those who administer that person know of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.api.isolation.cases import Case, Request
from tests.api.isolation.targets import KNOW_NOTICE

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.api.isolation.targets import Targets

ONE = "/notices/{notice_id}"


def about(method: str, end: str = "") -> Callable[[Targets], Request]:
    return lambda t: Request(method=method, path=f"/notices/{t.notice.id}{end}")


CASES = (
    Case(
        operation="GET /notices",
        on="one's own",
        request=lambda _: Request(method="GET", path="/notices"),
    ),
    Case(operation=f"GET {ONE}", on="an unread one", request=about("GET"), sees=KNOW_NOTICE),
    Case(
        operation=f"POST {ONE}/read",
        on="an unread one",
        request=about("POST", "/read"),
        sees=KNOW_NOTICE,
    ),
    Case(
        operation="PUT /me/email",
        on="oneself",
        request=lambda _: Request(method="PUT", path="/me/email", body={"email": "a@b.example"}),
        success=204,
    ),
)
