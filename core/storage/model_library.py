"""The library of models to be copied: its pages, the newest first, and how many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.counts import province_of
from core.domain.movements import Stage
from core.domain.registration_search import Page, RegistrationFilter
from core.storage.counted_rows import count_rows
from core.storage.model_telling import TOLD, model_from, shared
from core.storage.prefixes import under
from core.storage.province_naming import each_province, names_province
from core.storage.registration_choice import RECOGNISED_LIST, word_conditions
from core.storage.registration_lists import NEWEST_FIRST, RegistrationList, beyond

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pymongo.client_session import ClientSession
    from pymongo.collection import Collection

    from core.domain.access import Scope
    from core.domain.models import Model, ModelFilter
    from core.storage.database import Document

EXACT = ("organization", "movement_type", "kind", "content", "year")


class ModelLibrary:
    """What is wanted of what was recognised near by, and of pilots in sight that were not.

    Both share nothing; each is read in its own order out of an index of nothing else.
    """

    def __init__(
        self,
        collection: Collection[Document],
        session: ClientSession | None,
        scope: Scope,
        wanted: ModelFilter,
    ) -> None:
        self._collection = collection
        self._session = session
        self._recognised: Sequence[Document] = ()
        self._pilots: RegistrationList | None = None
        if wanted.recognised is not False:
            told = [*shared(scope), *_filters(wanted)]
            named = () if names_province(told) else each_province(collection, session)
            self._recognised = [*told, *named]
        if not wanted.recognised:
            self._pilots = RegistrationList(collection, session, scope, _pilots(wanted), TOLD)

    def newest(self, page: Page) -> list[Model]:
        """Return the rows of *page*; those that it skips come before them."""
        first = Page(limit=page.skip + page.limit, after=page.after)
        rows = [model_from(row) for row in (*self._recognised_rows(first), *self._in_sight(first))]
        rows.sort(key=lambda each: (each.created_at, each.id), reverse=True)
        return rows[: first.limit]

    def total(self, *, up_to: int) -> int:
        """Return how many there are, at most *up_to*."""
        total = 0
        if self._recognised:
            asked = {"$and": [*self._recognised]}
            total = count_rows(
                self._collection, asked, limit=up_to, session=self._session, hint=RECOGNISED_LIST
            )
        if self._pilots is not None and total < up_to:
            total += self._pilots.total(up_to=up_to - total)
        return total

    def _recognised_rows(self, page: Page) -> Sequence[Document]:
        if not self._recognised:
            return ()
        sought = {"$and": [*self._recognised, *beyond(page)]}
        found = self._collection.find(sought, TOLD, session=self._session).hint(RECOGNISED_LIST)
        return [*found.sort(NEWEST_FIRST).limit(page.limit)]

    def _in_sight(self, page: Page) -> Sequence[Document]:
        return () if self._pilots is None else self._pilots.page(page)


def _pilots(wanted: ModelFilter) -> RegistrationFilter:
    return RegistrationFilter(
        prefixes=wanted.prefixes,
        stage=Stage.PILOT.value,
        counted=True,
        recognised=False,
        words=wanted.words,
        **{name: getattr(wanted, name) for name in EXACT},
    )


def _filters(wanted: ModelFilter) -> Iterator[Document]:
    for name in EXACT:
        value = getattr(wanted, name)
        if value is not None:
            yield {name: {"$eq": value}}
    if wanted.prefixes:
        provinces = {province_of(prefix) for prefix in wanted.prefixes}
        if None not in provinces:
            yield {"province": {"$in": sorted(map(str, provinces))}}
        yield under(wanted.prefixes)
    yield from word_conditions(wanted.words)
