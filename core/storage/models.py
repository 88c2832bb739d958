"""Models to be copied, read by their own rule: what is in sight, and what was recognised near by.

A recognition is a public act. So who may sign in for a unit is told of what was recognised
anywhere in the province of that unit, but of nothing else there, and no more of it than
``core.domain.models.Model`` holds. The rule lies in ``core.storage.model_telling``; nothing here
writes what a registration says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pymongo import ASCENDING

from core.domain.errors import NotFoundError
from core.domain.models import ModelFilter, ModelPage, titled
from core.domain.registration_search import Page
from core.domain.registrations import COUNTED
from core.storage.model_library import ModelLibrary
from core.storage.model_telling import TOLD, model_from, shared
from core.storage.registration_lists import OLDEST_FIRST
from core.storage.registration_readings import TEXT, visible

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.domain.access import Scope
    from core.domain.models import Model
    from core.storage.database import Document

BACK = ("copied_from", "continues")
COPIES = "copied_from_1"
MOST_SEARCHED = 2000
"""So many of those with the words somewhere are looked at for words in their titles."""

TURN = "lineage_turn"
"""A member of a registration's document that says nothing: who changes lineages writes it."""


class MongoModels:
    """What *scope* sees of its own, and recognised items of its provinces."""

    def __init__(
        self, database: Database[Document], scope: Scope, session: ClientSession | None = None
    ) -> None:
        self._collection = database["registrations"]
        self._session = session
        self._scope = scope
        self._told = {"$or": [visible(scope), {"$and": [*shared(scope)]}]}

    def get(self, model_id: str) -> Model:
        wanted = {"_id": {"$eq": model_id}, **self._told}
        document = self._collection.find_one(wanted, TOLD, session=self._session)
        if document is None:
            raise NotFoundError
        return model_from(document)

    def below(self, model_ids: Sequence[str], *, at_most: int) -> list[Model]:
        wanted = {"$in": [*model_ids], **TEXT}
        found: dict[str, Model] = {}
        for name in BACK:
            sought = {name: wanted, **self._told} | ({"holds": True} if name == "continues" else {})
            rows = self._collection.find(sought, TOLD, session=self._session)
            rows = rows.hint([(name, ASCENDING)]).sort(OLDEST_FIRST).limit(at_most)
            found |= {row["_id"]: model_from(row) for row in rows}
        return [*found.values()]

    def copied_in(self, model_id: str) -> int:
        copies: Document = {
            "copied_from": {"$eq": model_id, **TEXT},
            "status": {"$in": sorted(status.value for status in COUNTED)},
            **self._told,
        }
        by_unit: list[Document] = [{"$match": copies}, {"$group": {"_id": "$tenant"}}]
        return len([*self._collection.aggregate(by_unit, session=self._session, hint=COPIES)])

    def page(self, wanted: ModelFilter, page: Page, *, up_to: int) -> ModelPage:
        library = ModelLibrary(self._collection, self._session, self._scope, wanted)
        if wanted.words:
            return _page_of(library, wanted, page)
        rows = library.newest(page)
        return ModelPage(rows=rows[page.skip :], total=library.total(up_to=up_to))

    def newest(self, *, at_most: int) -> list[Model]:
        library = ModelLibrary(self._collection, self._session, self._scope, ModelFilter())
        return library.newest(Page(limit=at_most))

    def above(self, registration_id: str, *, more_than: int) -> frozenset[str]:
        """Read beyond the scope, and nothing but ids: a circle may lead out of sight and back."""
        known: set[str] = set()
        level = [registration_id]
        while level and len(known) <= more_than:
            rows = self._collection.find(
                {"_id": {"$in": level}}, dict.fromkeys(BACK, 1), session=self._session
            )
            found = {row.get(name) for row in rows for name in BACK} - {None, *known}
            level = sorted(map(str, found))
            known.update(level)
        return frozenset(known)

    def hold(self, registration_ids: Collection[str]) -> None:
        """Write what the database holds two transactions apart by; no version moves."""
        wanted = {"_id": {"$in": sorted(registration_ids)}}
        self._collection.update_many(wanted, {"$inc": {TURN: 1}}, session=self._session)


def _page_of(library: ModelLibrary, wanted: ModelFilter, page: Page) -> ModelPage:
    """Return those whose title says the words: areas and numbers, indexed too, are not told."""
    read = library.newest(Page(limit=MOST_SEARCHED + 1))
    found = [each for each in read[:MOST_SEARCHED] if titled(each, wanted.words)]
    after = page.after
    rows = [each for each in found if after is None or (each.created_at, each.id) < after]
    return ModelPage(
        rows=rows[page.skip : page.skip + page.limit],
        total=len(found),
        capped=len(read) > MOST_SEARCHED,
    )
