"""What the table of operations is made of: a request, for whom its target exists, and who may."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from tests.api.isolation.actors import IDLE, SIGNED_IN, Relation, Who

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from werkzeug.test import TestResponse

    from tests.api.conftest import Caller
    from tests.api.isolation.targets import Targets

UNAUTHENTICATED, FORBIDDEN, MISSING = 401, 403, 404
STRANGE_MEMBER = {"khong_ai_hoi": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request that succeeds when the one who sends it may; paths are below ``/api/v1``."""

    method: str
    path: str
    query: Mapping[str, Any] = field(default_factory=dict)
    body: Any = None
    data: bytes | None = None
    version: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    keyed: bool = True

    def sent_by(self, caller: Caller) -> TestResponse:
        rest: dict[str, Any] = {"query_string": dict(self.query)} if self.query else {}
        rest |= {} if self.data is None else {"data": self.data}
        return caller.call(
            self.method, self.path, self.body, version=self.version,
            key=uuid4().hex if self.keyed and self.method == "POST" else "",
            headers=dict(self.headers), **rest,
        )  # fmt: skip

    def careless(self) -> Request:
        """Return the same without key or ``If-Match``, with a body that is not quite right."""
        wrong = self.body | STRANGE_MEMBER if isinstance(self.body, dict) else self.body
        return replace(self, version=None, keyed=False, body=wrong)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An operation on one kind of target.

    ``sees`` are those for whom the target exists, ``may`` those among them who are answered
    ``success``; everybody else in ``sees`` gets 403, and who is not in it 404. ``otherwise`` are
    the cells that need a word of their own. ``personal`` answers may hold personal data.
    """

    operation: str
    on: str
    request: Callable[[Targets], Request]
    sees: frozenset[Who] = SIGNED_IN
    may: frozenset[Who] | None = None
    success: int = 200
    otherwise: Mapping[Who, int] = field(default_factory=dict)
    personal: bool = False

    def __str__(self) -> str:
        return f"{self.operation} · {self.on}"

    @property
    def writes(self) -> bool:
        return not self.operation.startswith("GET ")

    def expected(self, who: Who) -> int:
        if who.relation is Relation.ANONYMOUS:
            return UNAUTHENTICATED
        if who in self.otherwise:
            return self.otherwise[who]
        if who not in self.sees:
            return MISSING
        return self.success if who in self.allowed else FORBIDDEN

    @property
    def allowed(self) -> frozenset[Who]:
        return self.sees if self.may is None else self.may

    def __post_init__(self) -> None:
        assert self.allowed <= self.sees, f"{self}: who may must see"
        assert not (self.may or frozenset()) & IDLE, f"{self}: nobody may"
