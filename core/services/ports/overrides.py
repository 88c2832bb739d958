"""What the use cases need of the local overrides of quotas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime

    from core.domain.quota_rules import Override


class Overrides(Protocol):
    """What tenants have overridden; read everywhere (it is inherited), recorded in sight.

    All are returned in the order they begin, of one day in the order they were recorded: of two
    that state the same, the later one counts.
    """

    def for_tenants(self, tenants: Collection[str]) -> Sequence[Override]:
        """Return all of these tenants, whatever their dates."""

    def in_force(self, tenants: Collection[str], on: date) -> Sequence[Override]:
        """Return those of these tenants (a tenant and its ancestors) that hold on a day."""

    def add(self, override: Override, *, override_id: str, path: str, at: datetime) -> None:
        """Record one; *at* is real time. Raises NotFoundError for a *path* out of sight."""
