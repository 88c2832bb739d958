"""Checking a running database: counters are recounted, chains followed, histories compared.

It is done in parts (``ports.integrity``), each at a moment of its own and in any process; what
they give is put together here. A difference is only told of after both sides were seen in one
snapshot, so that writes going on meanwhile are never taken for one.
"""

from __future__ import annotations

from collections import Counter
from heapq import merge
from itertools import groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeVar

from core.domain import inspection_faults
from core.domain.access import OPERATOR
from core.domain.edition_faults import Lost, faults_of
from core.domain.integrity import (
    Difference,
    Findings,
    LastCheck,
    history_differences,
    number_in,
)
from core.domain.integrity_parts import Range
from core.domain.lineage import faults_in
from core.domain.overlap_faults import faults_in as overlap_faults_in
from core.domain.testimony import COMPARTMENTS, compared

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import datetime

    from core.domain.integrity_parts import Seen
    from core.domain.movements import Measure
    from core.services.ports.integrity import Everything, Shelf, Snapshot
    from core.services.ports.work import Store

Left = TypeVar("Left")
Right = TypeVar("Right")

AT_ONCE = 500
"""So many registrations are compared with their entries at one moment."""


def check(everything: Everything, *, measures: Mapping[str, Measure], key: bytes) -> Findings:
    """Return what was checked and every difference, part after part; reads only.

    *measures* are the catalogue's, *key* is what the audit was sealed with.
    """
    parts = everything.parts()
    return concluded(everything, (everything.look(p, measures=measures, key=key) for p in parts))


def concluded(everything: Everything, seen: Iterable[Seen]) -> Findings:
    """Return what was checked and every difference, when all parts have been *seen*."""
    findings = Findings()
    registers = _Registers()
    with everything.shelf() as stored, everything.shelf() as recorded:
        for each in seen:
            findings.take(each.findings)
            stored.add(each.stored)
            recorded.add(each.recorded)
            if isinstance(each.part, Range):
                registers.add(each.part.year, each.numbers)
        registers.compare(everything, findings)
        _compare_histories(everything, stored, recorded, findings)
    _check_editions(everything, findings)
    _check_overlaps(everything, findings)
    _check_origins(everything, findings)
    _check_inspections(everything, findings)
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


class _Registers:
    """The numbers of every register: none twice, none beyond the last given."""

    def __init__(self) -> None:
        self._seen: dict[int, dict[tuple[str, str], list[array[int]]]] = {}

    def add(self, year: int, numbers: Mapping[tuple[str, str], array[int]]) -> None:
        of_year = self._seen.setdefault(year, {})
        for register, found in numbers.items():
            of_year.setdefault(register, []).append(found)

    def compare(self, everything: Everything, findings: Findings) -> None:
        """Compare with what was given out: read after them, so what was given since is later."""
        for year, registers in sorted(self._seen.items()):
            with everything.snapshot() as snapshot:
                given = snapshot.numbers(year)
                for register, found in sorted(registers.items()):
                    _compare_register(snapshot, year, register, found, findings)
                    _compare_last(year, register, found, given.get(register, 0), findings)


def _compare_register(
    snapshot: Snapshot,
    year: int,
    register: tuple[str, str],
    found: list[array[int]],
    findings: Findings,
) -> None:
    """Tell of numbers that stand in two ranges; within one range its own look has told of them."""
    if len(found) == 1:
        return
    ranges = Counter(number for numbers in found for number in numbers)
    twice = {number for number, times in ranges.items() if times > 1}
    if not twice:
        return
    for name, number in snapshot.numbered(year, *register):
        value = number_in(number)
        if value in twice:
            twice.remove(value)
            findings.add(Difference(code="number_twice", params={"id": name, "number": number}))


def _compare_last(
    year: int, register: tuple[str, str], found: list[array[int]], last: int, findings: Findings
) -> None:
    highest = max(max(numbers) for numbers in found)
    if highest > last:
        organization, tenant = register
        params = {
            "year": year, "organization": organization, "tenant": tenant,
            "highest": highest, "last": last,
        }  # fmt: skip
        findings.add(Difference(code="number_ahead", params=params))


def _compare_histories(
    everything: Everything, stored: Shelf, recorded: Shelf, findings: Findings
) -> None:
    for compartment in range(COMPARTMENTS):
        differing, number = compared(stored.of(compartment), recorded.of(compartment))
        findings.checked["histories"] += number
        names = iter(sorted(differing))
        while ids := list(islice(names, AT_ONCE)):
            with everything.snapshot() as snapshot:
                _check_histories(snapshot, ids, findings)


def _check_editions(everything: Everything, findings: Findings) -> None:
    for each in everything.editions():
        findings.checked["editions"] += 1
        edition = each if isinstance(each, Lost) else each.edition
        params = {"report": edition.report, "number": edition.number}
        for fault in ["lost"] if isinstance(each, Lost) else faults_of(each):
            findings.add(Difference(code=f"edition_{fault}", params=params))


def _check_overlaps(everything: Everything, findings: Findings) -> None:
    ties = everything.ties()
    findings.checked["overlaps"] += len(ties.overlaps)
    for difference in overlap_faults_in(ties):
        findings.add(difference)


def _check_origins(everything: Everything, findings: Findings) -> None:
    """Tell of copies of what is not there or came later, and of those that copy each other."""
    with everything.snapshot() as snapshot:
        copied = snapshot.origins()
        named = sorted({each.origin for each in copied.values()})
        years: dict[str, int] = {}
        for first in range(0, len(named), AT_ONCE):
            years |= snapshot.years_of(named[first : first + AT_ONCE])
    findings.checked["copies"] += len(copied)
    for code, name in faults_in(copied, years):
        params = {"id": name, "origin": copied[name].origin}
        findings.add(Difference(code=code, params=params))


def _check_inspections(everything: Everything, findings: Findings) -> None:
    for each in everything.inspections():
        findings.checked["inspections"] += 1
        for fault, registration in inspection_faults.faults_of(each):
            params = {"id": each.inspection.id, "registration": registration}
            findings.add(Difference(code=f"inspection_{fault}", params=params))


def _check_histories(snapshot: Snapshot, ids: list[str], findings: Findings) -> None:
    rows = paired(
        snapshot.registrations_of(ids),
        snapshot.recorded_of(ids),
        left_key=lambda registration: registration.id,
        right_key=lambda entry: entry.registration,
    )
    for _, registrations, entries in rows:
        stored = registrations[0] if registrations else None
        for difference in history_differences(stored, entries):
            findings.add(difference)


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
