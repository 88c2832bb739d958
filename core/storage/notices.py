"""The notices collection: each belongs to one person, and is dropped after some time."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from pymongo import ASCENDING, DESCENDING, IndexModel, ReturnDocument

from core.domain.errors import ForbiddenError, NotFoundError
from core.domain.notices import Line, Notice
from core.domain.tasks import Act, Target, TaskKind
from core.storage.database import Declaration

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.domain.access import Scope
    from core.domain.registration_search import Page
    from core.storage.database import Document

KEPT = timedelta(days=400)
"""So long a notice is kept: this year's and last year's can be compared."""

NEWEST_FIRST = [("made_at", DESCENDING), ("_id", DESCENDING)]

DECLARATIONS = (
    Declaration(
        name="notices",
        indexes=(
            # A person is told once a day, whatever else goes wrong.
            IndexModel([("user", ASCENDING), ("day", ASCENDING)], unique=True),
            IndexModel([("user", ASCENDING), *NEWEST_FIRST]),
            # Every page counts what is unread: a year that was read must not be looked through.
            IndexModel(
                [("user", ASCENDING), ("read_at", ASCENDING)],
                partialFilterExpression={"read_at": None},
            ),
            IndexModel([("made_at", ASCENDING)], expireAfterSeconds=int(KEPT.total_seconds())),
        ),
        validator={
            "$jsonSchema": {
                "bsonType": "object",
                "required": ["user", "day", "made_at", "assignments", "lines", "read_at"],
                "properties": {
                    "user": {"bsonType": "string"},
                    "day": {"bsonType": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
                    "made_at": {"bsonType": "date"},
                    "read_at": {"bsonType": ["date", "null"]},
                    "assignments": {"bsonType": "array", "minItems": 1},
                    "lines": {"bsonType": "array", "minItems": 1},
                },
            }
        },
    ),
)


class MongoNotices:
    """A person's own notices (``ports.notices.Notices``).

    The scope is given once, here, and joined into every query and every write: whose notices, and
    of them what is told under its assignments.
    """

    def __init__(
        self, database: Database[Document], scope: Scope, session: ClientSession | None = None
    ) -> None:
        self._notices = database["notices"]
        self._scope = scope
        self._session = session
        self._held = [held.id for held in scope.assignments]

    def get(self, notice_id: str) -> Notice:
        found = self._notices.find_one(self._visible(notice_id), session=self._session)
        if found is None:
            raise NotFoundError
        return self._seen(found)

    def search(self, *, unread: bool, page: Page) -> Sequence[Notice]:
        found = self._notices.find(self._wanted(unread=unread, page=page), session=self._session)
        return [self._seen(d) for d in found.sort(NEWEST_FIRST).skip(page.skip).limit(page.limit)]

    def count(self, *, unread: bool, up_to: int) -> int:
        wanted = self._wanted(unread=unread)
        return self._notices.count_documents(wanted, limit=up_to, session=self._session)

    def read(self, notice_id: str, *, at: datetime) -> Notice:
        mine: Document = {"$and": [self._visible(notice_id), {"read_at": None}]}
        found = self._notices.find_one_and_update(
            mine,
            {"$set": {"read_at": at}},
            return_document=ReturnDocument.AFTER,
            session=self._session,
        )
        return self.get(notice_id) if found is None else self._seen(found)

    def add(self, notice: Notice) -> bool:
        if not self._scope.everything:
            raise ForbiddenError
        same: Document = {"user": notice.user, "day": notice.day.isoformat()}
        if self._notices.find_one(same, {"_id": 1}, session=self._session):
            return False
        self._notices.insert_one(document_of(notice), session=self._session)
        return True

    def _visible(self, notice_id: str) -> Document:
        return {"$and": [{"_id": {"$eq": notice_id}}, self._own()]}

    def _own(self) -> Document:
        if self._scope.everything:
            return {}
        return {"user": {"$eq": self._scope.user}, "assignments": {"$in": self._held}}

    def _wanted(self, *, unread: bool, page: Page | None = None) -> Document:
        conditions = [self._own()]
        if unread:
            conditions.append({"read_at": None})
        if page is not None and page.after:
            at, last = page.after
            earlier: Document = {"made_at": {"$lt": at}}
            conditions.append({"$or": [earlier, {"made_at": at, "_id": {"$lt": last}}]})
        return {"$and": conditions}

    def _seen(self, document: Document) -> Notice:
        notice = notice_from(document)
        return notice if self._scope.everything else notice.under(self._held)


def document_of(notice: Notice) -> Document:
    return {
        "_id": notice.id,
        "user": notice.user,
        "day": notice.day.isoformat(),
        "made_at": notice.made_at,
        "read_at": notice.read_at,
        "assignments": list(notice.assignments),
        "lines": [_line_document(line) for line in notice.lines],
    }


def notice_from(document: Document) -> Notice:
    return Notice(
        id=document["_id"],
        user=document["user"],
        day=date.fromisoformat(document["day"]),
        made_at=document["made_at"],
        read_at=document["read_at"],
        lines=tuple(_line_from(each) for each in document["lines"]),
    )


def _line_document(line: Line) -> Document:
    return {
        "assignment": line.assignment,
        "kind": line.kind.value,
        "act": line.act.value,
        "target": {name: value for name, value in asdict(line.target).items() if value is not None},
        "due": line.due.isoformat(),
        "params": {name: _plain(value) for name, value in line.params.items()},
    }


def _line_from(document: Document) -> Line:
    return Line(
        assignment=document["assignment"],
        kind=TaskKind(document["kind"]),
        act=Act(document["act"]),
        target=Target(**document["target"]),
        due=date.fromisoformat(document["due"]),
        params=document["params"],
    )


def _plain(value: Any) -> Any:
    return [str(each) for each in value] if isinstance(value, list | tuple) else value
