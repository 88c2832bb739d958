"""What keeps the last result of the check of the whole database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from core.domain.integrity import LastCheck


class Checks(Protocol):
    """The last result; it tells nothing of any tenant, so every scope may read it."""

    def last(self) -> LastCheck | None:
        """Return what the last check found; None where none was ever made."""

    def keep(self, check: LastCheck) -> None:
        """Put *check* in the place of the one before; ForbiddenError but for the operator."""
