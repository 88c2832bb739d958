"""Marks: what tells a reader that something has changed, without reading all of it again."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from core.domain.counts import province_of
from core.domain.tenants import ROOT
from core.storage.database import Declaration

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.domain.access import Scope
    from core.storage.database import Document

DECLARATIONS = (Declaration(name="marks"),)

SETTINGS = "settings"
"""The mark of units, calendars and overrides."""

REPORTS = "reports"
POSTS = "posts"
"""By province: of reports, and of who is assigned where."""


class MongoMarks:
    """The marks of provinces (``ports.marks.Marks``); they say nothing of what has changed."""

    def __init__(
        self,
        database: Database[Document],
        scope: Scope,  # noqa: ARG002 - made like every other repository
        session: ClientSession | None = None,
    ) -> None:
        self._database = database
        self._marks = database["marks"]
        self._session = session

    def by_province(self, noun: str) -> Mapping[str, str]:
        found = self._marks.find({"noun": noun}, session=self._session)
        return {document["path"]: document["revision"] for document in found}

    def of_settings(self) -> str | None:
        return read_revision(self._database, self._session)


def read_revision(database: Database[Document], session: ClientSession | None = None) -> str | None:
    """Return the revision of the settings; None where they have none yet."""
    mark = database["marks"].find_one({"_id": SETTINGS}, session=session)
    return str(mark["revision"]) if mark else None


def renew_revision(database: Database[Document], session: ClientSession | None) -> None:
    """Say, in the transaction that changes a setting, that what was read of them is outdated."""
    renew_mark(database, SETTINGS, session)


def renew_mark(database: Database[Document], mark: str, session: ClientSession | None) -> None:
    """Say that what was read under *mark* is outdated."""
    _renew(database, {"_id": mark}, session)


def renew_marks(
    database: Database[Document], noun: str, paths: Iterable[str], session: ClientSession | None
) -> None:
    """Say that something of *noun* has changed in the provinces in which *paths* lie."""
    for province in sorted({province_of(path) or f"{ROOT}/" for path in paths}):
        mark = {"_id": f"{noun}|{province}", "noun": noun, "path": province}
        _renew(database, mark, session)


def _renew(database: Database[Document], mark: Document, session: ClientSession | None) -> None:
    revision = {"$set": {"revision": uuid4().hex}}
    database["marks"].update_one(mark, revision, upsert=True, session=session)
