"""Documents cast from one item's: a million of them in minutes, each as the program stores it.

What takes long — answers, funding, results — is laid out once per mould; a cast differs in where
and when it was registered, and by whom. ``stored_document`` and ``standing`` would give the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from core.domain.audit import Act
from core.domain.changes import standing
from core.domain.contributions import ALL, contribution
from core.domain.counts import province_of
from core.domain.text import folded
from core.storage.audit import content_of
from core.storage.registration_documents import _lean, midnight
from core.storage.registrations import stored_document

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from core.domain.contributions import Contribution
    from core.domain.movements import Measure
    from core.domain.registrations import Partner, Place, Registration
    from core.storage.database import Document

LOADED = "registration.load"
"""The one entry of an item that was loaded in the state it stands in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """What is an item's own; ``day`` and ``number`` are those of its submission, if it was sent."""

    id: str
    tenant: str
    path: str
    title: str
    places: tuple[Place, ...]
    partners: tuple[Partner, ...]
    number: str | None
    created_at: datetime
    updated_at: datetime
    day: date | None
    late: bool
    officer: str
    front: str


class Mould:
    """One registration, from which others are cast that state and have reached the same."""

    def __init__(self, registration: Registration, measures: Mapping[str, Measure]) -> None:
        self.registration = registration
        self._document = stored_document(registration)
        self._content = content_of(
            _loaded(registration), user="operator", at=registration.created_at
        )
        self._adds = contribution(registration, measures)
        self._cell = next((key[0] for key in self._adds if key[1] == "year"), None)

    def document(self, cast: Cast) -> Document:
        sent = cast.day is not None
        return self._document | {
            "_id": cast.id,
            "tenant": cast.tenant,
            "path": cast.path,
            "province": province_of(cast.path) or "",
            "title": cast.title,
            "places": _lean_documents(cast.places),
            "partners": _lean_documents(cast.partners),
            "words": _words(cast),
            "number": cast.number,
            "late": cast.late,
            "created_at": cast.created_at,
            "created_by": cast.officer,
            "updated_at": cast.updated_at,
            "submitted_at": cast.created_at if sent else None,
            "submitted_on": midnight(cast.day),
            "touched_by": [cast.officer],
            "results": [
                result
                | {
                    "entered_by": cast.officer,
                    "confirmed_by": cast.front if result["confirmed_by"] else None,
                }
                for result in self._document["results"]
            ],
        }

    def content(self, cast: Cast, at: datetime) -> Document:
        """Return what is sealed of loading *cast* at *at*."""
        return self._content | {
            "target": cast.id,
            "path": cast.path,
            "on": (cast.day or cast.created_at.date()).isoformat(),
            "state": self._content["state"] | {"id": cast.id, "tenant": cast.tenant},
            "at": at.isoformat(),
        }

    def count(self, cast: Cast, into: Contribution) -> None:
        """Add to *into* what *cast* contributes."""
        if self._cell is None or cast.day is None:
            return
        for key, amount in self._adds.items():
            if key[1] != "day":
                into[key] += amount
        into[ALL, "day", cast.day.isoformat()] += 1
        if cast.late:
            into[self._cell, "year", "late"] += 1


def _loaded(registration: Registration) -> Act:
    return Act(
        action=LOADED,
        target=registration.id,
        target_type="registration",
        path=registration.path,
        organization=registration.organization,
        on=registration.created_at.date(),
        unsubmitted=not registration.ever_submitted,
        state=standing(registration),
        details={"version": registration.version},
    )


def _words(cast: Cast) -> list[str]:
    words = {*_folded(cast.title), *_folded(cast.number or "")}
    for place in cast.places:
        words.update(_folded(place.area or ""))
    return sorted(words)


@lru_cache(maxsize=50_000)
def _folded(text: str) -> tuple[str, ...]:
    return tuple(folded(text).split())


@lru_cache(maxsize=10_000)
def _lean_documents(rows: tuple[Place | Partner, ...]) -> list[Document]:
    return [_lean(row) for row in rows]
