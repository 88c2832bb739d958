"""What lists of tasks are made of, read from registrations, reports, counters and invitations."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

from pymongo import ASCENDING

from core.domain.access import FRONT
from core.domain.counts import province_of
from core.domain.overlap_cases import OPEN
from core.domain.owed import Waiting
from core.domain.registrations import COUNTED, Status
from core.domain.report_tallies import Term
from core.domain.reports import SENT, Body
from core.domain.results import ResultStatus
from core.storage import reports
from core.storage.overlap_sight import visible as visible_cases
from core.storage.owed_documents import ITEM_FIELDS, REPORT_FIELDS, item_from, report_from
from core.storage.prefixes import under
from core.storage.registrations import IN_ORDER, visible

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import datetime

    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.domain.access import Scope
    from core.domain.owed import OwedItem, OwedReport
    from core.storage.database import Document

UNSETTLED = (Status.DRAFT.value, Status.RETURNED.value)
BY_PATH = [("path", ASCENDING), *IN_ORDER]
"""One tenant's items are few beside an organization's; the planner does not always see that."""
STANDING = sorted(status.value for status in COUNTED)


class MongoOwed:
    """Few, lean and bounded readings of what a scope sees (``ports.owed.Owed``)."""

    def __init__(
        self, database: Database[Document], scope: Scope, session: ClientSession | None = None
    ) -> None:
        self._registrations = database["registrations"]
        self._reports = database["reports"]
        self._overlaps = database["overlaps"]
        self._counters = database["counters"]
        self._invitations = database["invitations"]
        self._users = database["users"]
        self._audit = database["audit"]
        self._scope = scope
        self._session = session
        self._visible = visible(scope)

    def items(self, *, paths: Collection[str], organization: str, since: int) -> list[OwedItem]:
        recent = {"$or": [{"year": {"$gte": since}}, {"status": {"$in": UNSETTLED}}]}
        wanted = {"$and": [_at(paths), {"organization": {"$eq": organization}}, recent]}
        return [item_from(row) for row in self._found(wanted).sort("created_at", -1)]

    def years_registered(
        self, *, paths: Collection[str], organization: str, years: Collection[int]
    ) -> set[int]:
        seen = [path for path in paths if self._scope.sees(path)]
        ids = [f"{year}|{organization}|{path}|own" for year in years for path in seen]
        rows = self._summed({"_id": {"$in": ids}})
        return {row["year"] for row in rows if row["registered"] > 0}

    def waiting_items(self, *, paths: Collection[str]) -> list[Waiting]:
        sought = {"$and": [_at(paths), {"status": Status.SUBMITTED.value}, self._visible]}
        grouped = {
            "_id": {"$toString": "$year"},
            "count": {"$sum": 1},
            "mine": {"$sum": {"$cond": [{"$in": [self._scope.user, "$touched_by"]}, 1, 0]}},
            "oldest": {"$min": "$submitted_at"},
        }
        return self._waiting([{"$match": sought}, {"$group": grouped}])

    def waiting_results(self, *, paths: Collection[str], since: int) -> list[Waiting]:
        reported = {"results.status": ResultStatus.REPORTED.value}
        standing = {"status": {"$in": STANDING}, "year": {"$gte": since}}
        sought = {"$and": [_at(paths), standing, reported, self._visible]}
        entered = {"$eq": ["$results.entered_by", self._scope.user]}
        registered = {"$in": [self._scope.user, "$touched_by"]}
        grouped = {
            "_id": "$results.period",
            "count": {"$sum": 1},
            "mine": {"$sum": {"$cond": [{"$or": [entered, registered]}, 1, 0]}},
            "oldest": {"$min": "$results.entered_at"},
        }
        return self._waiting(
            [{"$match": sought}, {"$unwind": "$results"}, {"$match": reported}, {"$group": grouped}]
        )

    def open_overlaps(self, *, paths: Collection[str], since: int) -> list[Waiting]:
        of_board = {"board": {"$in": sorted(paths)}, "year": {"$gte": since}, "status": OPEN}
        grouped = {
            "_id": {"$toString": "$year"},
            "count": {"$sum": 1},
            "oldest": {"$first": "$found_at"},
            "first": {"$first": "$_id"},
        }
        rows = self._overlaps.aggregate(
            [
                {"$match": {"$and": [of_board, visible_cases(self._scope)]}},
                {"$sort": {"found_at": 1, "_id": 1}},
                {"$group": grouped},
                {"$sort": {"_id": 1}},
            ],
            session=self._session,
        )
        return [
            Waiting(
                key=row["_id"], count=row["count"], mine=0, oldest=row["oldest"],
                first=row["first"],
            )
            for row in rows
        ]  # fmt: skip

    def agreed_lately(self, *, paths: Collection[str], year: int, limit: int) -> list[OwedItem]:
        wanted = {"$and": [_at(paths), {"year": year, "status": Status.AGREED.value}]}
        rows = self._found(wanted).sort("updated_at", -1).limit(limit)
        return [item_from(row) for row in rows]

    def reports(self, *, tenants: Collection[str], organization: str) -> list[OwedReport]:
        return self._reported({"tenant": {"$in": list(tenants)}, "organization": organization})

    def reports_to(
        self, *, homes: Collection[str], children: Collection[str], since: int
    ) -> list[OwedReport]:
        of_members = {"tenant": {"$in": list(homes)}, "organization": {"$ne": FRONT}}
        of_fronts = {"tenant": {"$in": list(children)}, "organization": FRONT}
        standing = {"status": {"$in": [status.value for status in SENT]}}
        sought = {"$or": [of_members, of_fronts], "period": {"$gte": str(since)}, **standing}
        return self._reported(sought)

    def registered(
        self,
        *,
        prefixes: Sequence[str],
        year: int,
        whole_provinces: bool = False,
        organization: str | None = None,
    ) -> dict[Body, int]:
        sought = [{"year": year, "whole_province": whole_provinces}, under(prefixes)]
        if organization is not None:
            sought.append({"organization": {"$eq": organization}})
        if not self._scope.everything:
            sought.append(under(self._scope.prefixes))
        found: dict[Body, int] = {}
        for row in self._summed({"$and": sought}):
            body = Body(row["tenant"], row["organization"])
            found[body] = found.get(body, 0) + int(row["registered"])
        return found

    def years_in_use(self, *, paths: Collection[str], years: Collection[int]) -> set[int]:
        provinces = {province for path in paths if (province := province_of(path))}
        sought = {
            "year": {"$in": sorted(years)},
            "whole_province": bool(provinces),
            "path": {"$in": sorted(provinces or paths)},
        }
        return set(self._counters.distinct("year", sought, session=self._session))

    def terms_at(self, paths: Collection[str]) -> dict[Body, list[Term]]:
        seen = [path for path in paths if self._scope.sees(path)]
        sought = {"assignments.path": {"$in": seen}}
        found: defaultdict[Body, list[Term]] = defaultdict(list)
        for row in self._users.find(sought, {"assignments": 1}, session=self._session):
            for held in row["assignments"]:
                if held["path"] in seen:
                    term = Term(valid_from=_day(held.get("from")), valid_to=_day(held.get("to")))
                    found[Body(held["tenant"], held["organization"])].append(term)
        return dict(found)

    def open_invitations(self) -> tuple[int, datetime | None]:
        mine = self._invitations.find(
            {"created_by": {"$eq": self._scope.user}}, {"expires_at": 1}, session=self._session
        )
        expiring = [row["expires_at"] for row in mine]
        return len(expiring), min(expiring, default=None)

    def last_change(self, *, paths: Collection[str]) -> str:
        entry = self._audit.find_one(
            {"content.path": {"$in": sorted(paths)}}, {"_id": 1},
            sort=[("at", -1)], session=self._session,
        )  # fmt: skip
        return str(entry["_id"]) if entry else ""

    def _summed(self, sought: Document) -> Iterator[Document]:
        """Yield whose each count is, and how many items of all its cells stand registered."""
        standing = {"$ifNull": ["$$cell.v.year.registered", 0]}
        cells = {"$objectToArray": {"$ifNull": ["$cells", {}]}}
        summed = {"$sum": {"$map": {"input": cells, "as": "cell", "in": standing}}}
        whose = {"_id": 0, "year": 1, "tenant": 1, "organization": 1}
        pipeline: list[Document] = [
            {"$match": sought},
            {"$project": {**whose, "registered": summed}},
        ]
        yield from self._counters.aggregate(pipeline, session=self._session)

    def _found(self, wanted: Document) -> Any:
        sought = {"$and": [wanted, self._visible]}
        found = self._registrations.find(sought, ITEM_FIELDS, session=self._session)
        return found.hint(BY_PATH)

    def _reported(self, wanted: Document) -> list[OwedReport]:
        sought = {"$and": [wanted, reports.visible(self._scope)]}
        found = self._reports.find(sought, REPORT_FIELDS, session=self._session)
        return [report_from(row, asked_by=self._scope.user) for row in found.sort("period", -1)]

    def _waiting(self, pipeline: list[Document]) -> list[Waiting]:
        rows = self._registrations.aggregate(
            [*pipeline, {"$sort": {"_id": 1}}], session=self._session, hint=dict(BY_PATH)
        )
        return [*_read(rows)]


def _at(paths: Collection[str]) -> Document:
    return {"path": {"$in": sorted(paths)}}


def _read(rows: Iterable[Document]) -> Iterator[Waiting]:
    for row in rows:
        yield Waiting(key=row["_id"], count=row["count"], mine=row["mine"], oldest=row["oldest"])


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
