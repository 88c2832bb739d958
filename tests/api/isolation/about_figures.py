"""Figures, what plugins declare, and the audit trail."""

from __future__ import annotations

from typing import Any

from tests.api.isolation.actors import FRONTS, OWNERS, every
from tests.api.isolation.cases import MISSING, Case, Request
from tests.api.isolation.targets import KNOW_TENANT

QUOTA = "phu_nu.mot_mo_hinh_moi_xa"
COUNTED_FOR = every(*OWNERS, *FRONTS)
OF_OTHERS = dict.fromkeys(KNOW_TENANT - COUNTED_FOR, MISSING)
"""A quota of the Women's Union is there for its own members and the Front, in a tenant that the
others see as well: what every plugin declares is no secret, how one stands to it is."""


def of_tenant(path: str, **query: Any) -> Any:
    return lambda t: Request(method="GET", path=path, query={"tenant": t.tenant.id} | query)


def open_to_all(path: str, **query: Any) -> Any:
    return lambda _: Request(method="GET", path=path, query=query)


CASES = (
    Case(
        operation="GET /quotas",
        on="a commune",
        request=of_tenant("/quotas", year=2017),
        sees=KNOW_TENANT,
    ),
    Case(
        operation="GET /quotas",
        on="a past day",
        request=of_tenant("/quotas", year=2017, as_of="2017-07-05", basis="realized"),
        sees=KNOW_TENANT,
    ),
    Case(
        operation="GET /quotas",
        on="an organization there",
        request=of_tenant("/quotas", year=2017, organization="phu_nu"),
        sees=KNOW_TENANT,
    ),
    Case(
        operation="GET /quotas/{code}/shortfalls",
        on="a commune",
        request=of_tenant(f"/quotas/{QUOTA}/shortfalls", year=2017),
        sees=KNOW_TENANT,
        may=COUNTED_FOR,
        otherwise=OF_OTHERS,
    ),
    Case(
        operation="GET /coverage",
        on="a commune",
        request=of_tenant("/coverage", year=2017),
        sees=KNOW_TENANT,
    ),
    Case(
        operation="GET /coverage",
        on="an organization there",
        request=of_tenant("/coverage", year=2017, organization="phu_nu"),
        sees=KNOW_TENANT,
    ),
    Case(
        operation="GET /consolidation",
        on="a commune",
        request=of_tenant("/consolidation", period="2017-H1"),
        sees=KNOW_TENANT,
    ),
    Case(
        operation="GET /consolidation",
        on="today's boundaries, confirmed only",
        request=of_tenant(
            "/consolidation",
            period="2017",
            boundary="current",
            basis="confirmed",
            mode="in_period",
        ),
        sees=KNOW_TENANT,
    ),
    Case(
        operation="GET /organizations",
        on="all there are",
        request=open_to_all("/organizations"),
    ),
    Case(
        operation="GET /movement-types",
        on="of an organization",
        request=open_to_all("/movement-types", organization="mttq"),
    ),
    Case(
        operation="GET /movement-types",
        on="a commune",
        request=of_tenant("/movement-types", organization="mttq"),
        sees=KNOW_TENANT,
    ),
    Case(operation="GET /plugins", on="all there are", request=open_to_all("/plugins")),
    Case(
        operation="GET /plugins",
        on="a commune",
        request=of_tenant("/plugins"),
        sees=KNOW_TENANT,
    ),
    Case(operation="GET /tasks", on="what one owes", request=open_to_all("/tasks", page_size=200)),
    Case(operation="GET /audit", on="everything", request=open_to_all("/audit", page_size=200)),
    Case(
        operation="GET /audit",
        on="a commune",
        request=of_tenant("/audit", page_size=200),
        sees=KNOW_TENANT,
    ),
)
