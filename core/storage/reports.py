"""The reports collection."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.errors import DuplicateKeyError

from core.domain.access import FRONT
from core.domain.errors import ConflictError, NotFoundError, StaleVersionError
from core.domain.periods import Period
from core.domain.reports import PARTS, SENT, Body, Report, ReportStatus, SignedReport
from core.storage.database import Declaration
from core.storage.marks import REPORTS, renew_marks
from core.storage.prefixes import under
from core.storage.registration_documents import day, midnight

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.domain.access import Assignment, Scope
    from core.domain.registration_search import Page
    from core.domain.reports import ReportFilter
    from core.storage.database import Document

NEWEST_FIRST = [("created_at", DESCENDING), ("_id", DESCENDING)]
STANDING = [(name, ASCENDING) for name in ("path", "organization", "tenant", "status", "late")]

DECLARATIONS = (
    Declaration(
        name="reports",
        indexes=(
            IndexModel(
                [("tenant", ASCENDING), ("organization", ASCENDING), ("period", ASCENDING)],
                unique=True,
            ),
            IndexModel([("period", ASCENDING), *STANDING]),
            IndexModel([("path", ASCENDING), *NEWEST_FIRST]),
            IndexModel([("organization", ASCENDING), *NEWEST_FIRST]),
            IndexModel(NEWEST_FIRST),
        ),
        validator={
            "$jsonSchema": {
                "bsonType": "object",
                "required": [
                    "tenant", "path", "organization", "period", "status", "nothing", "parts",
                    "late", "version", "created_at", "created_by",
                ],
                "properties": {
                    "path": {"bsonType": "string", "pattern": "/$"},
                    "period": {"bsonType": "string", "pattern": r"^\d{4}(-(H|Q)?\d{1,2})?$"},
                    "status": {"enum": [status.value for status in ReportStatus]},
                    "nothing": {"bsonType": "bool"},
                    "late": {"bsonType": "bool"},
                    "version": {"bsonType": "int", "minimum": 1},
                    "parts": {
                        "bsonType": "object",
                        "properties": {name: {"bsonType": "string"} for name in PARTS},
                        "additionalProperties": False,
                    },
                },
            }
        },
    ),
)  # fmt: skip

LATER = frozenset({"remarks", "edition", "sha256"})
"""What reports made by an earlier version have not got."""

CONVERTED = LATER | {"id", "period", "status", "parts", "submitted_on", "touched_by"}
PLAIN = tuple(f.name for f in fields(Report) if f.name not in CONVERTED)


FROZEN: Document = {"tenant": 1, "organization": 1, "period": 1, "edition": 1}
"""What is read of a frozen report to tell whose figures an item is among."""


class MongoReports:
    """The reports a scope sees (``ports.reports.Reports``).

    The scope is given once, here, and joined into every query and every write.
    """

    def __init__(
        self, database: Database[Document], scope: Scope, session: ClientSession | None = None
    ) -> None:
        self._database = database
        self._reports = database["reports"]
        self._scope = scope
        self._session = session
        self._visible = visible(scope)

    def get(self, report_id: str) -> Report:
        sought = {"$and": [{"_id": {"$eq": report_id}}, self._visible]}
        document = self._reports.find_one(sought, session=self._session)
        if document is None:
            raise NotFoundError
        return report_from(document)

    def add(self, report: Report) -> None:
        self._refuse_outside(report)
        renew_marks(self._database, REPORTS, [report.path], self._session)
        try:
            self._reports.insert_one(document_of(report), session=self._session)
        except DuplicateKeyError as error:
            raise ConflictError("report_exists", period=str(report.period)) from error

    def replace(self, report: Report, *, before: Report) -> None:
        self._refuse_outside(report)
        renew_marks(self._database, REPORTS, [report.path, before.path], self._session)
        previous = {"_id": before.id, "version": before.version}
        done = self._reports.replace_one(
            {"$and": [previous, self._visible]}, document_of(report), session=self._session
        )
        if not done.matched_count:
            raise StaleVersionError(fields=[])

    def search(self, wanted: ReportFilter, page: Page) -> list[Report]:
        conditions = [*self._conditions(wanted)]
        if page.after:
            at, last = page.after
            conditions.append(
                {"$or": [{"created_at": {"$lt": at}}, {"created_at": at, "_id": {"$lt": last}}]}
            )
        found = self._reports.find({"$and": conditions}, session=self._session)
        rows = found.sort(NEWEST_FIRST).skip(page.skip).limit(page.limit)
        return [report_from(row) for row in rows]

    def count(self, wanted: ReportFilter, *, up_to: int) -> int:
        return self._reports.count_documents(
            {"$and": [*self._conditions(wanted)]}, limit=up_to, session=self._session
        )

    def sent(
        self,
        period: Period,
        *,
        prefixes: Sequence[str],
        organizations: Collection[str] | None = None,
    ) -> Mapping[Body, bool]:
        standing = {"period": str(period), "status": {"$in": [status.value for status in SENT]}}
        asked = {} if organizations is None else {"organization": {"$in": list(organizations)}}
        found = self._reports.find(
            {"$and": [standing, under(prefixes), asked, self._visible]},
            {"_id": 0, "tenant": 1, "organization": 1, "late": 1},
            session=self._session,
        )
        return {Body(row["tenant"], row["organization"]): row["late"] for row in found}

    def frozen_above(self, path: str, organization: str, *, year: int) -> list[SignedReport]:
        sought = frozen_on({(year, organization, path)})
        found = self._reports.find(sought, FROZEN, session=self._session)
        return [signed_report(row) for row in found]

    def keep_drift(self, report: Report, *, items: int, arrived: int) -> None:
        same = {"_id": report.id, "edition": report.edition}
        kept: Document = {"$set": {"drifted": {"items": items, "arrived": arrived}}}
        if not items and not arrived:
            kept = {"$unset": {"drifted": ""}}
        self._reports.update_one({"$and": [same, self._visible]}, kept, session=self._session)

    def _conditions(self, wanted: ReportFilter) -> Iterator[Document]:
        yield self._visible
        if wanted.prefixes:
            yield under(wanted.prefixes)
        if wanted.tenants:
            yield {"tenant": {"$in": list(wanted.tenants)}}
        for name in ("tenant", "organization", "period", "status", "late"):
            value = getattr(wanted, name)
            if value is not None:
                yield {name: {"$eq": str(value) if isinstance(value, Period) else value}}

    def _refuse_outside(self, report: Report) -> None:
        if not self._scope.sees(report.path):
            raise NotFoundError


def visible(scope: Scope) -> Document:
    """Return the condition that says the same as ``core.domain.report_rules.exists_for``."""
    if scope.everything:
        return {}
    return {"$or": [_seen_under(held) for held in scope.assignments] or [{"_id": None}]}


def _seen_under(held: Assignment) -> Document:
    mine: Document = {"organization": held.organization}
    sent: Document = {"submitted_on": {"$ne": None}}
    return {"$and": [under(held.sight), {"$or": [mine, sent]} if held.of_front else mine]}


def document_of(report: Report) -> Document:
    document: Document = {name: getattr(report, name) for name in PLAIN}
    return document | {
        "_id": report.id,
        "period": str(report.period),
        "status": report.status.value,
        "parts": dict(report.parts),
        "remarks": dict(report.remarks),
        "edition": report.edition,
        "sha256": report.sha256,
        "submitted_on": midnight(report.submitted_on),
        "touched_by": sorted(report.touched_by),
    }


def report_from(document: Document) -> Report:
    values: dict[str, Any] = {name: document[name] for name in PLAIN}
    values |= {name: document[name] for name in LATER & document.keys()}
    return Report(
        id=document["_id"],
        period=Period.parse(document["period"]),
        status=ReportStatus(document["status"]),
        parts={name: document["parts"][name] for name in PARTS if name in document["parts"]},
        submitted_on=day(document["submitted_on"]),
        touched_by=frozenset(document["touched_by"]),
        **values,
    )


def signed_report(row: Document) -> SignedReport:
    """Return what the fields of ``FROZEN`` say."""
    body = Body(row["tenant"], row["organization"])
    return SignedReport(row["_id"], body, Period.parse(row["period"]), row.get("edition") or 0)


def frozen_on(items: Collection[tuple[int, str, str]]) -> Document:
    """Return the condition of frozen reports that count an item of (year, organization, path).

    Of several it may hold for some that count none of them.
    """
    years, organizations, paths = (set(each) for each in zip(*items, strict=True))
    above = {tenant for path in paths for tenant in path.strip("/").split("/")}
    return {
        "tenant": {"$in": sorted(above)},
        "organization": {"$in": sorted({FRONT, *organizations})},
        "period": {"$gte": str(min(years)), "$lt": str(max(years) + 1)},
        "status": ReportStatus.FROZEN.value,
    }
