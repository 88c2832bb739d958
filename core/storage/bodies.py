"""Which bodies have people, read from the assignments that the users collection holds."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from core.domain.report_tallies import Term
from core.domain.reports import Body
from core.storage.prefixes import under

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.domain.access import Role, Scope
    from core.storage.database import Document

PATH = "assignments.path"
"""Indexed by ``core.storage.users``; both questions begin with it."""


class MongoBodies:
    """Tenant × organization, as far as somebody is assigned there (``ports.bodies.Bodies``)."""

    def __init__(
        self, database: Database[Document], scope: Scope, session: ClientSession | None = None
    ) -> None:
        self._users = database["users"]
        self._scope = scope
        self._session = session

    def holds(self, *, paths: Collection[str], organization: str, role: Role, on: date) -> bool:
        assignment = {
            "path": {"$in": list(paths)},
            "organization": organization,
            "role": role.value,
            "from": {"$not": {"$gt": on.isoformat()}},
            "to": {"$not": {"$lt": on.isoformat()}},
        }
        sought: Document = {"assignments": {"$elemMatch": assignment}, "disabled": False}
        return self._users.find_one(sought, {"_id": 1}, session=self._session) is not None

    def terms(
        self, *, prefixes: Sequence[str], organizations: Collection[str] | None = None
    ) -> Mapping[Body, Sequence[Term]]:
        wanted = self._wanted(prefixes, organizations)
        kept = {name: f"$assignments.{name}" for name in ("tenant", "organization", "from", "to")}
        pipeline: list[Document] = [
            {"$match": wanted},
            {"$project": {"_id": 0, "assignments": 1}},
            {"$unwind": "$assignments"},
            {"$match": wanted},
            {"$group": {"_id": kept}},
        ]
        found: defaultdict[Body, list[Term]] = defaultdict(list)
        for row in self._users.aggregate(pipeline, session=self._session):
            held = row["_id"]
            term = Term(valid_from=_day(held.get("from")), valid_to=_day(held.get("to")))
            found[Body(held["tenant"], held["organization"])].append(term)
        return dict(found)

    def _wanted(self, prefixes: Sequence[str], organizations: Collection[str] | None) -> Document:
        conditions = [under(prefixes, PATH)]
        if organizations is not None:
            conditions.append({"assignments.organization": {"$in": list(organizations)}})
        if not self._scope.everything:
            conditions.append(under(self._scope.prefixes, PATH))
        return {"$and": conditions}


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
