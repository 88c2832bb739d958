"""Inspections: the district's, who also told the owners and the Front of what it looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.api.evidence import SMALL, declaring
from tests.api.inspecting import INSPECTION, row
from tests.api.isolation.actors import WRITERS, Relation, every
from tests.api.isolation.cases import Case, Request
from tests.api.isolation.targets import KNOW_INSPECTION, KNOW_TENANT, RUN_INSPECTION

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.api.isolation.targets import Targets

ALL = "/inspections"
ONE = "/inspections/{inspection_id}"
RUNNING = (Relation.FRONT_ABOVE, Relation.COUNTRY)
WRITING = every(*RUNNING, roles=WRITERS)
CONCLUDING = every(*RUNNING, roles=("approver",))
AT_HOME = every(Relation.FRONT, *RUNNING, roles=WRITERS)


def reading(name: str) -> Callable[[Targets], Request]:
    return lambda t: Request(method="GET", path=f"/inspections/{getattr(t, name).id}")


def listing(**query: Any) -> Callable[[Targets], Request]:
    return lambda _: Request(method="GET", path=ALL, query=query)


def beginning(t: Targets) -> Request:
    body = INSPECTION | {"tenant": t.tenant.id}
    return Request(method="POST", path=ALL, body=body)


def writing(t: Targets) -> Request:
    ref = t.inspection_draft
    body = INSPECTION | {"items": [row({"id": t.item.id})]}
    return Request(method="PUT", path=f"/inspections/{ref.id}", body=body, version=ref.version)


def deleting(t: Targets) -> Request:
    ref = t.inspection_draft
    return Request(method="DELETE", path=f"/inspections/{ref.id}", version=ref.version)


def stepping(name: str, **body: Any) -> Callable[[Targets], Request]:
    def request(t: Targets) -> Request:
        ref = getattr(t, name)
        path = f"/inspections/{ref.id}/transitions"
        return Request(method="POST", path=path, body=body, version=ref.version)

    return request


def photo_of(below: str = "") -> Callable[[Targets], Request]:
    return lambda t: Request(method="GET", path=f"/evidence/{t.inspection_photo.id}{below}")


def showing(name: str) -> Callable[[Targets], Request]:
    return lambda t: Request(method="GET", path=f"/inspections/{getattr(t, name).id}/evidence")


def declaring_on(t: Targets) -> Request:
    path = f"/inspections/{t.inspection_draft.id}/evidence"
    return Request(method="POST", path=path, body=declaring(SMALL))


def removing_photo(t: Targets) -> Request:
    ref = t.inspection_photo
    return Request(method="DELETE", path=f"/evidence/{ref.id}", version=ref.version)


FILES = (
    Case(
        operation=f"GET {ONE}/evidence",
        on="a draft",
        request=showing("inspection_draft"),
        sees=RUN_INSPECTION,
    ),
    Case(
        operation=f"GET {ONE}/evidence",
        on="concluded",
        request=showing("inspection"),
        sees=RUN_INSPECTION,
    ),
    Case(
        operation=f"POST {ONE}/evidence",
        on="a draft",
        request=declaring_on,
        sees=RUN_INSPECTION,
        may=WRITING,
        success=201,
    ),
    Case(
        operation="GET /evidence/{evidence_id}",
        on="a photo of an inspection",
        request=photo_of(),
        sees=RUN_INSPECTION,
    ),
    Case(
        operation="GET /evidence/{evidence_id}/content",
        on="a photo of an inspection",
        request=photo_of("/content"),
        sees=RUN_INSPECTION,
    ),
    Case(
        operation="DELETE /evidence/{evidence_id}",
        on="a photo of an inspection",
        request=removing_photo,
        sees=RUN_INSPECTION,
        may=WRITING,
        success=204,
    ),
)
CASES = (
    *FILES,
    Case(operation=f"GET {ALL}", on="everything", request=listing()),
    Case(
        operation=f"GET {ALL}",
        on="a commune",
        request=lambda t: Request(method="GET", path=ALL, query={"tenant": t.tenant.id}),
        sees=KNOW_TENANT,
    ),
    Case(
        operation=f"GET {ALL}",
        on="what looked at an item",
        request=lambda t: Request(method="GET", path=ALL, query={"registration": t.item.id}),
    ),
    Case(
        operation=f"POST {ALL}",
        on="a commune",
        request=beginning,
        sees=KNOW_TENANT,
        may=AT_HOME,
        success=201,
    ),
    Case(
        operation=f"GET {ONE}", on="concluded", request=reading("inspection"), sees=KNOW_INSPECTION
    ),
    Case(
        operation=f"GET {ONE}",
        on="a draft",
        request=reading("inspection_draft"),
        sees=RUN_INSPECTION,
    ),
    Case(
        operation=f"PUT {ONE}",
        on="a draft",
        request=writing,
        sees=RUN_INSPECTION,
        may=WRITING,
    ),
    Case(
        operation=f"DELETE {ONE}",
        on="a draft",
        request=deleting,
        sees=RUN_INSPECTION,
        may=WRITING,
        success=204,
    ),
    Case(
        operation=f"POST {ONE}/transitions",
        on="conclude",
        request=stepping("inspection_draft", action="conclude"),
        sees=RUN_INSPECTION,
        may=CONCLUDING,
    ),
    Case(
        operation=f"POST {ONE}/transitions",
        on="reopen",
        request=stepping("inspection", action="reopen", reason="Ghi nhầm"),
        sees=KNOW_INSPECTION,
        may=CONCLUDING,
    ),
)
