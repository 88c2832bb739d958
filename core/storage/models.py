"""Models to be copied, read by their own rule: what is in sight, and what was recognised near by.

A recognition is a public act. So who may sign in for a unit is told of what was recognised
anywhere in the province of that unit, but of nothing else there, and no more of it than
``core.domain.models.Model`` holds. The rule lies in this class; nothing here writes what a
registration says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pymongo import ASCENDING

from core.domain.counts import province_of
from core.domain.errors import NotFoundError
from core.domain.models import Model, titled
from core.domain.movements import Stage
from core.domain.registrations import COUNTED, Status
from core.storage.counted_rows import count_rows
from core.storage.prefixes import under
from core.storage.registration_choice import word_conditions
from core.storage.registration_documents import KINDS, STAGES, STATUSES, day
from core.storage.registration_lists import NEWEST_FIRST, OLDEST_FIRST
from core.storage.registration_readings import TEXT, visible
from core.storage.registrations import PILOT_LIST, RECOGNISED_LIST

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.domain.access import Scope
    from core.domain.models import ModelFilter
    from core.domain.registration_search import Page
    from core.storage.database import Document

RECOGNISED: Document = {"status": Status.AGREED.value, "recognised_on": {"$type": "date"}}
PILOT: Document = {
    "stage": Stage.PILOT.value,
    "status": {"$in": sorted(status.value for status in COUNTED)},
}
EXACT = ("organization", "movement_type", "kind", "content", "year")
PLAIN = (
    "tenant", "path", "organization", "year", "movement_type", "title", "content", "created_at",
    "recognised_by", "decision_number", "copied_from", "continues",
)  # fmt: skip
TOLD = dict.fromkeys((*PLAIN, "kind", "stage", "status", "recognised_on", "decision_on"), 1)
"""What is fetched of a registration: no more of it than may be told."""

BACK = ("copied_from", "continues")
MOST_SEARCHED = 2000
"""So many that a search has found are looked at."""

TURN = "lineage_turn"
"""A member of a registration's document that says nothing: who changes lineages writes it."""


class MongoModels:
    """What *scope* sees of its own, and recognised items of its provinces."""

    def __init__(
        self, database: Database[Document], scope: Scope, session: ClientSession | None = None
    ) -> None:
        self._collection = database["registrations"]
        self._session = session
        self._visible = visible(scope)
        self._shared = shared(scope)
        self._within = [] if scope.everything else [under(scope.prefixes)]

    def get(self, model_id: str) -> Model:
        told = {"$or": [self._visible, self._shared]}
        wanted = {"_id": {"$eq": model_id}, **told}
        document = self._collection.find_one(wanted, TOLD, session=self._session)
        if document is None:
            raise NotFoundError
        return model_from(document)

    def below(self, model_ids: Sequence[str], *, at_most: int) -> list[Model]:
        told = {"$or": [self._visible, self._shared]}
        wanted = {"$in": [*model_ids], **TEXT}
        found: dict[str, Model] = {}
        for name in BACK:
            sought = {name: wanted, **told} | ({"holds": True} if name == "continues" else {})
            rows = self._collection.find(sought, TOLD, session=self._session)
            rows = rows.hint([(name, ASCENDING)]).sort(OLDEST_FIRST).limit(at_most)
            found |= {row["_id"]: model_from(row) for row in rows}
        return [*found.values()]

    def page(self, wanted: ModelFilter, page: Page, *, up_to: int) -> tuple[list[Model], int]:
        if wanted.words:
            return _page_of(self._titled(wanted), page)
        rows = self._read(wanted, _after(page), limit=page.skip + page.limit)
        total = sum(
            count_rows(self._collection, asked, limit=up_to, session=self._session, hint=index)
            for asked, index in self._readings(wanted)
        )
        return rows[page.skip :], min(total, up_to)

    def _titled(self, wanted: ModelFilter) -> list[Model]:
        """Return those whose title says the words: areas and numbers, indexed too, are not told."""
        rows = self._read(wanted, [], limit=MOST_SEARCHED)
        return [each for each in rows if titled(each, wanted.words)]

    def _read(self, wanted: ModelFilter, after: Sequence[Document], *, limit: int) -> list[Model]:
        """Return the first *limit*, the newest first."""
        rows: list[Model] = []
        for asked, index in self._readings(wanted):
            sought = {"$and": [asked, *after]}
            found = self._collection.find(sought, TOLD, session=self._session).hint(index)
            rows += map(model_from, found.sort(NEWEST_FIRST).limit(limit))
        rows.sort(key=lambda each: (each.created_at, each.id), reverse=True)
        return rows[:limit]

    def _readings(self, wanted: ModelFilter) -> list[tuple[Document, str]]:
        """Return what is asked of recognised ones, and of pilots in sight, each with its index."""
        filters = [*_filters(wanted)]
        pilots = [PILOT, {"recognised_on": None}, *self._within, self._visible]
        found = [
            ({"$and": [self._shared, *filters]}, RECOGNISED_LIST),
            ({"$and": [*pilots, *filters]}, PILOT_LIST),
        ]
        return {None: found, True: found[:1], False: found[1:]}[wanted.recognised]

    def above(self, registration_id: str) -> frozenset[str]:
        """Read beyond the scope, and nothing but ids: a circle may lead out of sight and back."""
        known: set[str] = set()
        level = [registration_id]
        while level:
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


def shared(scope: Scope) -> Document:
    """Return the condition of what a recognition makes known to *scope*: in its own provinces.

    All that was recognised in sight is among it, for sight does not reach beyond these.
    """
    if scope.everything:
        return RECOGNISED
    places = {path for held in scope.assignments for path in (*held.paths, *held.sight)}
    provinces = {province_of(path) for path in places}
    if None in provinces:  # a body of the country itself
        return RECOGNISED
    return {"$and": [RECOGNISED, {"province": {"$in": sorted(map(str, provinces))}}]}


def model_from(document: Document) -> Model:
    plain = {name: document.get(name) for name in PLAIN}
    stage = document["stage"]
    return Model(
        id=document["_id"],
        kind=KINDS[document["kind"]],
        stage=STAGES[stage] if stage else None,
        status=STATUSES[document["status"]],
        recognised_on=day(document["recognised_on"]),
        decision_on=day(document.get("decision_on")),
        **plain,  # type: ignore[arg-type]
    )


def _filters(wanted: ModelFilter) -> Iterator[Document]:
    for name in EXACT:
        value = getattr(wanted, name)
        if value is not None:
            yield {name: {"$eq": value}}
    if wanted.prefixes:
        yield under(wanted.prefixes)
    yield from word_conditions(wanted.words)


def _page_of(found: list[Model], page: Page) -> tuple[list[Model], int]:
    after = page.after
    rows = [each for each in found if after is None or (each.created_at, each.id) < after]
    return rows[page.skip : page.skip + page.limit], len(found)


def _after(page: Page) -> list[Document]:
    if not page.after:
        return []
    at, last = page.after
    return [{"$or": [{"created_at": {"$lt": at}}, {"created_at": at, "_id": {"$lt": last}}]}]
