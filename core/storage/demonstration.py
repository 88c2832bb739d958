"""Storing the whole demonstration in one transaction, and remembering that it is there."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import uuid4

from pymongo.errors import DuplicateKeyError
from pymongo.read_concern import ReadConcern

from core.domain.audit import GENESIS, Act, seal
from core.domain.counts import province_of
from core.storage.audit import content_of
from core.storage.calendars import _calendar_document
from core.storage.counters import _address
from core.storage.database import DURABLE, Declaration, declare
from core.storage.jobs import document_of as job_document
from core.storage.registrations import stored_document
from core.storage.reports import document_of as report_document
from core.storage.user_documents import document_of as user_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.domain.areas import Area
    from core.domain.calendars import Calendar
    from core.domain.contributions import Contribution
    from core.domain.jobs import Job
    from core.domain.people import User
    from core.domain.registrations import Registration
    from core.domain.reports import Report
    from core.storage.database import Document

DECLARATIONS = (
    Declaration(
        name="demonstration",
        validator={
            "$jsonSchema": {
                "bsonType": "object",
                "required": ["practice_date", "loaded_at"],
                "properties": {
                    "practice_date": {"bsonType": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
                    "loaded_at": {"bsonType": "date"},
                },
            }
        },
    ),
)

STATE = "state"
WORK = ("registrations", "reports", "areas", "calendars", "quota_overrides")
"""What only work brings about; users alone, as the first admin, are no work yet."""


class CountKey(NamedTuple):
    """What one document of the counters counts (its province's sums follow from it)."""

    year: int
    organization: str
    tenant: str
    path: str


class RegisterKey(NamedTuple):
    """Whose register a number is taken from."""

    year: int
    organization: str
    tenant: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """All that the demonstration consists of; ``trail`` is acts, users and times (UTC), in order.

    ``counts`` are those of single tenants; the sums of provinces follow from them.
    """

    practice_date: date
    users: Iterable[User]
    registrations: Iterable[Registration]
    reports: Iterable[Report]
    areas: Iterable[Area]
    calendars: Iterable[tuple[Calendar, str]]
    counts: Mapping[CountKey, Contribution]
    numbers: Mapping[RegisterKey, int]
    jobs: Iterable[Job]
    trail: Sequence[tuple[Act, str, datetime]]


def is_signed(database: Database[Document]) -> bool:
    """Tell whether its reports were signed off after it was loaded."""
    return database["demonstration"].find_one({"_id": STATE, "signed": True}) is not None


def mark_signed(database: Database[Document]) -> None:
    state = database["demonstration"].with_options(write_concern=DURABLE)
    state.update_one({"_id": STATE}, {"$set": {"signed": True}})


def practice_date(database: Database[Document]) -> date | None:
    """Return the practice date of the demonstration that was loaded; None without one."""
    found = database["demonstration"].find_one({"_id": STATE})
    return date.fromisoformat(found["practice_date"]) if found else None


def has_work(database: Database[Document]) -> bool:
    return any(database[name].find_one({}, {"_id": 1}) is not None for name in WORK)


def has_users(database: Database[Document]) -> bool:
    return database["users"].find_one({}, {"_id": 1}) is not None


def keep(database: Database[Document], whole: Whole, *, key: bytes) -> bool:
    """Store all of it, or nothing; False when another process was first.

    The trail is one chain of its own, sealed with *key*; its first entry says when it was loaded.
    """
    declare(database, DECLARATIONS)
    now = datetime.now(UTC)
    documents = dict(_documents(whole, key, now))
    day = whole.practice_date.isoformat()
    state: Document = {"_id": STATE, "practice_date": day, "loaded_at": now}

    def insert(session: ClientSession) -> None:
        database["demonstration"].insert_one(state, session=session)
        for name, rows in documents.items():
            if rows:
                database[name].insert_many(rows, session=session)

    with database.client.start_session() as session:
        try:
            session.with_transaction(
                insert, read_concern=ReadConcern("snapshot"), write_concern=DURABLE
            )
        except DuplicateKeyError:
            return False
    return True


def _documents(whole: Whole, key: bytes, now: datetime) -> Iterator[tuple[str, list[Document]]]:
    yield "users", [user_document(user) for user in whole.users]
    yield "calendars", [_calendar_document(calendar, path) for calendar, path in whole.calendars]
    yield "areas", [_area_document(area) for area in whole.areas]
    yield "registrations", [stored_document(each) for each in whole.registrations]
    yield "reports", [report_document(each) for each in whole.reports]
    yield "counters", _counter_documents(whole.counts)
    yield "numbers", [_number_document(*each) for each in whole.numbers.items()]
    yield "jobs", [job_document(job) for job in whole.jobs]
    entries, head = _chain(whole.trail, key=key, loaded_at=now)
    yield "audit", entries
    yield "audit_heads", [head]


def _area_document(area: Area) -> Document:
    return {
        "_id": area.id,
        "tenant": area.tenant,
        "folded": area.key,
        "path": area.path,
        "name": area.name,
    }


def _number_document(register: RegisterKey, last: int) -> Document:
    year, organization, tenant = register
    return {
        "_id": f"{year}|{organization}|{tenant}",
        "year": year,
        "organization": organization,
        "tenant": tenant,
        "last": last,
    }


def _counter_documents(counts: Mapping[CountKey, Contribution]) -> list[Document]:
    provinces: defaultdict[CountKey, Contribution] = defaultdict(Counter)
    documents = []
    for place, content in counts.items():
        year, organization, _, path = place
        documents.append(_counter_document(place, content, "own"))
        province = province_of(path)
        if province:
            whole = CountKey(year, organization, province.split("/")[-2], province)
            provinces[whole].update(content)
    documents += [_counter_document(place, sums, "whole") for place, sums in provinces.items()]
    return documents


def _counter_document(place: CountKey, content: Contribution, extent: str) -> Document:
    year, organization, tenant, path = place
    document: Document = {
        "_id": f"{year}|{organization}|{path}|{extent}",
        "year": year,
        "organization": organization,
        "tenant": tenant,
        "path": path,
        "whole_province": extent == "whole",
    }
    for key, amount in content.items():
        if amount:
            _put(document, _address(key).split("."), amount)
    return document


def _put(document: dict[str, Any], address: Sequence[str], amount: int) -> None:
    *above, last = address
    for name in above:
        document = document.setdefault(name, {})
    document[last] = amount


def _chain(
    trail: Sequence[tuple[Act, str, datetime]], *, key: bytes, loaded_at: datetime
) -> tuple[list[Document], Document]:
    name = uuid4().hex
    opening = Act(
        action="chain.open",
        target=name,
        target_type="chain",
        path="",
        details={"demonstration": True, "loaded_at": loaded_at},
    )
    first = trail[0][2] if trail else loaded_at
    previous, documents = GENESIS, []
    for sequence, (act, user, at) in enumerate([(opening, "operator", first), *trail]):
        content = content_of(act, user=user, at=at)
        link = seal(content, previous=previous, key=key)
        document = {"_id": f"{name}:{sequence:09d}", "chain": name, "sequence": sequence}
        document |= {"previous": previous, "hash": link, "at": at, "user": user}
        documents.append(document | {"content": content})
        previous = link
    head = {"_id": name, "sequence": len(documents) - 1, "hash": previous, "at": loaded_at}
    return documents, head
