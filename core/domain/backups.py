"""How files of backups are named, and which of them have had their time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_TIME = "%Y%m%dT%H%M%SZ"


class Kind(StrEnum):
    """A file holds everything as it stood at one moment, or what happened since another file."""

    FULL = "full"
    INCREMENT = "increment"


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupName:
    """The name of a file, ``chungsuc-20261120T170000Z-full.zip``; ``at`` is UTC, to the second."""

    database: str
    at: datetime
    kind: Kind

    def __str__(self) -> str:
        return f"{self.database}-{self.at.astimezone(UTC):{_TIME}}-{self.kind}.zip"


def named(database: str, names: Iterable[str]) -> list[BackupName]:
    """Return those of *names* that are backups of *database*, the oldest first."""
    kinds = "|".join(Kind)
    ours = re.compile(rf"{re.escape(database)}-([0-9]{{8}}T[0-9]{{6}}Z)-({kinds})\.zip")
    found = []
    for name in names:
        if (match := ours.fullmatch(name)) is None:
            continue
        try:
            at = datetime.strptime(match[1], _TIME).replace(tzinfo=UTC)
        except ValueError:  # digits that are no date: not a name of ours
            continue
        found.append(BackupName(database=database, at=at, kind=Kind(match[2])))
    return sorted(found, key=lambda each: (each.at, each.kind))


def outdated(names: Iterable[BackupName], *, keep: int) -> list[BackupName]:
    """Return what may go when *keep* full backups stay, with all that happened since the first.

    Increments that follow a full backup which goes are of no use without it, and go as well; but
    the last one before the first that stays, which may have been written while that one was, and
    reach over its moment.
    """
    ordered = sorted(names, key=lambda each: each.at)
    full = [each for each in ordered if each.kind is Kind.FULL]
    if len(full) <= keep:
        return []
    before = [each for each in ordered if each.at < full[-keep].at]
    if before[-1].kind is Kind.INCREMENT:
        del before[-1]
    return before
