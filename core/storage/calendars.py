"""The collections of calendars and of the extensions granted to them."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from pymongo import ASCENDING, IndexModel
from pymongo.errors import DuplicateKeyError

from core.domain.calendar_events import Event
from core.domain.calendar_windows import DATES, SIDES, Before, Window
from core.domain.calendars import Calendar, Extension, YearCalendars
from core.domain.errors import NotFoundError, StaleVersionError
from core.domain.tenants import Level
from core.storage.database import Declaration
from core.storage.known import Known, Unremembered
from core.storage.marks import renew_revision

if TYPE_CHECKING:
    from collections.abc import Collection

    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.domain.access import Scope
    from core.storage.database import Document

_YEAR: dict[str, Any] = {"bsonType": "int", "minimum": 2000, "maximum": 2100}
_PATH: dict[str, Any] = {"bsonType": "string", "pattern": "/$"}
_DAY: dict[str, Any] = {"bsonType": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_BEFORE = {side: f"{side}_before" for side in SIDES}
_EVENT: dict[str, Any] = {"bsonType": "string", "minLength": 1}

DECLARATIONS = (
    Declaration(
        name="calendars",
        indexes=(IndexModel([("year", ASCENDING), ("tenant", ASCENDING)], unique=True),),
        validator={
            "$jsonSchema": {
                "bsonType": "object",
                "required": ["tenant", "path", "level", "year", "parts", "version"],
                "properties": {
                    "path": _PATH,
                    "year": _YEAR,
                    "level": {"enum": [level.value for level in Level]},
                    "version": {"bsonType": "int", "minimum": 1},
                    "parts": {
                        "bsonType": "object",
                        "additionalProperties": {
                            "bsonType": "object",
                            "required": [*DATES, "source"],
                            "properties": dict.fromkeys(DATES, _DAY)
                            | dict.fromkeys(_BEFORE.values(), _EVENT),
                        },
                    },
                    "events": {
                        "bsonType": "object",
                        "additionalProperties": {
                            "bsonType": "object",
                            "required": ["name", "day", "source", "by", "at"],
                            "properties": {
                                "name": {"bsonType": "string", "minLength": 1},
                                "day": {"anyOf": [{"bsonType": "null"}, _DAY]},
                                "at": {"bsonType": "date"},
                            },
                        },
                    },
                },
            }
        },
    ),
    Declaration(
        name="calendar_extensions",
        indexes=(IndexModel([("year", ASCENDING), ("tenant", ASCENDING)]),),
        validator={
            "$jsonSchema": {
                "bsonType": "object",
                "required": [
                    "tenant", "path", "year", "part", "until", "reason", "granted_by", "by", "at",
                ],
                "properties": {
                    "path": _PATH,
                    "year": _YEAR,
                    "until": _DAY,
                    "reason": {"bsonType": "string", "minLength": 1},
                    "at": {"bsonType": "date"},
                },
            }
        },
    ),
)  # fmt: skip


class MongoCalendars:
    """Every tenant's calendars, for they are inherited; those in sight can be written."""

    def __init__(
        self,
        database: Database[Document],
        scope: Scope,
        session: ClientSession | None = None,
        known: Known | None = None,
    ) -> None:
        self._database = database
        self._calendars = database["calendars"]
        self._extensions = database["calendar_extensions"]
        self._scope = scope
        self._session = session
        # A transaction reads one snapshot, so what it has read once stays true in it.
        self._known = known or (Known() if session else Unremembered())

    def of_year(self, year: int, *, tenants: Collection[str] | None = None) -> YearCalendars:
        key = ("calendars", year, None if tenants is None else frozenset(tenants))
        return self._known.recall(key, lambda: self._found(year, tenants))

    def _found(self, year: int, tenants: Collection[str] | None) -> YearCalendars:
        wanted: Document = {"year": {"$eq": year}}
        if tenants is not None:
            wanted["tenant"] = {"$in": list(tenants)}
        calendars = self._calendars.find(wanted, session=self._session)
        extensions = self._extensions.find(wanted, session=self._session)
        in_order = extensions.sort([("at", ASCENDING), ("_id", ASCENDING)])
        return YearCalendars.of(year, map(_calendar, calendars), map(_extension, in_order))

    def replace(self, calendar: Calendar, *, path: str) -> None:
        self._refuse_outside(path)
        self._known.forget()
        renew_revision(self._database, self._session)
        document = _calendar_document(calendar, path)
        try:
            if calendar.version == 1:
                self._calendars.insert_one(document, session=self._session)
                return
        except DuplicateKeyError as error:
            raise StaleVersionError(fields=[]) from error
        previous = {"_id": document["_id"], "version": calendar.version - 1}
        done = self._calendars.replace_one(previous, document, session=self._session)
        if not done.matched_count:
            raise StaleVersionError(fields=[])

    def extend(self, extension: Extension, *, path: str) -> None:
        self._refuse_outside(path)
        self._known.forget()
        renew_revision(self._database, self._session)
        document = asdict(extension) | {"path": path, "until": extension.until.isoformat()}
        document["_id"] = document.pop("id")
        self._extensions.insert_one(document, session=self._session)

    def _refuse_outside(self, path: str) -> None:
        if not self._scope.sees(path):
            raise NotFoundError


def _calendar_document(calendar: Calendar, path: str) -> Document:
    return {
        "_id": f"{calendar.tenant}:{calendar.year}",
        "tenant": calendar.tenant,
        "path": path,
        "level": calendar.level.value,
        "year": calendar.year,
        "version": calendar.version,
        "parts": {key: _window_document(window) for key, window in calendar.parts.items()},
        "events": {code: _event_document(event) for code, event in calendar.events.items()},
    }


def _window_document(window: Window) -> Document:
    """Return all four days, so that a program that knows no events reads the widest window."""
    told = {name: getattr(window, name).isoformat() for name in DATES}
    ends = {_BEFORE[side]: one.event for side in SIDES if (one := window.before(side))}
    return {**told, "source": window.source, **ends}


def _event_document(event: Event) -> Document:
    return asdict(event) | {"day": event.day.isoformat() if event.day else None}


def _calendar(document: Document) -> Calendar:
    return Calendar(
        tenant=document["tenant"],
        level=Level(document["level"]),
        year=document["year"],
        version=document["version"],
        parts={key: _window(part) for key, part in document["parts"].items()},
        events={code: _event(each) for code, each in document.get("events", {}).items()},
    )


def _window(part: Document) -> Window:
    ends: dict[str, Any] = {
        name: Before(event=part[name]) for name in _BEFORE.values() if name in part
    }
    return Window(
        opens=date.fromisoformat(part["opens"]),
        due=date.fromisoformat(part["due"]),
        closes=date.fromisoformat(part["closes"]),
        locks=date.fromisoformat(part["locks"]),
        source=part["source"],
        **ends,
    )


def _event(document: Document) -> Event:
    day = document["day"]
    return Event(**document | {"day": date.fromisoformat(day) if day else None})


def _extension(document: Document) -> Extension:
    kept = {name: value for name, value in document.items() if name not in {"_id", "path"}}
    kept["until"] = date.fromisoformat(kept["until"])
    return Extension(id=document["_id"], **kept)
