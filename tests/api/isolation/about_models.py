"""Models to be copied: a recognition makes a summary known in its province, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.api.isolation.cases import Case, Request
from tests.api.isolation.targets import KNOW_DRAFT, KNOW_ITEM, KNOW_MODEL, KNOW_TENANT

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.api.isolation.targets import Targets

LIST = "GET /models"
ONE = "GET /models/{registration_id}"
LINEAGE = "GET /registrations/{registration_id}/lineage"


def listing(query: Callable[[Targets], dict[str, Any]]) -> Callable[[Targets], Request]:
    return lambda t: Request(method="GET", path="/models", query={"page_size": 200} | query(t))


def one(name: str) -> Callable[[Targets], Request]:
    return lambda t: Request(method="GET", path=f"/models/{getattr(t, name).id}")


def lineage(name: str) -> Callable[[Targets], Request]:
    return lambda t: Request(method="GET", path=f"/registrations/{getattr(t, name).id}/lineage")


CASES = (
    Case(operation=LIST, on="everything", request=listing(lambda _: {})),
    Case(operation=LIST, on="recognised", request=listing(lambda _: {"recognised": "true"})),
    Case(
        operation=LIST,
        on="a commune",
        request=listing(lambda t: {"tenant": t.tenant.id}),
        sees=KNOW_TENANT,
    ),
    Case(operation=ONE, on="a recognised one", request=one("recognised"), sees=KNOW_MODEL),
    Case(operation=ONE, on="an item", request=one("item"), sees=KNOW_ITEM),
    Case(operation=ONE, on="a draft", request=one("draft"), sees=KNOW_DRAFT),
    Case(operation=LINEAGE, on="a recognised one", request=lineage("recognised"), sees=KNOW_MODEL),
    Case(operation=LINEAGE, on="an item", request=lineage("item"), sees=KNOW_ITEM),
    Case(operation=LINEAGE, on="a draft", request=lineage("draft"), sees=KNOW_DRAFT),
)
