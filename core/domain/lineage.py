"""What was copied from what (nhân rộng): which origin an item may name, and the tree it makes.

An item goes back to its origin (``copied_from``) or to its own year before (``continues``). Along
both the year never rises, and along the second it falls; so nothing goes round in a circle but
items of one year that copy each other, and that is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.errors import Problem
from core.domain.movements import Stage
from core.domain.registrations import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from core.domain.models import Model
    from core.domain.registrations import Registration

FIELD = "copied_from"
MOST_ABOVE = 100
"""So many items one may go back to when it is copied anew, and so many are told above another."""

NO_ORIGIN = frozenset({Status.DRAFT, Status.WITHDRAWN})
"""What nobody can copy: a draft is its author's alone, and what was withdrawn is no model."""


def problem_with_stage(registration: Registration) -> Problem | None:
    """Return why an item of its stage names no origin; only «nhân rộng», once chosen, does."""
    if registration.copied_from is None or registration.stage is Stage.EXPANDED:
        return None
    return Problem(FIELD, "copied_from_needs_stage")


def problem_with_origin(
    registration: Registration, origin: Model, *, above: frozenset[str]
) -> Problem | None:
    """Return why *origin* is none of *registration*.

    *above* is all that *origin* goes back to, or more than ``MOST_ABOVE`` of it; were the item
    itself among it, the lineage would run in a circle.
    """
    if origin.status in NO_ORIGIN:
        return Problem(FIELD, "copied_from_is_none", {"status": origin.status.value})
    if origin.year > registration.year:
        return Problem(FIELD, "copied_from_later_year", {"year": origin.year})
    if registration.id in {origin.id, *above}:
        return Problem(FIELD, "copied_from_circle")
    if len(above) > MOST_ABOVE:
        return Problem(FIELD, "copied_from_too_long", {"most": MOST_ABOVE})
    return problem_with_year_before(registration, origin.id, above=above, stated=FIELD)


def problem_with_year_before(
    registration: Registration, origin: str, *, above: frozenset[str], stated: str
) -> Problem | None:
    """Return why *registration* is no copy: *origin* is its own year before, or came of it.

    What is done for a second year is the same model, not a copy of it. *stated* is the field that
    brought both together. It closes no circle, for the year before goes back to earlier years.
    """
    if registration.continues in {origin, *above}:
        return Problem(stated, "copied_from_year_before")
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Descent:
    """One item below another; ``copied``: as a copy of it, otherwise as its next year.

    ``depth`` counts from 1, directly below where one began.
    """

    model: Model
    depth: int
    copied: bool


def descent(
    start: str, *, below: Callable[[Sequence[str]], Iterable[Model]], at_most: int
) -> tuple[list[Descent], bool]:
    """Return all that goes back to *start*, each after what it goes back to, and whether it is all.

    *below* gives what goes back directly to any of some items; each is told once, as a copy
    where it is both.
    """
    children: dict[str, list[tuple[Model, bool]]] = {}
    known, level = {start}, [start]
    whole = True
    while level and whole:
        found = [each for each in below(level) if each.id not in known]
        whole = len(known) - 1 + len(found) <= at_most
        found = found[: at_most - len(known) + 1]
        for each in found:
            copied = each.copied_from in level
            parent = each.copied_from if copied else each.continues
            children.setdefault(str(parent), []).append((each, copied))
        level = [each.id for each in found]
        known.update(level)
    return [*_walked(start, children)], whole


def _walked(start: str, children: Mapping[str, list[tuple[Model, bool]]]) -> Iterator[Descent]:
    """Yield depth first: the own next year before copies, then the older first."""
    waiting = [(start, 0)]
    told: dict[str, tuple[Model, bool]] = {}
    while waiting:
        name, depth = waiting.pop()
        if name in told:
            model, copied = told[name]
            yield Descent(model=model, depth=depth, copied=copied)
        rows = sorted(
            children.get(name, ()), key=lambda row: (row[1], row[0].year, row[0].created_at)
        )
        for row in reversed(rows):
            told[row[0].id] = row
            waiting.append((row[0].id, depth + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """What a stored copy says of its origin."""

    origin: str
    year: int


def faults_in(copied: Mapping[str, Copied], years: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Yield (code, id) of what is wrong with *copied* (by id); *years* are those of the origins."""
    for name, each in sorted(copied.items()):
        if each.origin not in years:
            yield "origin_lost", name
        elif years[each.origin] > each.year:
            yield "origin_later", name
    for name in circles({name: each.origin for name, each in copied.items()}):
        yield "origin_circle", name


def circles(origins: Mapping[str, str]) -> list[str]:
    """Return the ids that lie on a circle of *origins* (item → what it was copied from)."""
    done: set[str] = set()
    found: list[str] = []
    for start in origins:
        path: dict[str, int] = {}
        name: str | None = start
        while name is not None and name not in done and name not in path:
            path[name] = len(path)
            name = origins.get(name)
        if name is not None and name in path:
            found += [each for each, place in path.items() if place >= path[name]]
        done.update(path)
    return sorted(found)
