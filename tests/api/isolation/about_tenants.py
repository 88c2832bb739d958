"""Tenants: the tree is open, what a tenant states of itself is for those who see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.api.isolation.actors import AT_TENANT, FRONTS, STEERERS, Relation, every
from tests.api.isolation.cases import Case, Request
from tests.api.isolation.targets import KNOW_TENANT
from tests.api.isolation.world import WINDOW

if TYPE_CHECKING:
    from tests.api.isolation.targets import Targets

ONE = "/tenants/{tenant_id}"
YEAR = f"{ONE}/calendar/{{year}}"
STEERING = every(*FRONTS, roles=STEERERS)
EXTENDING = every(Relation.FRONT_ABOVE, Relation.COUNTRY, roles=STEERERS)
"""Only from above."""
NAMING = every(*AT_TENANT, roles=("officer", "approver", "admin"))
"""api.md names nobody: whoever may write anything in the tenant."""


def reading(below: str = "", **query: Any) -> Any:
    return lambda t: Request(method="GET", path=f"/tenants/{t.tenant.id}{below}", query=query)


def stating(t: Targets) -> Request:
    return Request(
        method="PATCH",
        path=f"/tenants/{t.tenant.id}",
        body={"settings": {"self_confirmation": True}},
        version=t.tenant.version,
    )


def naming(t: Targets) -> Request:
    return Request(method="POST", path=f"/tenants/{t.tenant.id}/areas", body={"name": "Thôn Mới"})


def setting(t: Targets) -> Request:
    return Request(
        method="PUT",
        path=f"/tenants/{t.calendar.id}/calendar/2017",
        body={"registration": WINDOW | {"due": "2017-07-10"}},
        version=t.calendar.version,
    )


def extending(t: Targets) -> Request:
    body = {"part": "registration", "until": "2017-07-25", "reason": "Lũ ống"}
    path = f"/tenants/{t.tenant.id}/calendar/2017/extensions"
    return Request(method="POST", path=path, body=body)


def overriding(t: Targets) -> Request:
    body = {
        "quota": "phu_nu.mot_mo_hinh_moi_xa", "at_least": 3, "from": "2017-01-01",
        "document": "13/HD-MTTQ",
    }  # fmt: skip
    return Request(method="POST", path=f"/tenants/{t.tenant.id}/quota-overrides", body=body)


CASES = (
    Case(
        operation="GET /tenants",
        on="the tree, open to everyone signed in",
        request=lambda _: Request(method="GET", path="/tenants", query={"q": "luong bang"}),
    ),
    Case(
        operation="GET /tenants",
        on="below a parent",
        request=lambda _: Request(method="GET", path="/tenants", query={"parent": "d064"}),
    ),
    Case(operation=f"GET {ONE}", on="a commune, open as a place in the tree", request=reading()),
    Case(
        operation=f"PATCH {ONE}",
        on="a commune",
        request=stating,
        sees=KNOW_TENANT,
        may=every(*FRONTS, roles=("admin",)),
    ),
    Case(operation=f"GET {ONE}/areas", on="a commune", request=reading("/areas"), sees=KNOW_TENANT),
    Case(
        operation=f"POST {ONE}/areas",
        on="a commune",
        request=naming,
        sees=KNOW_TENANT,
        may=NAMING,
        success=201,
    ),
    Case(
        operation=f"GET {YEAR}",
        on="a commune",
        request=reading("/calendar/2017"),
        sees=KNOW_TENANT,
    ),
    Case(
        operation=f"GET {YEAR}",
        on="an organization there",
        request=reading("/calendar/2017", organization="phu_nu"),
        sees=KNOW_TENANT,
    ),
    Case(
        operation=f"PUT {YEAR}",
        on="a commune",
        request=setting,
        sees=KNOW_TENANT,
        may=STEERING,
    ),
    Case(
        operation=f"POST {YEAR}/extensions",
        on="a commune",
        request=extending,
        sees=KNOW_TENANT,
        may=EXTENDING,
        success=201,
    ),
    Case(
        operation=f"GET {ONE}/quota-overrides",
        on="a commune",
        request=reading("/quota-overrides"),
        sees=KNOW_TENANT,
    ),
    Case(
        operation=f"POST {ONE}/quota-overrides",
        on="a commune",
        request=overriding,
        sees=KNOW_TENANT,
        may=STEERING,
        success=201,
    ),
)
