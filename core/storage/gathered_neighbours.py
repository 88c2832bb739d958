"""The neighbours of an item that is saved together with others (``gathering``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.storage.counters import tenant_at
from core.storage.neighbours import MongoNeighbours, sketch_from

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.domain.access import Scope
    from core.domain.overlaps import Sketch
    from core.storage.database import Document
    from core.storage.gathering import Gathering


class GatheredNeighbours(MongoNeighbours):
    """What was fetched for all acts at once, each shown what its own scope sees."""

    def __init__(self, gathering: Gathering, scope: Scope) -> None:
        super().__init__(gathering.database, scope, gathering.session)
        self._gathering = gathering
        self._scope = scope

    def sketches(
        self, *, paths: Sequence[str], year: int, areas: Sequence[str], limit: int
    ) -> Sequence[Sketch]:
        asked = {(year, path, area) for path in paths for area in areas or [""]}
        if not asked <= self._gathering.looked_for:
            return super().sketches(paths=paths, year=year, areas=areas, limit=limit)
        found = [
            row
            for row in self._gathering.neighbours
            if row["year"] == year and row["path"] in paths and _is_in(row, areas)
        ]
        shown = [row for row in found if self._shows(row)]
        return [sketch_from(row) for row in shown[:limit]]

    def naming(self, *, tenant: str, year: int, limit: int) -> Sequence[Sketch]:
        fetched = {(year, tenant_at(path)) for year, path, _ in self._gathering.looked_for}
        if (year, tenant) not in fetched:
            return super().naming(tenant=tenant, year=year, limit=limit)
        found = [
            row for row in self._gathering.naming if row["year"] == year and tenant in _named(row)
        ]
        shown = [row for row in found if self._shows(row)]
        return [sketch_from(row, within=tenant) for row in shown[:limit]]

    def _shows(self, row: Document) -> bool:
        """Say of a counted item what ``core.domain.views.view_of`` does: seen at all, or not."""
        path, organization, named = row["path"], row["organization"], _named(row)
        return self._scope.everything or any(
            held.tenant in named
            or (
                held.sees(path)
                and (held.of_front or held.organization == organization or path in held.paths)
            )
            for held in self._scope.assignments
        )


def _named(row: Document) -> list[str | None]:
    return [place.get("tenant") for place in row["places"]]


def _is_in(row: Document, areas: Sequence[str]) -> bool:
    named = [place.get("area") for place in row["places"]]
    return not areas or not all(named) or any(area in areas for area in named)
