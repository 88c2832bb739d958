"""Overlaps («chồng chéo»): whether two registrations of a commune may be one and the same work.

004 I.2 asks that works and models do not overlap and that none is left out; domain.md §4.2 shows
how one work is registered by two (#6, #7, #12, #20). The rule only asks people to look: it adds
up points for what two registrations have in common, and says what that was.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations
from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz

from core.domain.overlap_words import area_name, read_title
from core.domain.text import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from core.domain.registrations import Registration

THRESHOLD = 55
"""From so many points on two registrations are shown to people (docs/overlaps.md)."""

MOST = 100
"""More points than this say no more."""

_FOR_A_PERCENT = 0.8
_MOST_FOR_TITLE = 60 * _FOR_A_PERCENT
_MUCH_THE_SAME = 0.9
_NOT_FAR = 0.5

_METRES = {"m": ("m", 1), "km": ("m", 1000), "m2": ("m2", 1), "m²": ("m2", 1), "ha": ("m2", 10_000)}


class Likeness(StrEnum):
    """What two registrations may have in common, or what sets them apart."""

    AREA = "area"
    SUBJECT = "subject"
    TITLE = "title"
    CONTENT = "content"
    KIND = "kind"
    DATES = "dates"
    FUNDING = "funding"
    SCALE = "scale"
    HOUSEHOLDS = "households"


IN_SUMMARY = frozenset(
    {Likeness.AREA, Likeness.SUBJECT, Likeness.TITLE, Likeness.CONTENT, Likeness.KIND}
)
"""What can be told to those who see one of both in summary only (api.md, «Sight»)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One thing in common, for so many points (less than none: one that sets them apart).

    ``value`` is the likeness in percent where it is one of degree.
    """

    what: Likeness
    value: int | None = None
    points: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Two registrations, by id in their order, with points (0–100) and what they are for.

    ``summary_score`` are the points for what those know who see one of both in summary only; None
    where that would not be shown.
    """

    registrations: tuple[str, str]
    score: int
    reasons: tuple[Reason, ...]
    summary_score: int | None = None

    @property
    def likelier_first(self) -> tuple[int, int, tuple[str, str]]:
        """Where it comes among others; of those with all points, what has most in common first."""
        return -self.score, -sum(each.points for each in self.reasons), self.registrations


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """What of a registration is compared.

    ``title`` and the names of ``areas`` are folded, without the words that say no more than what
    kind of thing it is; an area goes with its tenant, for every other commune has a Nà Bưa.
    ``subjects`` are what is built as far as the title says, ``numbers`` those that tell one in a
    series; ``scale`` holds metres, pieces and so on by unit; ``funding`` is in đồng.
    """

    id: str
    organization: str
    kind: str
    content: int | None
    title: str
    subjects: frozenset[str]
    numbers: frozenset[str]
    areas: frozenset[tuple[str, str]]
    starts_on: date | None
    ends_on: date | None
    funding: int
    scale: Mapping[str, float]
    households: int | None


def sketch_of(registration: Registration, *, within: str | None = None) -> Sketch:
    """Return what of *registration* is compared; of areas those *within* one tenant, if given."""
    here = registration.tenant
    return sketch(
        within=within,
        id=registration.id,
        organization=registration.organization,
        kind=registration.kind.value,
        content=registration.content,
        title=registration.title,
        areas=[(place.tenant or here, place.area) for place in registration.places if place.area],
        starts_on=registration.starts_on,
        ends_on=registration.ends_on,
        funding=registration.planned_funding,
        scale=[(quantity.amount, quantity.unit) for quantity in registration.scale],
        households=registration.households,
    )


def sketch(
    *,
    title: str,
    areas: Iterable[tuple[str, str]],
    scale: Iterable[tuple[float, str]],
    within: str | None = None,
    **as_they_are: Any,
) -> Sketch:
    """Return a sketch of what is given as it was entered; areas are named with their tenants."""
    every = {(tenant, name) for tenant, area in areas if (name := area_name(area))}
    said = read_title(title, frozenset(name for _, name in every))
    named = frozenset(each for each in every if within in {None, each[0]})
    return Sketch(
        title=said.telling,
        subjects=said.subjects,
        numbers=said.numbers,
        areas=named,
        scale=dict(_measured(amount, unit) for amount, unit in scale),
        **as_they_are,
    )


def overlap(one: Sketch, other: Sketch) -> Overlap | None:
    """Return what makes two registrations of one year and commune look like one work; else None."""
    if one.id == other.id or _apart(one, other):
        return None
    found = [*_compared(one, other)]
    if scored(found) + _MOST_FOR_TITLE < THRESHOLD:
        return None
    found.insert(0, _titles(one, other))
    score = scored(found)
    if score < THRESHOLD:
        return None
    first, second = sorted((one.id, other.id))
    known = scored(reason for reason in found if reason.what in IN_SUMMARY)
    return Overlap(
        registrations=(first, second),
        score=score,
        reasons=tuple(reason for reason in found if reason.points > 0),
        summary_score=known if known >= THRESHOLD else None,
    )


def scored(reasons: Iterable[Reason]) -> int:
    """Return the points of *reasons* together, 0 to ``MOST``."""
    return min(max(sum(reason.points for reason in reasons), 0), MOST)


def in_summary(sketch: Sketch) -> Sketch:
    """Return what of it may be compared for those who see the registration in summary only."""
    return replace(sketch, starts_on=None, ends_on=None, funding=0, scale={}, households=None)


def overlaps(sketches: Iterable[Sketch]) -> Iterator[Overlap]:
    """Yield the overlaps among registrations of one year and commune."""
    for one, other in combinations(sketches, 2):
        if found := overlap(one, other):
            yield found


def _apart(one: Sketch, other: Sketch) -> bool:
    """Tell whether they cannot be one work: by place, by number in a series, or by time."""
    for mine, theirs in ((one.areas, other.areas), (one.numbers, other.numbers)):
        if mine and theirs and not mine & theirs:
            return True
    return _shared_days(one, other) == 0


def _titles(one: Sketch, other: Sketch) -> Reason:
    alike = fuzz.token_set_ratio(one.title, other.title)
    in_order = fuzz.token_sort_ratio(one.title, other.title)
    title = (alike + in_order) / 2
    points = round((title - 40) * _FOR_A_PERCENT)
    return Reason(what=Likeness.TITLE, value=round(title), points=points)


def _compared(one: Sketch, other: Sketch) -> Iterator[Reason]:
    if one.areas & other.areas:
        yield Reason(what=Likeness.AREA, points=15)
    if one.subjects and other.subjects:
        alike = one.subjects & other.subjects
        yield Reason(what=Likeness.SUBJECT, points=14 if alike else -20)
    if one.content is not None and one.content == other.content:
        yield Reason(what=Likeness.CONTENT, points=5)
    if one.kind == other.kind:
        yield Reason(what=Likeness.KIND, points=4)
    shared = _shared_days(one, other)
    if shared is not None:
        yield Reason(what=Likeness.DATES, value=round(100 * shared), points=round(8 * shared))
    yield from _amounts(one, other)


def _amounts(one: Sketch, other: Sketch) -> Iterator[Reason]:
    if one.funding and other.funding:
        yield Reason(what=Likeness.FUNDING, points=_near(one.funding, other.funding, 16))
    both = [(amount, other.scale.get(unit, 0)) for unit, amount in one.scale.items()]
    stated = [(mine, theirs) for mine, theirs in both if mine and theirs]
    if stated:
        best = max(_near(mine, theirs, 22) for mine, theirs in stated)
        yield Reason(what=Likeness.SCALE, points=best)
    if one.households and other.households:
        near = _near(one.households, other.households, 10)
        yield Reason(what=Likeness.HOUSEHOLDS, points=near)


def _near(one: float, other: float, points: int) -> int:
    """Return *points* where two amounts are much the same, and less than none where far apart."""
    ratio = min(one, other) / max(one, other)
    if ratio >= _MUCH_THE_SAME:
        return points
    return 0 if ratio >= _NOT_FAR else -points // 2


def _shared_days(one: Sketch, other: Sketch) -> float | None:
    """Return the share of the longer time that both take; None where a day is not stated."""
    if not (one.starts_on and one.ends_on and other.starts_on and other.ends_on):
        return None
    begin, end = max(one.starts_on, other.starts_on), min(one.ends_on, other.ends_on)
    longest = max(one.ends_on - one.starts_on, other.ends_on - other.starts_on).days + 1
    return max((end - begin).days + 1, 0) / longest


def _measured(amount: float, unit: str) -> tuple[str, float]:
    plain = unit.strip().lower()
    base, factor = _METRES.get(plain, (folded(plain), 1))
    return base, amount * factor
