"""Acts on many records at once: each in its own transaction, and what could not be done kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flask import request
from marshmallow import ValidationError

from core.domain.errors import DomainError, StaleVersionError
from core.edge.fields import Text
from core.edge.wording import problems_in, sentence
from core.web.refusals import by_field
from core.web.rendering import t

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

MOST = 300
"""More than a page offers to tick."""
LONGEST_REASON = 2000
MOST_UNDONE = 40
"""A way back for so many fits into the message that offers it."""


@dataclass(frozen=True, slots=True)
class Pick:
    """A ticked record, and the version that was on the page."""

    id: str
    version: int

    def __str__(self) -> str:
        return f"{self.id}:{self.version}"


@dataclass(slots=True)
class Outcome:
    """What has been done (as it is now, to be undone by), and what has not, with the reason."""

    done: list[Pick] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)


def picked(name: str = "muc") -> list[Pick]:
    """Return what the form has ticked, each once; what is no pick is passed over."""
    written = (one for value in request.values.getlist(name) for one in value.split())
    picks = dict.fromkeys(pick for one in written if (pick := _read(one)) is not None)
    return list(picks)[:MOST]


def each(
    picks: Iterable[Pick],
    act: Callable[[Pick], int],
    *,
    already: Callable[[Pick], int | None],
) -> Outcome:
    """Carry out *act*, which returns the new version, on one after another.

    *already* returns the version of what was done from the picked version on before, by a form
    that was sent twice, else None.
    """
    outcome = Outcome()
    for pick in picks:
        try:
            version = act(pick)
        except DomainError as error:
            found = already(pick)
            if found is None:
                outcome.refused[pick.id] = _why(error)
                continue
            version = found
        outcome.done.append(Pick(pick.id, version))
    return outcome


def _why(error: DomainError) -> str:
    if isinstance(error, StaleVersionError):
        return t("bulk.changed_meanwhile")  # the page that says so shows it as it is now
    return " ".join(text for texts in by_field(error).values() for text in texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why something is returned; ``text`` is None while it is not stated, ``problem`` tells why."""

    typed: str
    text: str | None = None
    problem: str = ""


def reason_sent(name: str = "ly-do") -> Reason:
    """Return the reason of the form; a form without the field has not asked for one yet."""
    typed = request.form.get(name, "")
    if name not in request.form:
        return Reason(typed="")
    try:
        text = Text(longest=LONGEST_REASON, lines=True).deserialize(typed)
    except ValidationError as refused:
        problem = next(problems_in(refused.messages))
        return Reason(typed=typed, problem=sentence(problem))
    if not text:
        return Reason(typed=typed, problem=t("bulk.reason_missing"))
    return Reason(typed=typed, text=text)


def _read(written: str) -> Pick | None:
    record, colon, version = written.rpartition(":")
    if not (colon and record and version.isascii() and version.isdigit() and len(version) <= 9):  # noqa: PLR2004
        return None
    return Pick(record, int(version))
