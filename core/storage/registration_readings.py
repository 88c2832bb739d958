"""A list of registrations as few readings, each of which an index gives in the list's order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from core.domain.access import Role
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

ANY_DAY: Document = {"$gt": datetime(1900, 1, 1, tzinfo=UTC)}
"""Says the same as «is not null», which no index could tell without the document."""

SUBMITTED: Document = {"submitted_on": ANY_DAY}
RECOGNISED: Document = {"recognised_on": ANY_DAY}

TEXT: Document = {"$type": "string"}
"""Said of whatever a partial index holds: the planner does not conclude it from a value."""


def visible(scope: Scope) -> Document:
    """Return the condition that says the same as ``core.domain.views.view_of``."""
    if scope.everything:
        return {}
    return _any([each for each in (*_by_path(scope), _at_home(scope), _by_place(scope)) if each])


def seen_in_full(scope: Scope) -> Document:
    """Return the condition of being seen in more than a summary (``core.domain.views``)."""
    if scope.everything:
        return {}
    held = tuple(each for each in scope.assignments if each.role is not Role.ADMIN)
    by_path = _by_path(replace(scope, assignments=held))
    return _any([*by_path, *[_as_partner(each) for each in held if not each.of_front]])


def _as_partner(held: Assignment) -> Document:
    named = {"organization": {"$eq": held.organization}, "declined": {"$ne": True}}
    return {"path": {"$in": sorted(held.paths)}, "partners": {"$elemMatch": named}, **SUBMITTED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What of a reading is counted at once; ``wide``: of whole provinces, so an index tells all."""

    conditions: Sequence[Document]
    wide: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Conditions apart from the filters.

    ``parts`` share nothing and together leave nothing out: counted one by one, each needs its
    index only. ``order`` is the index that gives all of a reading of whole provinces in the
    list's order, ``places`` says by path where it lies. ``lying``: it is seen by where it lies,
    so an index that begins with the province serves it; ``provinces`` are those it lies in where
    the conditions leave them out.
    """

    conditions: Sequence[Document]
    parts: Sequence[Part]
    order: str | None = None
    places: Sequence[Document] = ()
    lying: bool = False
    provinces: Sequence[str] = ()


def readings(scope: Scope, wanted: RegistrationFilter) -> Iterator[Reading]:
    """Yield readings that share no registration; each is answered out of one index.

    Together they say: what *scope* sees of what ``wanted`` says of places. First by path; then
    what is seen for its places, or as one's own tenant's; then what a program before this one has
    left without a province.
    """
    prefixes = _narrowest(scope, wanted)
    if wanted.at or prefixes is None:
        at = [{"path": {"$in": list(wanted.at)}}] if wanted.at else []
        yield _whole([visible(scope), *at])
        return
    provinces = {province_of(prefix) for prefix in prefixes}
    placed = None not in provinces
    places = [
        *([{"province": {"$in": sorted(map(str, provinces))}}] if placed else []),
        # Words are indexed with the path, so it is said again where they are asked for.
        *(_within(prefixes) if wanted.words else _beside_province(prefixes)),
    ]
    by_path = _any([*_by_path(scope, wanted, asked=prefixes)])
    seen = _apart(scope, wanted, prefixes) or [by_path]
    lying = _lying(prefixes) if placed and not wanted.words else ()
    yield Reading(
        conditions=[*places, by_path],
        parts=[
            Part(conditions=[*part.conditions, each], wide=part.wide)
            for part in lying or [Part(conditions=places, wide=not _beside_province(prefixes))]
            for each in seen
        ],
        places=_within(prefixes),
        order=_order(scope, wanted, prefixes, placed=placed),
        lying=True,
    )
    by_path = _any([*_by_path(scope)])
    if not _all_by_path(scope, wanted):
        within = _within(wanted.prefixes) if wanted.prefixes else []
        met = [by_path]
        if by_place := _by_place(scope):
            yield _whole([by_place, {"$nor": met}, *within])
            met = [*met, by_place]
        if at_home := _at_home(scope):
            conditions = [at_home, {"$nor": met}, *within]
            yield _whole(conditions, lying=True, provinces=_provinces_of(_homes(scope)))
    if placed:
        yield _whole([{"province": None}, *_within(prefixes), by_path], lying=True)


def _whole(
    conditions: Sequence[Document], *, lying: bool = False, provinces: Sequence[str] = ()
) -> Reading:
    part = Part(conditions=conditions)
    return Reading(conditions=conditions, parts=[part], lying=lying, provinces=provinces)


def _provinces_of(paths: Sequence[str]) -> Sequence[str]:
    return sorted({province_of(path) or "" for path in paths})


def _lying(prefixes: Sequence[str]) -> Sequence[Part]:
    """Return whole provinces apart from what is asked of others: a border that has moved."""
    whole = {prefix for prefix in prefixes if prefix == province_of(prefix)}
    beside = [prefix for prefix in prefixes if province_of(prefix) not in whole]
    others = sorted({str(province_of(prefix)) for prefix in beside})
    parts = []
    if whole:
        parts.append(Part(conditions=[{"province": {"$in": sorted(whole)}}], wide=True))
    if beside:
        parts.append(Part(conditions=[{"province": {"$in": others}}, *_within(beside)]))
    return parts


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


def _by_path(
    scope: Scope, wanted: RegistrationFilter | None = None, *, asked: Sequence[str] = ()
) -> Iterator[Document]:
    """Yield what each assignment sees by path; *asked* and *wanted* have been asked for already."""
    if scope.everything:
        yield {}
    organization = wanted.organization if wanted else None
    for held in scope.assignments:
        own: Document = {"organization": held.organization}
        seen = own
        if held.of_front and organization is None:
            seen = _any([own, SUBMITTED])
        elif held.of_front and organization != held.organization:
            seen = SUBMITTED
        yield {"$and": [*_unless_known(scope, held, asked), seen]}


def _apart(scope: Scope, wanted: RegistrationFilter, asked: Sequence[str]) -> Sequence[Document]:
    """Return what a Front sees in two parts: what was ever submitted, and its own that was not."""
    fronts = len(scope.assignments) == 1 and scope.assignments[0].of_front
    if scope.everything or not fronts or wanted.organization is not None:
        return ()
    (held,) = scope.assignments
    within = _unless_known(scope, held, asked)
    own: Document = {"submitted_on": None, "organization": held.organization}
    return [{"$and": [*within, each]} for each in (SUBMITTED, own)]


def _unless_known(scope: Scope, held: Assignment, asked: Sequence[str]) -> Sequence[Document]:
    """Return where *held* sees, unless all that is *asked* lies there: then it says nothing new."""
    known = len(scope.assignments) == 1 and asked and all(map(held.sees, asked))
    return [] if known else _within(held.sight)


def _at_home(scope: Scope) -> Document:
    paths = _homes(scope)
    return {"path": {"$in": paths}, **SUBMITTED} if paths else {}


def _homes(scope: Scope) -> Sequence[str]:
    return sorted({path for held in scope.assignments if not held.of_front for path in held.paths})


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
