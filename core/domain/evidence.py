"""Evidence: photos and files that show what a registration, a result or an inspection says."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from math import ceil
from typing import TYPE_CHECKING

from core.domain.errors import InvalidError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from core.domain.inspections import Inspection
    from core.domain.registrations import Registration

    Record = Registration | Inspection
    """What evidence belongs to."""

MIB = 1024 * 1024
LARGEST_FILE = 10 * MIB
MOST_FILES = 20
"""So many a record has: a registration for itself, and each of its results."""

LARGEST_TOTAL = 100 * MIB
"""So many bytes a registration has with all its results."""

PIECE = 128 * 1024
"""Bytes of a piece, but of the last: what a weak line loses at most when it breaks."""

UNFINISHED = timedelta(hours=24)
"""So long the pieces of an upload are kept, from its beginning."""

LONGEST_NAME, LONGEST_CAPTION = 200, 300
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Subject(StrEnum):
    """What kind of record it shows; a result is found by the registration it belongs to."""

    REGISTRATION = "registration"
    RESULT = "result"
    INSPECTION = "inspection"


class MediaType(StrEnum):
    """What a file may be, as its content says; its name says nothing."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    @property
    def is_photo(self) -> bool:
        return self in PHOTOS

    @property
    def ending(self) -> str:
        return _ENDINGS[self]


PHOTOS = frozenset({MediaType.JPEG, MediaType.PNG, MediaType.WEBP})
_ENDINGS = {
    MediaType.JPEG: "jpg",
    MediaType.PNG: "png",
    MediaType.WEBP: "webp",
    MediaType.PDF: "pdf",
    MediaType.DOCX: "docx",
    MediaType.XLSX: "xlsx",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What is about to be sent: ``size`` in bytes and ``sha256`` (hex) of the file as it is.

    ``name`` is for people, and never a path. ``period`` says of which result; None: of the
    registration itself. ``keep_position`` keeps where a photo was taken.
    """

    name: str
    size: int
    sha256: str
    caption: str = ""
    period: str | None = None
    keep_position: bool = False

    def problems(self) -> list[Problem]:
        """Return what is wrong with it by itself."""
        found = []
        if not 1 <= self.size <= LARGEST_FILE:
            found.append(Problem("size", "file_too_large", {"most": LARGEST_FILE // MIB}))
        if not _SHA256.fullmatch(self.sha256):
            found.append(Problem("sha256", "not_sha256"))
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A file as it is kept, after it was looked through: what is served.

    ``sha256`` and ``size`` are of these bytes; ``width`` and ``height`` of a photo, in pixels;
    ``position``: it says where it was taken.
    """

    media_type: MediaType
    size: int
    sha256: str
    width: int | None = None
    height: int | None = None
    position: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """A file that may be kept: where its bytes lie, and the small picture of a photo."""

    content: Content
    file: Path
    thumbnail: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One file of a record; without ``content`` it is still being sent, its author's alone.

    It belongs to a ``registration`` or to an ``inspection``; the other is empty.
    """

    id: str
    registration: str = ""
    inspection: str = ""
    declared: Declared
    created_by: str
    created_at: datetime
    version: int = 1
    content: Content | None = None

    @property
    def subject(self) -> Subject:
        if self.inspection:
            return Subject.INSPECTION
        return Subject.RESULT if self.declared.period else Subject.REGISTRATION

    @property
    def record(self) -> str:
        """Return the id of what it belongs to."""
        return self.inspection or self.registration

    @property
    def ready(self) -> bool:
        return self.content is not None

    @property
    def expires_at(self) -> datetime | None:
        return None if self.ready else self.created_at + UNFINISHED

    @property
    def pieces(self) -> int:
        return ceil(self.declared.size / PIECE)

    @property
    def size(self) -> int:
        """Return the bytes it takes, or will take."""
        return self.content.size if self.content else self.declared.size

    def piece_size(self, number: int) -> int:
        """Return how many bytes piece *number* has, counted from 0; 0 where there is none."""
        if not 0 <= number < self.pieces:
            return 0
        return min(PIECE, self.declared.size - number * PIECE)

    def missing(self, kept: Iterable[int]) -> list[int]:
        """Return the numbers of the pieces that have not arrived."""
        return sorted({*range(self.pieces)} - {*kept})

    def completed(self, content: Content) -> Evidence:
        return replace(self, content=content, version=self.version + 1)


def refuse_too_many(declared: Declared, others: Iterable[Evidence]) -> None:
    """Raise InvalidError where *declared* is too much beside what the registration has already."""
    every = list(others)
    beside = sum(each.declared.period == declared.period for each in every)
    problems = []
    if beside >= MOST_FILES:
        problems.append(Problem("files", "too_many_files", {"most": MOST_FILES}))
    if sum(each.size for each in every) + declared.size > LARGEST_TOTAL:
        problems.append(Problem("size", "files_too_large", {"most": LARGEST_TOTAL // MIB}))
    if problems:
        raise InvalidError(problems=problems)


def file_name(evidence: Evidence, media_type: MediaType) -> str:
    """Return the name it is served under: the program's own, in plain letters."""
    kind = "anh" if media_type.is_photo else "tep"
    return f"chung-suc-{kind}-{evidence.id[:12]}.{media_type.ending}"
