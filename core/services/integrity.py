"""Checking a running database: counters are recounted, chains followed, histories compared.

Every comparison is made inside one snapshot (see ``ports.integrity``), so that writes going on
meanwhile are never taken for differences. A snapshot is good for minutes, so each covers a few
provinces of one year, or a sixteenth of the ids; memory stays within what those and one year's
numbers need.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from heapq import merge
from itertools import groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeVar

from core.domain.access import OPERATOR
from core.domain.audit import broken_links
from core.domain.contributions import contribution
from core.domain.counts import province_of
from core.domain.integrity import (
    Difference,
    Findings,
    LastCheck,
    differing,
    history_differences,
    measure_in,
    number_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import datetime

    from core.domain.contributions import Contribution
    from core.domain.counts import Count
    from core.domain.movements import Measure
    from core.domain.registrations import Registration
    from core.services.ports.integrity import Everything, Snapshot
    from core.services.ports.work import Store

Left = TypeVar("Left")
Right = TypeVar("Right")

PROVINCES = 4
"""So many provinces of a year are read at one moment."""

BOUNDS = ("", *"123456789abcdef", None)
"""Ids are hexadecimal: a range of them is a sixteenth of the registrations."""


def check(everything: Everything, *, measures: Mapping[str, Measure], key: bytes) -> Findings:
    """Return what was checked and every difference; reads only.

    *measures* are the catalogue's, *key* is what the audit was sealed with.
    """
    findings = Findings()
    paths = everything.tenant_paths()
    for year in everything.years():
        numbers = _Numbers(findings)
        for first, last in _ranges(paths):
            with everything.snapshot() as snapshot:
                reading = _Reading(snapshot=snapshot, year=year, first=first, last=last)
                _check_range(reading, paths, _Counting(measures, findings), numbers)
        with everything.snapshot() as snapshot:  # after them: what is given meanwhile is later
            numbers.compare(snapshot.numbers(year), year)
    for first, last in pairwise(BOUNDS):
        with everything.snapshot() as snapshot:
            _check_histories(snapshot, first or "", last, findings)
    for chain in everything.chains():
        _check_chain(everything, chain, key, findings)
    return findings


def keep(store: Store, findings: Findings, *, at: datetime, version: str) -> None:
    """Keep the numbers of *findings*, not the samples, as the last check's; *at* it began."""
    last = LastCheck(
        at=at,
        version=version,
        checked=dict(findings.checked),
        found=dict(findings.found),
        uncheckable=frozenset(findings.uncheckable),
    )
    store.write(OPERATOR, lambda work: work.checks.keep(last))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """Of one year, what lies at *first* <= path < *last*, at one moment."""

    snapshot: Snapshot
    year: int
    first: str
    last: str | None


def _ranges(paths: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, str | None]]:
    """Yield ranges of paths that hold some provinces each, and everything together."""
    every = {province_of(path) for known in paths.values() for path in known}
    provinces = sorted(path for path in every if path)
    bounds: list[str | None] = ["", *provinces[PROVINCES::PROVINCES], None]
    for first, last in pairwise(bounds):
        yield first or "", last


def _check_range(
    reading: _Reading,
    paths: Mapping[str, frozenset[str]],
    counting: _Counting,
    numbers: _Numbers,
) -> None:
    snapshot, year = reading.snapshot, reading.year
    rows = paired(
        snapshot.registrations_by_path(year, reading.first, reading.last),
        snapshot.own_counts(year, reading.first, reading.last),
        left_key=lambda registration: registration.path,
        right_key=lambda count: count.path,
    )
    for path, registrations, counts in rows:
        for registration in registrations:
            numbers.see(registration)
            if path not in paths.get(registration.tenant, ()):
                _tell(counting.findings, "path_unknown", registration, path=path)
        counting.compare_path(path, year, registrations, counts)
    provinces = snapshot.province_counts(year, reading.first, reading.last)
    counting.compare_provinces(year, provinces)


class _Counting:
    """Recounts path by path, and keeps the sums of the provinces on the way."""

    def __init__(self, measures: Mapping[str, Measure], findings: Findings) -> None:
        self.findings = findings
        self._measures = measures
        self._provinces: dict[tuple[str, str], Contribution] = defaultdict(Counter)

    def compare_path(
        self, path: str, year: int, registrations: list[Registration], counts: list[Count]
    ) -> None:
        self.findings.checked["registrations"] += len(registrations)
        recounted: dict[str, Contribution] = defaultdict(Counter)
        for registration in registrations:
            added = contribution(registration, self._measures)
            recounted[registration.organization].update(added)
            if province := province_of(path):
                self._provinces[registration.organization, province].update(added)
        stored = {count.organization: count.content for count in counts}
        for organization in sorted({*recounted, *stored}):
            self._compare(
                stored.get(organization), recounted.get(organization),
                year=year, organization=organization, path=path,
            )  # fmt: skip

    def compare_provinces(self, year: int, counts: Iterable[Count]) -> None:
        stored = {(count.organization, count.path): count.content for count in counts}
        for organization, path in sorted({*stored, *self._provinces}):
            key = organization, path
            self._compare(
                stored.get(key), self._provinces.get(key),
                year=year, organization=organization, path=f"{path}*",
            )  # fmt: skip

    def _compare(
        self, stored: Contribution | None, recounted: Contribution | None, **where: Any
    ) -> None:
        self.findings.checked["counters"] += stored is not None
        stored, recounted = stored or Counter(), recounted or Counter()
        codes = {code for key in (*stored, *recounted) if (code := measure_in(key))}
        away = codes - self._measures.keys()
        self.findings.uncheckable |= away
        wrong = differing(stored, recounted, without=away)
        if wrong:
            example = wrong[0]
            params = where | {
                "keys": len(wrong),
                "example": " · ".join(example),
                "stored": stored.get(example, 0),
                "recounted": recounted.get(example, 0),
            }
            self.findings.add(Difference(code="counter_differs", params=params))


class _Numbers:
    """Sees every number of a year: none twice in a register, none beyond the last given."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._seen: dict[tuple[str, str], set[int]] = defaultdict(set)

    def see(self, registration: Registration) -> None:
        number = number_of(registration)
        if number is None:
            if registration.ever_submitted:
                _tell(self._findings, "number_missing", registration)
            return
        seen = self._seen[registration.organization, registration.tenant]
        if number in seen:
            _tell(self._findings, "number_twice", registration)
        seen.add(number)

    def compare(self, last: Mapping[tuple[str, str], int], year: int) -> None:
        for (organization, tenant), seen in sorted(self._seen.items()):
            given = last.get((organization, tenant), 0)
            if max(seen) > given:
                params = {
                    "year": year, "organization": organization, "tenant": tenant,
                    "highest": max(seen), "last": given,
                }  # fmt: skip
                self._findings.add(Difference(code="number_ahead", params=params))


def _check_histories(snapshot: Snapshot, first: str, last: str | None, findings: Findings) -> None:
    rows = paired(
        snapshot.registrations_by_id(first, last),
        snapshot.recorded(first, last),
        left_key=lambda registration: registration.id,
        right_key=lambda entry: entry.registration,
    )
    for _, registrations, entries in rows:
        findings.checked["histories"] += 1
        stored = registrations[0] if registrations else None
        for difference in history_differences(stored, entries):
            findings.add(difference)


def _check_chain(everything: Everything, name: str, key: bytes, findings: Findings) -> None:
    """Follow a chain to its head: what stands up to there is never written again."""
    with everything.snapshot() as snapshot:
        head, last = snapshot.chain(name)
    findings.checked["chains"] += 1
    findings.checked["entries"] += last + 1
    entries = everything.entries(name, up_to=last)
    for broken in broken_links(entries, chain=name, key=key, head=head):
        params = {"chain": broken.chain, "sequence": broken.sequence}
        findings.add(Difference(code=f"chain_{broken.code}", params=params))


def _tell(findings: Findings, code: str, registration: Registration, **params: Any) -> None:
    told = {"id": registration.id, "number": registration.number or "", **params}
    findings.add(Difference(code=code, params=told))


def paired(
    left: Iterable[Left],
    right: Iterable[Right],
    *,
    left_key: Callable[[Left], str],
    right_key: Callable[[Right], str],
) -> Iterator[tuple[str, list[Left], list[Right]]]:
    """Walk two streams, each in the order of its key, and yield what shares a key together."""
    tagged: Iterator[tuple[str, int, Any]] = merge(
        ((left_key(item), 0, item) for item in left),
        ((right_key(item), 1, item) for item in right),
        key=itemgetter(0, 1),
    )
    for key, rows in groupby(tagged, key=itemgetter(0)):
        sides: tuple[list[Left], list[Right]] = ([], [])
        for _, side, item in rows:
            sides[side].append(item)
        yield key, *sides
