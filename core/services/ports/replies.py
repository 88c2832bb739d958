"""What the use cases need of the answers kept under idempotency keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from core.domain.replies import Reply


class Replies(Protocol):
    """The answers of one user's creating requests, kept at least 48 hours."""

    def find(self, key: str) -> Reply | None: ...

    def keep(self, reply: Reply) -> None: ...
