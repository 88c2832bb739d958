"""An outbox in memory, and a post that is struck down wherever a test wants it to be."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from core.domain.errors import NotFoundError
from core.domain.mails import NEXT, TROUBLED, Mail, MailState, PostError, PostUnclearError

if TYPE_CHECKING:
    from collections.abc import Callable


class Killed(BaseException):
    """The process has been killed here."""


class FakeMails:
    """The outbox (``ports.mails.Mails``)."""

    def __init__(self, *mails: Mail) -> None:
        self.kept = {mail.id: mail for mail in mails}

    def get(self, mail_id: str) -> Mail:
        if mail_id not in self.kept:
            raise NotFoundError
        return self.kept[mail_id]

    def add(self, mail: Mail) -> None:
        self.kept[mail.id] = mail

    def move(
        self, mail_id: str, *, to: MailState, error: str | None = None, of: Any = None, **_: Any
    ) -> bool:
        mail = self.kept[mail_id]
        if to not in NEXT[mail.state] or (of is not None and mail.state not in of):
            return False
        self.kept[mail_id] = replace(mail, state=to, error=error)
        return True

    def numbers(self) -> dict[str, int]:
        states = [mail.state for mail in self.kept.values()]
        return {state.value: states.count(state) for state in MailState}

    def troubled(self, *, limit: int) -> list[Mail]:
        return [mail for mail in self.kept.values() if mail.state in TROUBLED][:limit]


@dataclass(slots=True)
class FakePost:
    """Does with one mail after the other what *fates* say; ``taken`` is what has arrived."""

    fates: list[str]
    taken: list[str] = field(default_factory=list)
    meanwhile: Callable[[], None] = lambda: None

    def deliver(self, letter: Any, *, leaving: Callable[[], None]) -> None:
        fate = self.fates.pop(0) if self.fates else "taken"
        if fate == "killed before":
            raise Killed
        if fate == "away":
            raise PostError("ConnectionRefusedError")
        if fate == "another was faster":
            self.meanwhile()
        leaving()
        if fate == "killed while leaving":
            raise Killed
        if fate == "overtaken":
            self.meanwhile()
        if fate in {"refused", "refused for good"}:
            raise PostError("451", for_good=fate == "refused for good")
        if fate == "cut before it was taken":
            raise PostUnclearError
        self.taken.append(letter.name)
        if fate == "killed after it was taken":
            raise Killed
        if fate == "cut after it was taken":
            raise PostUnclearError


FATES = (
    "taken", "killed before", "away", "another was faster", "killed while leaving", "overtaken",
    "refused", "refused for good", "cut before it was taken", "killed after it was taken",
    "cut after it was taken",
)  # fmt: skip
