"""Registrations and their results: who may do what (api.md, «Who may do what», «Sight»)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.api.isolation.actors import (
    FRONTS,
    OWNERS,
    WRITERS,
    Relation,
    every,
)
from tests.api.isolation.cases import MISSING, Case, Request
from tests.api.isolation.targets import (
    KNOW_ABOVE,
    KNOW_DRAFT,
    KNOW_ITEM,
    KNOW_TENANT,
    READ_ITEM,
    text,
)
from tests.api.isolation.world import ITEM
from tests.api.main_job import RESULT
from tests.api.places import NGHIA_TA

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.api.isolation.targets import Targets

ENTERING = every(*OWNERS, roles=WRITERS)
CONSULTING = every(*FRONTS, roles=WRITERS)
ENTERING_ABOVE = every(Relation.OWN_ABOVE, roles=WRITERS)
CONSULTING_ABOVE = every(Relation.FRONT_ABOVE, Relation.COUNTRY, roles=WRITERS)
LIST = "GET /registrations"
ONE = "/registrations/{registration_id}"
PERIOD = f"{ONE}/results/{{period}}"
CSV = {"Accept": "text/csv"}


def listing(query: Callable[[Targets], dict[str, Any]], **headers: str) -> Any:
    return lambda t: Request(
        method="GET", path="/registrations", query={"page_size": 200} | query(t), headers=headers
    )


def creating(**more: Any) -> Any:
    return lambda t: Request(
        method="POST", path="/registrations", body=ITEM | {"tenant": t.tenant.id} | more
    )


def reading(name: str, below: str = "") -> Any:
    return lambda t: Request(method="GET", path=f"/registrations/{getattr(t, name).id}{below}")


def editing(name: str, title: str) -> Any:
    def request(t: Targets) -> Request:
        ref = getattr(t, name)
        body = ITEM | {"title": title}
        return Request(
            method="PUT", path=f"/registrations/{ref.id}", body=body, version=ref.version
        )

    return request


def deleting(name: str) -> Any:
    def request(t: Targets) -> Request:
        ref = getattr(t, name)
        return Request(method="DELETE", path=f"/registrations/{ref.id}", version=ref.version)

    return request


def stepping(name: str, action: str, **more: str) -> Any:
    def request(t: Targets) -> Request:
        ref = getattr(t, name)
        path = f"/registrations/{ref.id}/transitions"
        body = {"action": action, **more}
        return Request(method="POST", path=path, body=body, version=ref.version)

    return request


def step(name: str, action: str, sees: Any, may: Any, **more: Any) -> Case:
    otherwise = more.pop("otherwise", {})
    return Case(
        operation=f"POST {ONE}/transitions",
        on=f"{action} {name}",
        request=stepping(name, action, **more),
        sees=sees,
        may=may,
        otherwise=otherwise,
        personal=True,
    )


def resulting(t: Targets) -> Request:
    path = f"/registrations/{t.item.id}/results/2017-H1"
    return Request(method="PUT", path=path, body=RESULT, version=1)


def first_result(t: Targets) -> Request:
    path = f"/registrations/{t.agreed.id}/results/2017-Q2"
    return Request(method="PUT", path=path, body=RESULT)


def judging(action: str, period: str = "2017-H1") -> Any:
    def request(t: Targets) -> Request:
        path = f"/registrations/{t.item.id}/results/{period}/transitions"
        body = {"action": action, "reason": "Chưa rõ"}
        return Request(method="POST", path=path, body=body, version=1)

    return request


BECAUSE = {"reason": "Có lý do"}
OUT_OF_SIGHT = dict.fromkeys(every(Relation.FRONT, roles=WRITERS), MISSING)
"""The commune's own Front does not see where a transfer to the commune beside would lead."""

CASES = (
    Case(operation=LIST, on="everything", request=listing(lambda _: {})),
    Case(
        operation=LIST,
        on="a commune",
        request=listing(lambda t: {"tenant": t.tenant.id}),
        sees=KNOW_TENANT,
    ),
    Case(operation=LIST, on="a table", request=listing(lambda _: {}, **CSV)),
    Case(operation=LIST, on="a title", request=listing(lambda _: {"q": text("title")})),
    Case(operation=LIST, on="drafts", request=listing(lambda _: {"status": "draft"})),
    Case(
        operation="POST /registrations",
        on="a draft",
        request=creating(),
        sees=KNOW_TENANT,
        may=ENTERING,
        success=201,
        personal=True,
    ),
    Case(
        operation="POST /registrations",
        on="submitted at once",
        request=creating(submit=True),
        sees=KNOW_TENANT,
        may=ENTERING,
        success=201,
        personal=True,
    ),
    Case(operation=f"GET {ONE}", on="item", request=reading("item"), sees=KNOW_ITEM, personal=True),
    Case(
        operation=f"GET {ONE}",
        on="draft",
        request=reading("draft"),
        sees=KNOW_DRAFT,
        personal=True,
    ),
    Case(
        operation=f"GET {ONE}",
        on="above",
        request=reading("above"),
        sees=KNOW_ABOVE,
        personal=True,
    ),
    Case(
        operation=f"GET {ONE}/history",
        on="above",
        request=reading("above", "/history"),
        sees=KNOW_ABOVE,
    ),
    step("above", "agree", KNOW_ABOVE, CONSULTING_ABOVE),
    step("above", "withdraw", KNOW_ABOVE, ENTERING_ABOVE, **BECAUSE),
    Case(
        operation=f"PUT {ONE}",
        on="item",
        request=editing("item", text("title")),
        sees=KNOW_ITEM,
        may=ENTERING,
        personal=True,
    ),
    Case(
        operation=f"PUT {ONE}",
        on="draft",
        request=editing("draft", text("draft")),
        sees=KNOW_DRAFT,
        may=ENTERING,
        personal=True,
    ),
    Case(
        operation=f"DELETE {ONE}",
        on="draft",
        request=deleting("draft"),
        sees=KNOW_DRAFT,
        may=ENTERING,
        success=204,
    ),
    Case(
        operation=f"DELETE {ONE}",
        on="item, which is withdrawn instead",
        request=deleting("item"),
        sees=KNOW_ITEM,
        may=ENTERING,
        success=409,
    ),
    step("draft", "submit", KNOW_DRAFT, ENTERING),
    step("item", "withdraw", KNOW_ITEM, ENTERING, **BECAUSE),
    step("item", "agree", KNOW_ITEM, CONSULTING),
    step("item", "return", KNOW_ITEM, CONSULTING, **BECAUSE),
    step("agreed", "reopen", KNOW_ITEM, CONSULTING),
    step("realized", "recognise", KNOW_ITEM, CONSULTING),
    step("recognised", "unrecognise", KNOW_ITEM, CONSULTING, **BECAUSE),
    step(
        "item",
        "transfer",
        KNOW_ITEM,
        CONSULTING,
        tenant=NGHIA_TA,
        otherwise=OUT_OF_SIGHT,
        **BECAUSE,
    ),
    step("item", "decline", KNOW_ITEM, every(Relation.PARTNER, roles=WRITERS)),
    Case(
        operation=f"GET {ONE}/history",
        on="item",
        request=reading("item", "/history"),
        sees=KNOW_ITEM,
    ),
    Case(
        operation=f"GET {ONE}/history",
        on="draft",
        request=reading("draft", "/history"),
        sees=KNOW_DRAFT,
    ),
    # A result is no part of the summary: whoever sees no more of its item does not know of it.
    Case(
        operation=f"GET {PERIOD}",
        on="item",
        request=reading("item", "/results/2017-H1"),
        sees=READ_ITEM,
    ),
    Case(
        operation=f"GET {PERIOD}",
        on="no result yet",
        request=reading("agreed", "/results/2017-H1"),
        sees=frozenset(),
    ),
    Case(
        operation=f"PUT {PERIOD}",
        on="item",
        request=resulting,
        sees=KNOW_ITEM,
        may=ENTERING,
    ),
    Case(
        operation=f"PUT {PERIOD}",
        on="first",
        request=first_result,
        sees=KNOW_ITEM,
        may=ENTERING,
    ),
    *(
        Case(
            operation=f"POST {PERIOD}/transitions",
            on=f"{action} item",
            request=judging(action),
            sees=READ_ITEM,
            may=CONSULTING,
        )
        for action in ("confirm", "return")
    ),
    Case(
        operation=f"POST {PERIOD}/transitions",
        on="no result yet",
        request=judging("confirm", "2017-Q2"),
        sees=frozenset(),
    ),
)
