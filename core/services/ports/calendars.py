"""What the use cases need of the calendars."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection

    from core.domain.calendars import Calendar, Extension, YearCalendars


class Calendars(Protocol):
    """What tenants have set and been granted; read everywhere (it is inherited), set in sight."""

    def of_year(self, year: int, *, tenants: Collection[str] | None = None) -> YearCalendars:
        """Return all that *tenants* (None: every tenant) have set and been granted for a year."""

    def replace(self, calendar: Calendar, *, path: str) -> None:
        """Store *calendar* over its version before (``version`` - 1; 1 makes the first).

        Raises StaleVersionError if that has gone, NotFoundError for a *path* out of sight.
        """

    def extend(self, extension: Extension, *, path: str) -> None:
        """Add a grant; raises NotFoundError for a *path* out of sight."""
