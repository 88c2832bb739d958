"""Mails that are to leave: each is sent once at most, whatever stops while it is being sent."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime


class MailState(StrEnum):
    """Where a mail is; only what waits is ever sent.

    ``sending`` from before its text leaves until the server's answer is kept: what stops in
    between leaves it ``unclear``, and nobody but the operator has that one sent again. ``refused``
    is the server's last word; ``dropped``: the day is over, or nobody is there to get it.
    """

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"
    UNCLEAR = "unclear"
    DROPPED = "dropped"


NEXT = {
    MailState.WAITING: frozenset({MailState.SENDING, MailState.REFUSED, MailState.DROPPED}),
    MailState.SENDING: frozenset(
        {MailState.WAITING, MailState.SENT, MailState.REFUSED, MailState.UNCLEAR}
    ),
    MailState.UNCLEAR: frozenset({MailState.SENT, MailState.WAITING, MailState.DROPPED}),
    MailState.REFUSED: frozenset({MailState.WAITING}),
    MailState.SENT: frozenset[MailState](),
    MailState.DROPPED: frozenset[MailState](),
}
"""``unclear`` becomes ``sent`` when it was only slow, ``waiting`` when the operator says so."""

TROUBLED = (MailState.UNCLEAR, MailState.REFUSED)
"""What the operator is shown, and may have sent again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """The mail about a notice; address and text are looked up when it leaves, and kept nowhere.

    ``day`` is the notice's; ``error`` says what happened in a word, never to whom.
    """

    id: str
    notice: str
    user: str
    day: date
    made_at: datetime
    state: MailState = MailState.WAITING
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What is sent: plain text to one address.

    ``name``, of which its ``Message-ID`` is made, and ``written_at`` stay the same however often
    it is tried.
    """

    name: str
    to: str
    written_at: datetime
    subject: str
    text: str


class AlreadySendingError(Exception):
    """Another worker has begun to send it, or has sent it."""


class PostError(Exception):
    """The mail server has not taken it, that is sure; ``said`` is its code, or a word for it.

    ``for_good``: it would not take it later either.
    """

    def __init__(self, said: str, *, for_good: bool = False) -> None:
        super().__init__(said)
        self.said = said
        self.for_good = for_good


class PostUnclearError(Exception):
    """The text had left, and then there was no answer: it may have been taken, or not."""
