"""The queue of jobs: leased for a time, so that what a stopped worker held comes due again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from pymongo import ASCENDING, DESCENDING, IndexModel, ReturnDocument
from pymongo.errors import DuplicateKeyError

from core.domain.errors import ForbiddenError, NotFoundError
from core.domain.jobs import LEASE, Job, JobKind, Lease, LeaseLostError, next_try
from core.storage.database import Declaration

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.domain.access import Scope
    from core.storage.database import Document

WAITING, DEAD = "waiting", "dead"

MOST_PASSED = 8
"""So many that others are just taking are passed over before the worker comes again later."""

DECLARATIONS = (
    Declaration(
        name="jobs",
        indexes=(
            IndexModel([("state", ASCENDING), ("due_at", ASCENDING)]),
            IndexModel([("kind", ASCENDING), ("key", ASCENDING)]),
            IndexModel([("lease", ASCENDING)], sparse=True),
            # Of one kind and key one job at a time is held: two workers cannot do the same thing.
            IndexModel(
                [("key", ASCENDING), ("kind", ASCENDING)],
                unique=True,
                partialFilterExpression={"held": True},
            ),
        ),
        validator={
            "$jsonSchema": {
                "bsonType": "object",
                "required": ["kind", "key", "state", "due_at", "enqueued_at", "attempts"],
                "properties": {
                    "state": {"enum": [WAITING, DEAD]},
                    "due_at": {"bsonType": "date"},
                    "attempts": {"bsonType": "int", "minimum": 0},
                },
            }
        },
    ),
)


FIRST = (
    (JobKind.OVERLAPS,),
    (JobKind.REMIND_ALL, JobKind.REMIND, JobKind.DRIFT),
    (JobKind.MAIL,),
)
"""What is taken before what: somebody looks for the overlaps of what was just registered; a day's
digests and what has drifted can wait for those; a silent mail server holds up none of them."""


class MongoJobs:
    """The jobs (``ports.jobs.Jobs``); they belong to no tenant and hold nothing of any."""

    def __init__(
        self, database: Database[Document], scope: Scope, session: ClientSession | None = None
    ) -> None:
        self._jobs = database["jobs"]
        self._scope = scope
        self._session = session

    def add(self, job: Job) -> None:
        self._jobs.insert_one(document_of(job), session=self._session)

    def take(self, *, now: datetime, gathering: timedelta = timedelta(0)) -> Lease | None:
        self._refuse_others()
        # Not the database's time: jobs come due by the clock of whoever has written them. Clocks
        # that differ by more than a lease have work done twice, and never kept twice: who takes
        # a job over takes from its holder what that one has to remove.
        due: Document = {"state": WAITING, "due_at": {"$lte": now - gathering}}
        passed = self._held(now)
        for _ in range(MOST_PASSED):
            first = self._due_longest(due, passed)
            if first is None:
                return None
            lease = self._leased(first, due, now)
            if lease is not None:
                return lease
            passed.append(_same(first))
        return None

    def _held(self, now: datetime) -> list[Document]:
        # Every key is a string; without saying so the index of what is held would not be used.
        held: Document = {"held": True, "key": {"$type": "string"}, "due_at": {"$gt": now}}
        return [_same(each) for each in self._jobs.find(held, {"kind": 1, "key": 1})]

    def _due_longest(self, due: Document, passed: Sequence[Document]) -> Document | None:
        # A newer program may already ask for what this one does not know.
        for kinds in FIRST:
            sought: Document = {**due, "kind": {"$in": [*map(str, kinds)]}}
            if passed:
                sought["$nor"] = list(passed)
            if found := self._jobs.find_one(sought, sort=[("due_at", ASCENDING)]):
                return found
        return None

    def _leased(self, first: Document, due: Document, now: datetime) -> Lease | None:
        """Take *first* and all that waits for the same thing; None when another was faster."""
        token = uuid4().hex
        leased: Document = {"lease": token, "due_at": now + LEASE}
        held = self._hold(first, due, {"$set": {**leased, "held": True}, "$inc": {"attempts": 1}})
        if held is None:
            return None
        # What is not due, too: all was committed before any of what it is about is read.
        others: Document = {**_same(held), "state": WAITING, "_id": {"$ne": held["_id"]}}
        self._jobs.update_many(others, {"$set": leased, "$inc": {"attempts": 1}})
        tried = self._jobs.find({"lease": token}, {"attempts": 1}).sort("attempts", DESCENDING)
        most = next((each["attempts"] for each in tried.limit(1)), held["attempts"])
        return Lease(token=token, job=job_from(held), attempts=most)

    def _hold(self, first: Document, due: Document, change: Document) -> Document | None:
        after = ReturnDocument.AFTER
        one: Document = {**due, "_id": first["_id"]}
        try:
            return self._jobs.find_one_and_update(one, change, return_document=after)
        except DuplicateKeyError:  # another of them is held; perhaps by a worker that has stopped
            stopped: Document = {**due, **_same(first), "held": True}
            return self._jobs.find_one_and_update(stopped, change, return_document=after)

    def finish(self, lease: Lease) -> None:
        self._refuse_others()
        mine: Document = {"lease": lease.token}
        done = self._jobs.delete_one({**mine, "held": True}, session=self._session)
        if not done.deleted_count:
            raise LeaseLostError
        self._jobs.delete_many(mine, session=self._session)

    def fail(self, lease: Lease, *, error: str, now: datetime) -> None:
        self._refuse_others()
        mine: Document = {"lease": lease.token}
        for attempts in self._jobs.distinct("attempts", mine, session=self._session):
            until = next_try(attempts, now=now)
            kept: Document = {"error": error, "state": DEAD}
            if until is not None:
                kept |= {"state": WAITING, "due_at": until}
            self._jobs.update_many(
                {**mine, "attempts": attempts},
                {"$set": kept, "$unset": {"lease": "", "held": ""}},
                session=self._session,
            )

    def numbers(self) -> Mapping[str, int]:
        return {
            state: self._jobs.count_documents({"state": state}, session=self._session)
            for state in (WAITING, DEAD)
        }

    def dead(self, *, limit: int) -> Sequence[Job]:
        self._refuse_others()
        found = self._jobs.find({"state": DEAD}, session=self._session)
        return [job_from(each) for each in found.sort([("due_at", DESCENDING)]).limit(limit)]

    def revive(self, job_id: str, *, now: datetime) -> None:
        self._refuse_others()
        done = self._jobs.update_one(
            {"_id": {"$eq": job_id}, "state": DEAD},
            {"$set": {"state": WAITING, "due_at": now, "attempts": 0}},
            session=self._session,
        )
        if not done.matched_count:
            raise NotFoundError

    def _refuse_others(self) -> None:
        if not self._scope.everything:
            raise ForbiddenError


def _same(document: Document) -> Document:
    """Return what all that are done together with it have in common."""
    return {"kind": document["kind"], "key": document["key"]}


def document_of(job: Job) -> Document:
    return {
        "_id": job.id,
        "kind": str(job.kind),
        "key": job.key,
        "payload": dict(job.payload),
        "state": WAITING,
        "due_at": job.due_at,
        "enqueued_at": job.enqueued_at,
        "attempts": job.attempts,
    }


def job_from(document: Document) -> Job:
    return Job(
        id=document["_id"],
        kind=document["kind"],
        key=document["key"],
        payload=document["payload"],
        due_at=document["due_at"],
        enqueued_at=document["enqueued_at"],
        attempts=document["attempts"],
        error=document.get("error"),
    )
