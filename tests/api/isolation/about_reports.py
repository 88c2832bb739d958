"""Reports: an organization's own, and the Front's once they are sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.api.isolation.actors import OWNERS, WRITERS, Relation, Who, every
from tests.api.isolation.cases import Case, Request
from tests.api.isolation.targets import KNOW_EDITION, KNOW_REPORT, KNOW_SENT_REPORT, KNOW_TENANT
from tests.api.isolation.world import REPORT

if TYPE_CHECKING:
    from tests.api.isolation.targets import Targets

ENTERING = every(*OWNERS, roles=WRITERS)
ONE = "/reports/{report_id}"
SIGNING = frozenset({Who(Relation.OWN, "approver")})
RECEIVING = frozenset({Who(Relation.FRONT, "approver")})
"""Approvers sign, of the very body, since there are some."""


def reading(name: str) -> Any:
    return lambda t: Request(method="GET", path=f"/reports/{getattr(t, name).id}")


def reading_of(part: str) -> Any:
    return lambda t: Request(method="GET", path=f"/reports/{t.frozen_report.id}/{part}")


def editing(name: str, period: str) -> Any:
    def request(t: Targets) -> Request:
        ref = getattr(t, name)
        body = REPORT | {"period": period, "nothing": True}
        return Request(method="PUT", path=f"/reports/{ref.id}", body=body, version=ref.version)

    return request


def stepping(name: str, action: str) -> Any:
    def request(t: Targets) -> Request:
        ref = getattr(t, name)
        body = {"action": action, "reason": "Thiếu số liệu"}
        path = f"/reports/{ref.id}/transitions"
        return Request(method="POST", path=path, body=body, version=ref.version)

    return request


def creating(t: Targets) -> Request:
    body = REPORT | {"tenant": t.tenant.id, "period": "2017-06"}
    return Request(method="POST", path="/reports", body=body)


def repeating(t: Targets) -> Request:
    body = REPORT | {"tenant": t.tenant.id, "period": "2017-H1"}
    return Request(method="POST", path="/reports", body=body)


def step(name: str, action: str, sees: Any, may: Any) -> Case:
    return Case(
        operation=f"POST {ONE}/transitions",
        on=f"{action} {name}",
        request=stepping(name, action),
        sees=sees,
        may=may,
    )


CASES = (
    Case(
        operation="GET /reports",
        on="everything",
        request=lambda _: Request(method="GET", path="/reports"),
    ),
    Case(
        operation="GET /reports",
        on="a commune",
        request=lambda t: Request(method="GET", path="/reports", query={"tenant": t.tenant.id}),
        sees=KNOW_TENANT,
    ),
    Case(
        operation="POST /reports",
        on="a new one",
        request=creating,
        sees=KNOW_TENANT,
        may=ENTERING,
        success=201,
    ),
    Case(
        operation="POST /reports",
        on="one that is there already",
        request=repeating,
        sees=KNOW_TENANT,
        may=ENTERING,
        success=409,
    ),
    Case(operation=f"GET {ONE}", on="report", request=reading("report"), sees=KNOW_REPORT),
    Case(
        operation=f"GET {ONE}",
        on="sent_report",
        request=reading("sent_report"),
        sees=KNOW_SENT_REPORT,
    ),
    Case(
        operation=f"PUT {ONE}",
        on="report",
        request=editing("report", "2017-H1"),
        sees=KNOW_REPORT,
        may=ENTERING,
    ),
    Case(
        operation=f"PUT {ONE}",
        on="sent_report, which is fixed",
        request=editing("sent_report", "2017-Q2"),
        sees=KNOW_SENT_REPORT,
        may=ENTERING,
        success=409,
    ),
    step("report", "submit", KNOW_REPORT, SIGNING),
    step("report", "accept", KNOW_REPORT, frozenset()),
    step("sent_report", "accept", KNOW_SENT_REPORT, RECEIVING),
    step("sent_report", "return", KNOW_SENT_REPORT, RECEIVING),
    step("accepted_report", "freeze", KNOW_SENT_REPORT, RECEIVING),
    step("frozen_report", "amend", KNOW_SENT_REPORT, RECEIVING),
    Case(
        operation=f"GET {ONE}/editions",
        on="frozen_report",
        request=reading_of("editions"),
        sees=KNOW_EDITION,
    ),
    Case(
        operation=f"GET {ONE}/editions/{{number}}",
        on="frozen_report",
        request=reading_of("editions/0"),
        sees=KNOW_EDITION,
    ),
    Case(
        operation=f"GET {ONE}/editions/{{number}}/items/{{sha256}}",
        on="frozen_report",
        request=lambda t: Request(
            method="GET", path=f"/reports/{t.frozen_report.id}/editions/0/items/{t.signed_items}"
        ),
        sees=KNOW_EDITION,
    ),
    Case(
        operation=f"GET {ONE}/drift",
        on="frozen_report",
        request=reading_of("drift"),
        sees=KNOW_EDITION,
    ),
)
