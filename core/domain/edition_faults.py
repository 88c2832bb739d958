"""Judging whether what was signed off is still what it was, and agrees with itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.domain.editions import ITEMS, rows_in, sha256_of, told_of
from core.domain.item_rows import added_up, told_with_measures
from core.domain.movements import AddsUp, Measure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.domain.editions import Edition, Shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """An edition, its items, and what else knows its hash.

    ``recorded`` is what the audit entry of its signing says, ``named`` what comes after it: the
    next edition, or the report of the last one; None where there is none.
    """

    edition: Edition
    shelves: Sequence[Shelf]
    recorded: str | None
    named: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """An edition that something names and that is not there."""

    report: str
    number: int


def amended_in(edition: Edition) -> str | None:
    """Return the hash of the edition that *edition* amends; None where it names none."""
    try:
        amended: str = edition.content["amends"]["sha256"]
    except (ValueError, LookupError, TypeError):  # a text that was tampered with tells nothing
        return None
    return amended


def faults_of(sealed: Sealed) -> Iterator[str]:
    """Yield the codes of what does not agree, each the end of ``integrity.edition_<code>``.

    ``changed``: the text is not what was hashed, or no edition at all; ``items_changed``,
    ``items_lost``: nor are its items; ``sums``: they do not add up to its totals; ``unrecorded``:
    the audit trail, or what names it, tells another hash, as when a text was changed together with
    its hash.
    """
    edition, shelves = sealed.edition, sealed.shelves
    if not edition.sha256 == sealed.recorded == sealed.named:
        yield "unrecorded"
    if sha256_of(edition.text) != edition.sha256:
        yield "changed"
        return
    if any(sha256_of(one.text) != one.sha256 for one in shelves):
        yield "items_changed"
        return
    try:
        content = edition.content
        told = content["items"] + (content["amends"] or {"changes": []})["changes"]
        lost = told != told_of(shelves)
        adds_up = lost or _adds_up(content, [one for one in shelves if one.what == ITEMS])
    except (ValueError, LookupError, TypeError, AttributeError):  # rehashed, and no edition
        yield "changed"
        return
    if lost:
        yield "items_lost"
    if not adds_up:
        yield "sums"


def _adds_up(content: dict[str, Any], shelves: Sequence[Shelf]) -> bool:
    measures = declared_in(content)
    rows = [*rows_in(shelves)]
    for name in ("cumulative", "in_period"):
        totals = content["figures"][name]["totals"]
        found = told_with_measures(added_up(rows, in_period=name == "in_period"), measures)
        if {each: found[each] for each in totals} != totals:
            return False
    return True


def declared_in(content: dict[str, Any]) -> dict[str, Measure]:
    """Return the measures as they were declared when an edition of *content* was signed."""
    return {
        code: Measure(
            code=code,
            label=code,
            unit=rule["unit"],
            decimals=rule["decimals"],
            adds_up=AddsUp(rule["adds_up"]),
        )
        for code, rule in content["rules"]["measures"].items()
    }
