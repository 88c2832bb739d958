"""The overlaps collection: pairs of registrations, open or settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pymongo import ASCENDING, DESCENDING, IndexModel

from core.domain.errors import NotFoundError, StaleVersionError
from core.domain.overlap_cases import (
    OPEN,
    STATUSES,
    OverlapCase,
    Settlement,
    Verdict,
    seen_by,
    shown_to,
)
from core.domain.overlaps import Likeness, Reason
from core.domain.periods import FIRST_YEAR, LAST_YEAR
from core.storage.database import Declaration
from core.storage.overlap_sight import seen_in_full, sees_all_in_full, visible
from core.storage.prefixes import under
from core.storage.registration_documents import midnight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.domain.access import Scope
    from core.domain.overlap_cases import LikeliestPage
    from core.domain.registration_search import Page
    from core.storage.database import Document

NEWEST_FIRST = [("found_at", DESCENDING), ("_id", DESCENDING)]
LIKELIEST_FIRST = [("score", DESCENDING), ("_id", ASCENDING)]
BY_POINTS = "open_by_points"

DECLARATIONS = (
    Declaration(
        name="overlaps",
        indexes=(
            IndexModel([("tenant", ASCENDING), ("year", ASCENDING)]),
            IndexModel([("registrations", ASCENDING)]),
            IndexModel([("path", ASCENDING), ("year", ASCENDING), ("status", ASCENDING)]),
            IndexModel([("year", ASCENDING), ("status", ASCENDING), *NEWEST_FIRST]),
            IndexModel(NEWEST_FIRST),
            IndexModel(
                [("board", ASCENDING), ("year", ASCENDING)],
                partialFilterExpression={"status": OPEN},
            ),
            IndexModel(
                [("year", ASCENDING), *LIKELIEST_FIRST],
                name=BY_POINTS,
                partialFilterExpression={"status": OPEN},
            ),
        ),
        validator={
            "$jsonSchema": {
                "bsonType": "object",
                "required": [
                    "tenant", "path", "year", "registrations", "organizations", "paths", "score",
                    "reasons", "status", "version", "found_at",
                ],
                "properties": {
                    "path": {"bsonType": "string", "pattern": "/$"},
                    "year": {"bsonType": "int", "minimum": 2000, "maximum": 2100},
                    "registrations": {"bsonType": "array", "minItems": 2, "maxItems": 2},
                    "organizations": {"bsonType": "array", "minItems": 2, "maxItems": 2},
                    "score": {"bsonType": "int", "minimum": 0, "maximum": 100},
                    "status": {"enum": [*STATUSES]},
                    "version": {"bsonType": "int", "minimum": 1},
                },
            }
        },
    ),
)  # fmt: skip


class MongoOverlaps:
    """The cases a scope may know of (``ports.overlaps.Overlaps``).

    The scope is given once, here, and joined into every query and every write.
    """

    def __init__(
        self, database: Database[Document], scope: Scope, session: ClientSession | None = None
    ) -> None:
        self._overlaps = database["overlaps"]
        self._scope = scope
        self._session = session
        self._visible = visible(scope)

    def get(self, case_id: str) -> OverlapCase:
        found = self._find({"_id": {"$eq": case_id}})
        if not found:
            raise NotFoundError
        return found[0]

    def of(self, registration_id: str) -> Sequence[OverlapCase]:
        found = self._find({"registrations": {"$eq": registration_id}})
        return sorted(found, key=lambda case: (-case.score, case.id))

    def among(self, case_ids: Sequence[str]) -> Sequence[OverlapCase]:
        return self._find({"_id": {"$in": list(case_ids)}})

    def within(self, tenant: str, year: int) -> Sequence[OverlapCase]:
        return self._find({"tenant": {"$eq": tenant}, "year": {"$eq": year}})

    def add(self, case: OverlapCase) -> None:
        self._refuse_outside(case)
        self._overlaps.insert_one(document_of(case), session=self._session)

    def replace(self, case: OverlapCase, *, before: OverlapCase) -> None:
        self._refuse_outside(case)
        previous: Document = {"_id": before.id, "version": before.version}
        done = self._overlaps.replace_one(
            {"$and": [previous, self._visible]}, document_of(case), session=self._session
        )
        if not done.matched_count:
            raise StaleVersionError(fields=[])

    def remove(self, case: OverlapCase) -> None:
        previous: Document = {"_id": case.id, "version": case.version}
        self._overlaps.delete_one({"$and": [previous, self._visible]}, session=self._session)

    def search(
        self, prefixes: Sequence[str] | None, *, year: int | None, status: str | None, page: Page
    ) -> Sequence[OverlapCase]:
        conditions = self._conditions(prefixes, year, status)
        if page.after:
            at, last = page.after
            earlier: Document = {"found_at": {"$lt": at}}
            conditions.append({"$or": [earlier, {"found_at": at, "_id": {"$lt": last}}]})
        found = self._overlaps.find({"$and": conditions}, session=self._session)
        rows = found.sort(NEWEST_FIRST).skip(page.skip).limit(page.limit)
        return [self._seen(row) for row in rows]

    def likeliest(
        self, prefixes: Sequence[str] | None, *, year: int | None, page: LikeliestPage
    ) -> Sequence[OverlapCase]:
        # Each part is put in order by the points that are told: by those of what one sees in
        # summary only, the order would say what its money and quantities add.
        whole = seen_in_full(self._scope)
        conditions = self._conditions(prefixes, None, OPEN)
        years = [year] if year is not None else [*range(FIRST_YEAR, LAST_YEAR + 1)]
        conditions.append({"year": {"$in": years}})  # named one by one the index has them in order
        everywhere = sees_all_in_full(self._scope)
        hint = BY_POINTS if everywhere and prefixes is None else None
        found = self._in_order([*conditions, whole], "score", page, hint)
        if not everywhere:
            found += self._in_order([*conditions, {"$nor": [whole]}], "summary_score", page)
        ordered = sorted(found, key=lambda case: (-case.score, case.id))
        return ordered[page.skip : page.skip + page.limit]

    def _in_order(
        self,
        conditions: Sequence[Document],
        points: str,
        page: LikeliestPage,
        hint: str | None = None,
    ) -> list[OverlapCase]:
        after: Document = {}
        if page.after:
            score, last = page.after
            after = {"$or": [{points: {"$lt": score}}, {points: score, "_id": {"$gt": last}}]}
        wanted: Document = {"$and": [*conditions, after]}
        found = self._overlaps.find(wanted, session=self._session, hint=hint)
        rows = found.sort([(points, DESCENDING), ("_id", ASCENDING)])
        return [self._seen(row) for row in rows.limit(page.skip + page.limit)]

    def count(
        self, prefixes: Sequence[str] | None, *, year: int | None, status: str | None, up_to: int
    ) -> int:
        return self._overlaps.count_documents(
            {"$and": self._conditions(prefixes, year, status)}, limit=up_to, session=self._session
        )

    def _conditions(
        self, prefixes: Sequence[str] | None, year: int | None, status: str | None
    ) -> list[Document]:
        conditions = [self._visible, {} if prefixes is None else under(prefixes)]
        if year is not None:
            conditions.append({"year": {"$eq": year}})
        if status is not None:
            conditions.append({"status": {"$eq": status}})
        return conditions

    def _find(self, sought: Document) -> list[OverlapCase]:
        found = self._overlaps.find({"$and": [sought, self._visible]}, session=self._session)
        return [self._seen(row) for row in found]

    def _seen(self, row: Document) -> OverlapCase:
        # Who may replace a case sees all of it, so nothing that is left out here is lost.
        return seen_by(self._scope, case_from(row))

    def _refuse_outside(self, case: OverlapCase) -> None:
        if not shown_to(self._scope, case):
            raise NotFoundError


def document_of(case: OverlapCase) -> Document:
    settlement = case.settlement
    return {
        "_id": case.id,
        "tenant": case.tenant,
        "path": case.path,
        "year": case.year,
        "registrations": list(case.registrations),
        "organizations": list(case.organizations),
        "paths": list(case.paths),
        "board": case.board,
        "summary_score": case.summary_score,
        "score": case.score,
        "reasons": [
            {"what": each.what.value, "value": each.value, "points": each.points}
            for each in case.reasons
        ],
        "found_at": case.found_at,
        "status": case.status,
        "version": case.version,
        "settlement": settlement
        and {
            "verdict": settlement.verdict.value,
            "reason": settlement.reason,
            "counts": settlement.counts,
            "by": settlement.by,
            "at": settlement.at,
            "on": midnight(settlement.on),
            "partnered": settlement.partnered,
            "had_declined": settlement.had_declined,
        },
    }


def case_from(document: Document) -> OverlapCase:
    settlement = document["settlement"]
    first, second = document["registrations"]
    whose, others = document["organizations"]
    here, there = document["paths"]
    return OverlapCase(
        id=document["_id"],
        tenant=document["tenant"],
        path=document["path"],
        year=document["year"],
        registrations=(first, second),
        organizations=(whose, others),
        paths=(here, there),
        summary_score=document["summary_score"],
        score=document["score"],
        reasons=tuple(
            Reason(what=Likeness(row["what"]), value=row["value"], points=row["points"])
            for row in document["reasons"]
        ),
        found_at=document["found_at"],
        version=document["version"],
        settlement=settlement and _settlement(settlement),
    )


def _settlement(document: Document) -> Settlement:
    on = document["on"].date()
    return Settlement(**{**document, "verdict": Verdict(document["verdict"]), "on": on})
