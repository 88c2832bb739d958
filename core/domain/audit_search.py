"""What the audit trail can be asked for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFilter:
    """Every part is optional; ``prefixes`` are those of a tenant's sight."""

    action: str | None = None
    target: str | None = None
    user: str | None = None
    prefixes: tuple[str, ...] = ()
