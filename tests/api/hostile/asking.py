"""Asking one operation again and again with something wrong, and judging every answer."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode
from uuid import uuid4

from tests.api.isolation.operations import CASES
from tests.api.refusals import refuse_other_shapes
from tests.api.sampling import sample

if TYPE_CHECKING:
    from collections.abc import Mapping

    from werkzeug.test import TestResponse

    from tests.api.conftest import Caller
    from tests.api.isolation.walking import Kept
    from tests.api.isolation.world import World
    from tests.api.operations import Operation

SECONDS = 3.0
"""No answer takes longer, on a machine that is not busy with something else."""


def patience() -> float:
    """Return how many seconds an answer may take while so much else runs on this machine."""
    waiting = os.getloadavg()[0] / (os.cpu_count() or 1)
    return SECONDS * max(1.0, waiting)


HARMLESS = frozenset({400, 403, 404, 405, 409, 412, 413, 415, 422, 428})
"""After these nothing has changed; after all others everything is put back."""

OPEN_BODIES: dict[str, dict[str, Any]] = {
    "POST /tokens": {"username": "own-officer", "password": "không phải"},
    "POST /invitations": {"invitation": "x" * 40, "password": "mật khẩu nào đó"},
}
"""What is sent to what needs no sign-in: valid, and refused (401, 404)."""


@dataclass(slots=True, kw_only=True)
class Asked:
    """One operation, somebody who may do it, and a request that succeeds."""

    operation: Operation
    caller: Caller
    kept: Kept
    path: str
    query: Mapping[str, Any] = field(default_factory=dict)
    body: Any = None
    version: int | None = None
    sent: int = 0

    def send(
        self, *, path: str | None = None, query: str | None = None, data: bytes | None = None,
        content_type: str = "application/json", headers: dict[str, str] | None = None,
    ) -> TestResponse:  # fmt: skip
        """Send it with something put in the place of what is right, and judge the answer."""
        rest: dict[str, Any] = {}
        if data is not None:
            rest = {"data": data, "content_type": content_type}
        elif self.body is not None:
            rest = {"data": written(self.body), "content_type": content_type}
        rest["query_string"] = urlencode(self.query) if query is None else query
        began = monotonic()
        answer = self._call(path or self.path, headers or {}, rest)
        if monotonic() - began > patience():  # it may have been the machine: not twice
            began = monotonic()
            answer = self._call(path or self.path, headers or {}, rest)
        self.sent += 1
        told = (
            f"{self.operation}: {answer.request.url[:300]} {str(rest)[:300]} {str(headers)[:300]}"
        )
        assert monotonic() - began <= patience(), f"too slow: {told}"
        judge(answer, told)
        if self.operation.writes and answer.status_code not in HARMLESS:
            self.kept.restored()
        return answer

    def _call(self, path: str, headers: dict[str, str], rest: dict[str, Any]) -> TestResponse:
        keyed = self.operation.method == "POST" and self.operation.secured
        return self.caller.call(
            self.operation.method, path, version=self.version,
            key=uuid4().hex if keyed else "", headers=headers, **rest,
        )  # fmt: skip


def judge(answer: TestResponse, told: str) -> None:
    """Object to an error of the program, and to a refusal that is not in words."""
    assert answer.status_code < 500, f"{answer.status_code} {answer.text[:500]} to {told}"
    if answer.status_code >= 400:
        assert answer.mimetype == "application/json", f"{answer.mimetype} to {told}"
        refuse_other_shapes(answer.status_code, answer.json, answer.text)


def written(body: Any) -> bytes:
    """Return JSON as the standard library writes it: NaN, surrogates and large numbers, too."""
    return json.dumps(body).encode()


def asked(world: World, kept: Kept, operation: Operation) -> Asked:
    """Return what is asked of *operation*: the first case of the isolation tests that succeeds."""
    name = str(operation)
    if not operation.secured:
        body = OPEN_BODIES.get(name)
        return Asked(
            operation=operation, caller=world.api.nobody, kept=kept, path=operation.path, body=body
        )
    case = next(
        case for case in CASES
        if case.operation == name and case.allowed and case.success in {200, 201, 204}
    )  # fmt: skip
    request = case.request(world.targets)
    return Asked(
        operation=operation,
        caller=world[min(case.allowed)],
        kept=kept,
        path=request.path,
        query=request.query,
        body=request.body,
        version=request.version,
    )


def whole_body(operation: Operation, body: Any, member: str | int) -> Any:
    """Return *body* with what is beside *member*, so that nothing else is missing there."""
    properties = (operation.json_body or {}).get("properties", {})
    if isinstance(body, dict) and member in properties and member not in body:
        return body | {member: sample(properties[member])}
    return body


def in_path(template: str, path: str, name: str, value: str) -> str:
    """Return *path* with *value* where *template* has ``{name}``."""
    parts = zip(template.split("/"), path.split("/"), strict=True)
    return "/".join(quote(value, safe="") if t == f"{{{name}}}" else p for t, p in parts)
