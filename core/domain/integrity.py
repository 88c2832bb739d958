"""Judging whether what is stored agrees with itself: counts, numbers, history, places."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from core.domain.changes import standing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import datetime

    from core.domain.contributions import Contribution
    from core.domain.registrations import Registration

REMOVED = frozenset({"registration.delete"})
"""After these acts the registration is gone."""

SAMPLES = 20
"""So many differences of a sort are described; all are counted."""

_NUMBER = re.compile(r"-(\d{1,9})/\d{4}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """An audit entry on a registration; ``state`` is what stood after it (``changes.standing``).

    ``at`` orders entries of one version: milliseconds of real time since 1970.
    """

    registration: str
    action: str
    version: int
    at: int
    state: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that does not agree; ``code`` selects the sentence ``integrity.<code>``."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Findings:
    """What a check saw (``checked``, by what was counted) and what did not agree."""

    checked: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    samples: list[Difference] = field(default_factory=list)
    uncheckable: set[str] = field(default_factory=set)
    """Measures of plugins that are away: how they add up is not known now."""

    @property
    def clean(self) -> bool:
        return not self.found

    def add(self, difference: Difference) -> None:
        self.found[difference.code] += 1
        if self.found[difference.code] <= SAMPLES:
            self.samples.append(difference)

    def take(self, other: Findings) -> None:
        """Add what *other* found elsewhere."""
        for difference in other.samples:
            if sum(each.code == difference.code for each in self.samples) < SAMPLES:
                self.samples.append(difference)
        self.checked += other.checked
        self.found += other.found
        self.uncheckable |= other.uncheckable


@dataclass(frozen=True, slots=True, kw_only=True)
class LastCheck:
    """What a check that ran to its end saw, in numbers: of nobody's records.

    ``at`` is when it began: what was written later it may not have seen. ``version`` is the
    program's.
    """

    at: datetime
    version: str
    checked: Mapping[str, int]
    found: Mapping[str, int]
    uncheckable: frozenset[str] = frozenset()

    @property
    def clean(self) -> bool:
        return not self.found


def differing(
    stored: Contribution, recounted: Contribution, *, without: Collection[str] = ()
) -> list[tuple[str, ...]]:
    """Return the keys in which two contents differ, zeros and the measures *without* aside."""
    return sorted(
        key
        for key in {*stored, *recounted}
        if stored.get(key, 0) != recounted.get(key, 0) and measure_in(key) not in without
    )


def measure_in(key: tuple[str, ...]) -> str | None:
    """Return the code of the measure a contribution's key counts, if it counts one."""
    match key:
        case (_, "at", _, _, "sum" | "max", code, *_):
            return code
        case _:
            return None


def number_in(number: str | None) -> int | None:
    """Return 7 for ``PN-07/2017``; None for none."""
    found = _NUMBER.search(number or "")
    return int(found[1]) if found else None


def history_differences(
    stored: Registration | None, entries: Sequence[Recorded]
) -> Iterator[Difference]:
    """Yield where a registration and its entries, the oldest first, tell different things."""
    last = max(entries, key=lambda entry: (entry.version, entry.at), default=None)
    if stored is None:
        if last is not None and last.action not in REMOVED:
            yield Difference(code="registration_lost", params={"id": last.registration})
        return
    told = {"id": stored.id, "number": stored.number or ""}
    if last is None or last.action in REMOVED:
        yield Difference(code="registration_unrecorded", params=told)
        return
    state = standing(stored)
    names = sorted({*state, *last.state})
    fields = [name for name in names if state.get(name) != last.state.get(name)]
    if last.version != stored.version:
        fields.append("version")
    if fields:
        params = told | {"fields": ", ".join(fields)}
        yield Difference(code="registration_differs", params=params)
