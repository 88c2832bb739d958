"""What the use cases need of the mails that are to leave, and of whoever carries them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import datetime

    from core.domain.mails import Letter, Mail, MailState


class Mails(Protocol):
    """The outbox; raises ForbiddenError but for the operator."""

    def get(self, mail_id: str) -> Mail:
        """Return one; raises NotFoundError."""

    def add(self, mail: Mail) -> None:
        """Store one, in the transaction of its cause."""

    def move(
        self,
        mail_id: str,
        *,
        to: MailState,
        at: datetime,
        error: str | None = None,
        of: Collection[MailState] | None = None,
    ) -> bool:
        """Take a mail on to a state from one of those *of*; whether it was in one of them.

        None: from all that it follows on (``core.domain.mails.NEXT``). Of several who ask at the
        same moment one alone succeeds.
        """

    def numbers(self) -> Mapping[str, int]:
        """Return how many there are in each state; every scope may ask."""

    def troubled(self, *, limit: int) -> Sequence[Mail]:
        """Return what the operator should look at, the newest first."""


class Post(Protocol):
    """Who carries mails away."""

    def deliver(self, letter: Letter, *, leaving: Callable[[], None]) -> None:
        """Return when *letter* has been taken; *leaving* is called before any of its text leaves.

        What *leaving* raises keeps it from being sent. Raises PostError where it surely has not
        been taken, PostUnclearError where nobody can tell.
        """
