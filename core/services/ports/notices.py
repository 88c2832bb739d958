"""What the use cases need of people's notices, and of when they were reminded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from core.domain.notices import Notice
    from core.domain.registration_search import Page


class Notices(Protocol):
    """One's own notices, with what is told under the scope's assignments; the operator sees all."""

    def get(self, notice_id: str) -> Notice:
        """Return one; raises NotFoundError, for a notice to somebody else as well."""

    def search(self, *, unread: bool, page: Page) -> Sequence[Notice]:
        """Return a page, the newest first; all, or only what is *unread*."""

    def count(self, *, unread: bool, up_to: int) -> int:
        """Return how many ``search`` would find, at most *up_to*."""

    def read(self, notice_id: str, *, at: datetime) -> Notice:
        """Mark one as read, unless it is already, and return it; raises NotFoundError."""

    def add(self, notice: Notice) -> bool:
        """Store one unless the person has one of that day; whether it was stored.

        Raises ForbiddenError but for the operator.
        """


class Reminders(Protocol):
    """The days people were reminded on. Raises ForbiddenError but for the operator."""

    def begun(self, day: date) -> bool:
        """Tell whether a day's reminding has been begun."""

    def begin(self, day: date, *, at: datetime) -> None:
        """Remember that it has; in a transaction one alone succeeds."""

    def last(self, user_id: str) -> date | None:
        """Return the day somebody was last looked at; None: never."""

    def done(self, user_id: str, day: date) -> None:
        """Remember that somebody was looked at on *day*."""
