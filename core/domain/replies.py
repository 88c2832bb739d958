"""An answer kept under an idempotency key, to be given again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The first answer to a creating request; ``fingerprint`` is the SHA-256 of the request."""

    key: str
    fingerprint: str
    status: int
    body: str
    etag: str | None
    kept_at: datetime
