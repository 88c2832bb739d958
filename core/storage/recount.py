"""Counting registrations again from their documents, in the form in which counters are kept.

It says the same as ``core.domain.contributions.contribution``, which is what the program counts by,
some five times as fast: nothing is made of a document but its share of the figures.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from core.domain.contributions import ALL
from core.domain.movements import AddsUp
from core.domain.periods import Period
from core.domain.registrations import COUNTED
from core.domain.results import ResultStatus
from core.storage.cells import Cells, merged

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from core.domain.movements import Measure
    from core.storage.database import Document

WANTED = {
    "_id": 0, "path": 1, "organization": 1, "movement_type": 1, "kind": 1, "stage": 1,
    "content": 1, "themes": 1, "built": 1, "status": 1, "late": 1, "funding": 1, "households": 1,
    "partners": 1, "submitted_on": 1, "results.period": 1, "results.state": 1, "results.status": 1,
    "results.funding": 1, "results.households": 1, "results.measures": 1,
}  # fmt: skip
"""A projection: all that counts of a registration, and whose counter it is in."""

SUM, MAX = AddsUp.SUM, AddsUp.MAX
UNKNOWN = (SUM, 0)
"""How a measure is counted that no plugin declares (``consolidation.reached``)."""

SUMMED = ("n", "sum")
BOTH, BASES = "both", ("reported", "confirmed")
"""Most results count on both bases: they are added up once, until ``told_apart``."""

COUNTED_STATUSES = sorted(status.value for status in COUNTED)
CONFIRMED = frozenset({ResultStatus.CONFIRMED.value})
TOLD = CONFIRMED | {ResultStatus.REPORTED.value}
"""The statuses of results that each basis takes in (``Result.counts``)."""


Reached = tuple[Cells, Cells, Cells]
"""What a result says: numbers, sums, and how often each value of a «max» measure occurs."""


class Recount:
    """Counts of one year, by path and organization."""

    def __init__(self, measures: Mapping[str, Measure]) -> None:
        self._measures = {
            code.replace(".", ":"): (each.adds_up, each.decimals) for code, each in measures.items()
        }
        self.items = 0
        self.unknown: set[str] = set()
        """Measures that no plugin declares; they are counted as sums of whole numbers."""
        self.counts: dict[tuple[str, str], Cells] = {}

    def add(self, documents: Iterable[Document]) -> None:
        """Count *documents*, which hold what is ``WANTED`` and all stand in the counts."""
        for document in documents:
            self.count(document)

    def count(self, document: Document) -> None:
        self.items += 1
        stage, content = document["stage"], document["content"]
        if stage is None or content is None:
            return
        place = (document["path"], document["organization"])
        cells = self.counts.get(place)
        if cells is None:
            cells = self.counts[place] = {}
        name = _cell(
            document["movement_type"], document["kind"], stage, content,
            tuple(document["themes"]), document["built"],
        )  # fmt: skip
        cell = cells.get(name)
        if cell is None:
            cell = cells[name] = {"year": {}}
        _add_year(cell, document, _add_overall(cells, document))
        if document["results"]:
            self._add_results(cell, document["results"])

    def take(self) -> dict[tuple[str, str], Cells]:
        """Return what was counted since the last time, and begin with nothing again.

        In the form of counters only once it has been ``told_apart``.
        """
        taken, self.counts = self.counts, {}
        return taken

    def _add_results(self, cell: Cells, results: list[Document]) -> None:
        reported = _speaking(results, TOLD)
        if not reported:
            return
        at = cell.setdefault("at", {})
        steps = self._steps(reported)
        if "reported" not in [result["status"] for result in results]:
            for month, step in steps:
                _add_step(at, month, BOTH, step)
            return
        for month, step in steps:
            _add_step(at, month, "reported", step)
        for month, step in self._steps(_speaking(results, CONFIRMED)):
            _add_step(at, month, "confirmed", step)

    def _steps(self, told: list[Document]) -> list[tuple[str, Reached]]:
        """Return by month-end what changes from one result to the next."""
        steps = []
        before: Reached | None = None
        for result in told:
            now = self._reached(result)
            change = now if before is None else _without(now, before)
            steps.append((str(ends_of(result["period"])[0]), change))
            before = now
        return steps

    def _reached(self, result: Document) -> Reached:
        numbers: Cells = {result["state"]: 1}
        sums: Cells = {}
        values: Cells = {}
        measures = self._measures
        spent = 0
        for money in result["funding"]:
            spent += money["amount"]
        if spent:
            numbers["spent_funding"] = spent
        if households := result["households"]:
            numbers["households"] = households
        for code, written in result["measures"].items():
            adds_up, decimals = measures.get(code) or self._unknown(code)
            whole = decimals == 0 and written.isdecimal()
            if adds_up is SUM:
                if amount := int(written) if whole else _scaled(written, decimals):
                    sums[code] = amount
            elif adds_up is MAX:
                amount = int(written) if whole else _scaled(written, decimals)
                values[code] = {str(amount): 1}
        return numbers, sums, values

    def _unknown(self, code: str) -> tuple[AddsUp, int]:
        self.unknown.add(code.replace(":", "."))
        return UNKNOWN


def told_apart(cells: Cells) -> None:
    """Give each basis, in place, what was counted on both; they may share it afterwards."""
    for cell in cells.values():
        if (at := cell.get("at")) is None:
            continue
        for by_basis in at.values():
            if (both := by_basis.pop(BOTH, None)) is None:
                continue
            for basis in BASES:
                if basis in by_basis:
                    merged(by_basis[basis], both)
                else:
                    by_basis[basis] = both


def _speaking(results: list[Document], statuses: frozenset[str]) -> list[Document]:
    """Return the result that speaks for each month-end, in their order: the longest period's."""
    if len(results) == 1:
        return results if results[0]["status"] in statuses else []
    told: dict[int, tuple[int, Document]] = {}
    for result in results:
        if result["status"] in statuses:
            month, months = ends_of(result["period"])
            if month not in told or told[month][0] < months:
                told[month] = (months, result)
    return [told[month][1] for month in sorted(told)]


def _without(now: Reached, before: Reached) -> Reached:
    taken: Reached = ({}, {}, {})
    for part, old, left in zip(now, before, taken, strict=True):
        left.update(part)
        _take(left, old)
    return taken


def _take(left: Cells, old: Cells) -> None:
    """Take *old* from *left*, in place; what is nothing then is left out."""
    for name, amount in old.items():
        if isinstance(amount, dict):
            left[name] = dict(left.get(name, {}))
            _take(left[name], amount)
        elif rest := left.get(name, 0) - amount:
            left[name] = rest
        else:
            del left[name]


def _add_step(at: Cells, month: str, basis: str, step: Reached) -> None:
    by_basis: Cells | None = at.get(month)
    if by_basis is None:
        by_basis = at[month] = {}
    changes: Cells | None = by_basis.get(basis)
    if changes is None:
        changes = by_basis[basis] = {}
    for name, part in zip(SUMMED, step, strict=False):
        into = changes.get(name)
        if into is not None:
            for code, amount in part.items():
                into[code] = into.get(code, 0) + amount
        elif part:
            changes[name] = part.copy()
    if values := step[2]:
        merged(changes, {"max": values})


def _add_year(cell: Cells, document: Document, planned: int) -> None:
    year = cell["year"]
    year["registered"] = year.get("registered", 0) + 1
    if document["status"] == "agreed":
        year["agreed"] = year.get("agreed", 0) + 1
    if document["late"]:
        year["late"] = year.get("late", 0) + 1
    if planned:
        year["planned_funding"] = year.get("planned_funding", 0) + planned
    if households := document["households"]:
        year["households_planned"] = year.get("households_planned", 0) + households
    for partner in document["partners"]:
        code = partner.get("organization")
        if code and not partner.get("declined"):
            along = cell.setdefault("with", {})
            along[code] = along.get(code, 0) + 1


def _add_overall(cells: Cells, document: Document) -> int:
    """Add what is counted for all cells together, and return the planned funding in đồng."""
    overall = cells.get(ALL)
    if overall is None:
        overall = cells[ALL] = {"day": {}, "source": {}}
    if document["submitted_on"]:
        days, day = overall["day"], _iso(document["submitted_on"])
        days[day] = days.get(day, 0) + 1
    planned, sources = 0, overall["source"]
    for money in document["funding"]:
        amount, source = money["amount"], money["source"]
        sources[source] = sources.get(source, 0) + amount
        planned += amount
    return planned


@cache
def _cell(
    movement_type: str, kind: str, stage: str, content: int, themes: tuple[str, ...], built: int
) -> str:
    parts = (movement_type, kind, stage, str(content), "+".join(sorted(themes)), "01"[built])
    return "|".join(parts).replace(".", ":")


@cache
def ends_of(period: str) -> tuple[int, int]:
    """Return the month in which a period ends, and how many months it has."""
    read = Period.parse(period)
    return read.end_month, read.months


@cache
def _iso(day: datetime) -> str:
    return day.date().isoformat()


def _scaled(written: str, decimals: int) -> int:
    return int(Decimal(written).scaleb(decimals))
