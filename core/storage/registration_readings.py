"""A list of registrations as few readings, each of which an index gives in the list's order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from core.domain.counts import province_of
from core.domain.tenants import ROOT
from core.storage.prefixes import under

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.domain.access import Assignment, Scope
    from core.domain.registration_search import RegistrationFilter
    from core.storage.database import Document

COUNTRY = f"{ROOT}/"
PROVINCE_LIST, YEAR_LIST = "province_list", "year_1_created_at_-1__id_-1"
"""The indexes of registrations that give those of a province, or of a year, newest first."""

SUBMITTED: Document = {"submitted_on": {"$gt": datetime(1900, 1, 1, tzinfo=UTC)}}
"""Says the same as «is not null», which no index could tell without the document."""

TEXT: Document = {"$type": "string"}
"""Said of whatever a partial index holds: the planner does not conclude it from a value."""


def visible(scope: Scope) -> Document:
    """Return the condition that says the same as ``core.domain.views.view_of``."""
    if scope.everything:
        return {}
    return _any([each for each in (*_by_path(scope), _at_home(scope), _by_place(scope)) if each])


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Conditions apart from the filters; ``wide``: of whole provinces, by path alone.

    ``parts`` are conditions besides that share nothing and together leave nothing out: counted
    one by one, each needs its index only. ``order`` is the index that gives all of a wide reading
    in the list's order, ``places`` says by path where it lies.
    """

    conditions: Sequence[Document]
    wide: bool = False
    parts: Sequence[Sequence[Document]] = ()
    order: str | None = None
    places: Sequence[Document] = ()


def readings(scope: Scope, wanted: RegistrationFilter) -> Iterator[Reading]:
    """Yield readings that share no registration; each is answered out of one index.

    Together they say: what *scope* sees of what ``wanted`` says of places. First by path; then
    what is seen for its places, or as one's own tenant's; then what a program before this one has
    left without a province.
    """
    prefixes = _narrowest(scope, wanted)
    if wanted.at or prefixes is None:
        at = [{"path": {"$in": list(wanted.at)}}] if wanted.at else []
        yield Reading(conditions=[visible(scope), *at])
        return
    provinces = {province_of(prefix) for prefix in prefixes}
    placed = None not in provinces
    yield Reading(
        conditions=[
            *([{"province": {"$in": sorted(map(str, provinces))}}] if placed else []),
            # Words are indexed with the path, so it is said again where they are asked for.
            *(_within(prefixes) if wanted.words else _beside_province(prefixes)),
            _any([*_by_path(scope, asked=prefixes)]),
        ],
        wide=not _beside_province(prefixes),
        parts=_parts(scope),
        places=_within(prefixes),
        order=_order(scope, wanted, prefixes, placed=placed),
    )
    by_path = _any([*_by_path(scope)])
    if not _all_by_path(scope, wanted):
        within = _within(wanted.prefixes) if wanted.prefixes else []
        seen = [by_path]
        for elsewhere in (_by_place(scope), _at_home(scope)):
            if elsewhere:
                yield Reading(conditions=[elsewhere, {"$nor": seen}, *within])
                seen = [*seen, elsewhere]
    if placed:
        yield Reading(conditions=[{"province": None}, *_within(prefixes), by_path])


def _order(
    scope: Scope, wanted: RegistrationFilter, prefixes: Sequence[str], *, placed: bool
) -> str | None:
    of_years = wanted.year is not None or not scope.everything
    if _beside_province(prefixes) or not of_years:
        return None
    return PROVINCE_LIST if placed else YEAR_LIST


def _narrowest(scope: Scope, wanted: RegistrationFilter) -> Sequence[str] | None:
    """Return the prefixes of what is wanted by its path; None: of everything."""
    if wanted.prefixes:
        return wanted.prefixes
    return None if scope.everything else scope.prefixes


def _beside_province(prefixes: Sequence[str]) -> list[Document]:
    """Return what the condition on ``province`` does not say already."""
    whole = all(prefix == province_of(prefix) for prefix in prefixes)
    return [] if whole else _within(prefixes)


def _within(prefixes: Sequence[str]) -> list[Document]:
    return [] if COUNTRY in prefixes else [under(prefixes)]


def _by_path(scope: Scope, *, asked: Sequence[str] = ()) -> Iterator[Document]:
    """Yield what each assignment sees by path; all of *asked* has been asked for already."""
    if scope.everything:
        yield {}
    for held in scope.assignments:
        known = len(scope.assignments) == 1 and asked and all(map(held.sees, asked))
        within = [] if known else _within(held.sight)
        own: Document = {"organization": held.organization}
        yield {"$and": [*within, _any([own, SUBMITTED]) if held.of_front else own]}


def _parts(scope: Scope) -> Sequence[Sequence[Document]]:
    """Return what a Front sees in two parts: what was ever submitted, and its own that was not."""
    if len(scope.assignments) != 1 or not scope.assignments[0].of_front:
        return ()
    (held,) = scope.assignments
    return [[SUBMITTED], [{"submitted_on": None, "organization": held.organization}]]


def _at_home(scope: Scope) -> Document:
    paths = {path for held in scope.assignments if not held.of_front for path in held.paths}
    return {"path": {"$in": sorted(paths)}, **SUBMITTED} if paths else {}


def _by_place(scope: Scope) -> Document:
    tenants = sorted({held.tenant for held in scope.assignments})
    if not tenants:
        return {}
    return {"$and": [_any([{"places.tenant": {"$eq": t, **TEXT}} for t in tenants]), SUBMITTED]}


def _all_by_path(scope: Scope, wanted: RegistrationFilter) -> bool:
    """Tell whether whatever is wanted and submitted is seen by its path."""
    fronts = [held for held in scope.assignments if held.of_front]
    asked = wanted.prefixes or (COUNTRY,)
    return scope.everything or all(_seen(prefix, fronts) for prefix in asked)


def _seen(prefix: str, held: Sequence[Assignment]) -> bool:
    return any(each.sees(prefix) for each in held)


def _any(conditions: Sequence[Document]) -> Document:
    if not conditions:
        return {"_id": None}
    return conditions[0] if len(conditions) == 1 else {"$or": list(conditions)}
