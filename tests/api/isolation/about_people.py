"""Users and oneself: delegated administration, without a way up or aside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.api.conftest import PASSWORD
from tests.api.isolation.actors import FRONTS, OWNERS, SEATED, every
from tests.api.isolation.cases import Case, Request
from tests.api.isolation.targets import KNOW_TENANT, KNOW_USER

if TYPE_CHECKING:
    from tests.api.isolation.targets import Targets

ONE = "/users/{user_id}"
ADMINS = frozenset(who for who in SEATED if who.role == "admin")
THEIR_ADMINS = every(*OWNERS, *FRONTS, roles=("admin",))
"""Of the own organization, or of the Front; of that commune, or above it."""


def fixed(method: str, path: str, **rest: Any) -> Any:
    return lambda _: Request(method=method, path=path, **rest)


def grant(t: Targets, role: str) -> dict[str, str]:
    return {"tenant": t.tenant.id, "organization": "phu_nu", "role": role}


def creating(t: Targets) -> Request:
    body = {"username": "nguoi.moi", "name": "Người Mới", "assignments": [grant(t, "officer")]}
    return Request(method="POST", path="/users", body=body)


def changing(**body: Any) -> Any:
    return lambda t: Request(
        method="PATCH", path=f"/users/{t.user.id}", body=body, version=t.user.version
    )


def granting(t: Targets) -> Request:
    path = f"/users/{t.user.id}/assignments"
    return Request(method="POST", path=path, body=grant(t, "approver"))


def ending(t: Targets) -> Request:
    path = f"/users/{t.user.id}/assignments/{t.assignment}"
    return Request(method="DELETE", path=path, version=t.user.version)


def importing(t: Targets) -> Request:
    row = f"nguoi.nhap,Người Nhập,{t.tenant.id},phu_nu,officer"
    table = f"username,name,tenant,organization,role\n{row}\n"
    return Request(method="POST", path="/users/import", body={"csv": table, "dry_run": True})


CASES = (
    Case(operation="GET /me", on="oneself", request=fixed("GET", "/me")),
    Case(
        operation="PUT /me/password",
        on="oneself",
        request=fixed("PUT", "/me/password", body={"current": PASSWORD, "new": PASSWORD + "!"}),
        success=204,
    ),
    Case(
        operation="DELETE /tokens/current",
        on="oneself",
        request=fixed("DELETE", "/tokens/current"),
        success=204,
    ),
    Case(operation="GET /users", on="everyone", request=fixed("GET", "/users"), may=ADMINS),
    Case(
        operation="GET /users",
        on="a name",
        request=fixed("GET", "/users", query={"q": "mong thi kin danh"}),
        may=ADMINS,
    ),
    Case(
        operation="POST /users",
        on="a commune",
        request=creating,
        sees=KNOW_TENANT,
        may=THEIR_ADMINS,
        success=201,
    ),
    Case(
        operation=f"GET {ONE}",
        on="user",
        request=lambda t: Request(method="GET", path=f"/users/{t.user.id}"),
        sees=KNOW_USER,
        may=THEIR_ADMINS,
    ),
    Case(
        operation=f"PATCH {ONE}",
        on="rename user",
        request=changing(name="Tên Khác"),
        sees=KNOW_USER,
        may=THEIR_ADMINS,
    ),
    Case(
        operation=f"PATCH {ONE}",
        on="disable user",
        request=changing(disabled=True),
        sees=KNOW_USER,
        may=THEIR_ADMINS,
    ),
    Case(
        operation=f"PATCH {ONE}",
        on="invite user anew",
        request=changing(reset=True),
        sees=KNOW_USER,
        may=THEIR_ADMINS,
    ),
    Case(
        operation=f"DELETE {ONE}/second-factor",
        on="user",
        request=lambda t: Request(
            method="DELETE", path=f"/users/{t.user.id}/second-factor", version=t.user.version
        ),
        sees=KNOW_USER,
        may=THEIR_ADMINS,
    ),
    Case(
        operation=f"POST {ONE}/assignments",
        on="user",
        request=granting,
        sees=KNOW_USER,
        may=THEIR_ADMINS,
        success=201,
    ),
    Case(
        operation=f"DELETE {ONE}/assignments/{{assignment_id}}",
        on="user",
        request=ending,
        sees=KNOW_USER,
        may=THEIR_ADMINS,
    ),
    Case(operation="POST /users/import", on="tried only", request=importing, may=ADMINS),
)
