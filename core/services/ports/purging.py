"""What the removal of personal data needs, beyond the repositories of a transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator


class PersonalRecords(Protocol):
    """Where personal data may still lie, whatever the scope: the operator's."""

    def registrations(self, *, before: int) -> Iterator[str]:
        """Yield the id of each registration of a year < *before* that may hold some."""

    def replies(self) -> Iterator[tuple[str, str]]:
        """Yield key and body (JSON) of every answer kept under an idempotency key."""

    def replace_reply(self, key: str, *, body: str, instead: str) -> None:
        """Keep *body* in the place of *instead*, if that is still kept."""
