"""Evidence: shown to who sees its registration in full, written by who enters that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.api.evidence import BYTES, SMALL, declaring
from tests.api.isolation.about_registrations import ENTERING
from tests.api.isolation.actors import Relation, Who
from tests.api.isolation.cases import Case, Request
from tests.api.isolation.targets import READ_DRAFT, READ_ITEM

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.api.isolation.targets import Targets

ALL = "/registrations/{registration_id}/evidence"
ONE = "/evidence/{evidence_id}"
ITS_AUTHOR = frozenset({Who(Relation.OWN, "officer")})


def reading(below: str = "", name: str = "photo") -> Callable[[Targets], Request]:
    return lambda t: Request(method="GET", path=f"/evidence/{getattr(t, name).id}{below}")


def listing(name: str) -> Callable[[Targets], Request]:
    return lambda t: Request(method="GET", path=f"/registrations/{getattr(t, name).id}/evidence")


def declaring_on(name: str, **more: Any) -> Callable[[Targets], Request]:
    def request(t: Targets) -> Request:
        path = f"/registrations/{getattr(t, name).id}/evidence"
        return Request(method="POST", path=path, body=declaring(SMALL, **more))

    return request


def removing(name: str) -> Callable[[Targets], Request]:
    def request(t: Targets) -> Request:
        ref = getattr(t, name)
        return Request(method="DELETE", path=f"/evidence/{ref.id}", version=ref.version)

    return request


def sending(t: Targets) -> Request:
    path = f"/evidence/{t.upload.id}/pieces/0"
    return Request(method="PUT", path=path, data=SMALL, headers=BYTES)


def completing(t: Targets) -> Request:
    path = f"/evidence/{t.upload.id}/completion"
    return Request(method="POST", path=path, version=t.upload.version, keyed=False)


CASES = (
    Case(
        operation=f"POST {ALL}",
        on="an item",
        request=declaring_on("item"),
        sees=READ_ITEM,
        may=ENTERING,
        success=201,
    ),
    Case(
        operation=f"POST {ALL}",
        on="a result",
        request=declaring_on("item", period="2017-H1"),
        sees=READ_ITEM,
        may=ENTERING,
        success=201,
    ),
    Case(operation=f"GET {ALL}", on="an item", request=listing("item"), sees=READ_ITEM),
    Case(operation=f"GET {ALL}", on="a draft", request=listing("draft"), sees=READ_DRAFT),
    Case(operation=f"GET {ONE}", on="a photo", request=reading(), sees=READ_ITEM),
    Case(
        operation=f"GET {ONE}",
        on="an upload",
        request=reading(name="upload"),
        sees=ITS_AUTHOR,
    ),
    Case(operation=f"GET {ONE}/content", on="a photo", request=reading("/content"), sees=READ_ITEM),
    Case(
        operation=f"GET {ONE}/thumbnail",
        on="a photo",
        request=reading("/thumbnail"),
        sees=READ_ITEM,
    ),
    Case(
        operation=f"DELETE {ONE}",
        on="a photo",
        request=removing("photo"),
        sees=READ_ITEM,
        may=ENTERING,
        success=204,
    ),
    Case(
        operation=f"PUT {ONE}/pieces/{{number}}",
        on="a piece",
        request=sending,
        sees=ITS_AUTHOR,
        success=204,
    ),
    Case(
        operation=f"POST {ONE}/completion",
        on="an upload",
        request=completing,
        sees=ITS_AUTHOR,
    ),
)
