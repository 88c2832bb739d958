"""Looking at all that one range of paths holds: its registrations, their numbers, the counters.

Everything is read in one snapshot, and nothing is made of a document but what is asked of it; a
counter that does not hold what was counted is described as the rules lay it out
(``core.domain.contributions``).
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from core.domain.integrity import Difference, Findings, differing, measure_in, number_in
from core.domain.integrity_parts import Seen
from core.domain.results import REALIZED
from core.domain.testimony import Said, digest, laid_down
from core.storage.batches import batches
from core.storage.cells import agree
from core.storage.counters import count_from_document, counter_id
from core.storage.ranges import BY_PATH, IN_ORDER, between, counters_of, stretches
from core.storage.recount import COUNTED_STATUSES, TOLD, WANTED, Recount, ends_of
from core.storage.sums import Sums, counted, summed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.domain.contributions import Contribution
    from core.domain.integrity_parts import Range
    from core.domain.movements import Measure
    from core.storage.cells import Cells
    from core.storage.database import Document

LOOKED_AT = dict.fromkeys((*WANTED, "tenant", "number", "version", "year"), 1)
COUNTED = frozenset(COUNTED_STATUSES)
REALIZED_STATES = frozenset(state.value for state in REALIZED)
NOWHERE: frozenset[str] = frozenset()

Paths = dict[str, frozenset[str]]
"""Every path each tenant ever had."""


def look_at_range(
    database: Database[Document], wanted: Range, *, measures: Mapping[str, Measure], paths: Paths
) -> Seen:
    """Check all of *wanted* but the agreement with the trail, for which it gives ``stored``.

    *paths* may be older: a tenant that is not where they say is looked up at the moment itself.
    """
    looking = _Looking(measures, paths)
    within: Document = {"year": wanted.year, "path": between(wanted)}
    with database.client.start_session(snapshot=True) as session:
        found = batches(
            database["registrations"], within, LOOKED_AT,
            session=session, hint=BY_PATH, sort=IN_ORDER,
        )  # fmt: skip
        for seen in stretches(wanted, found, looking.see):
            looking.sum_up(wanted.year)
            for batch in counters_of(database, wanted.year, seen, session):
                looking.hold_against(batch)
            looking.tell_missing()
        looking.judge_strays(_paths_of(database, looking.strays, session))
    looking.compare_provinces()
    return Seen(
        part=wanted,
        findings=looking.findings,
        numbers={register: array("I", seen) for register, seen in looking.numbers.items()},
        stored=laid_down(looking.said),
    )


class _Looking:
    """What has been seen of a range so far."""

    def __init__(self, measures: Mapping[str, Measure], paths: Paths) -> None:
        self.findings = Findings()
        self.said: list[Said] = []
        self.numbers: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
        self.strays: list[Document] = []
        self._measures = measures
        self._paths = paths
        self._counted = Recount(measures)
        self._own: Sums = {}
        self._provinces: Sums = {}
        self._of_provinces: list[Document] = []

    def see(self, document: Document) -> None:
        self.findings.checked["registrations"] += 1
        counted = document["status"] in COUNTED
        if counted:
            self._counted.count(document)
        self._see_number(document)
        if document["path"] not in self._paths.get(document["tenant"], NOWHERE):
            self.strays.append(document)
        state = standing_of(document, counted=counted)
        if isinstance(document["_id"], str):
            self.said.append((document["_id"], document["version"], "", digest(state)))

    def _see_number(self, document: Document) -> None:
        number = number_in(document.get("number"))
        if number is None:
            if document.get("submitted_on") is not None:
                self._tell("number_missing", document)
            return
        seen = self.numbers[document["organization"], document["tenant"]]
        if number in seen:
            self._tell("number_twice", document)
        seen.add(number)

    def judge_strays(self, paths: Paths) -> None:
        for document in self.strays:
            if document["path"] not in paths.get(document["tenant"], NOWHERE):
                self._tell("path_unknown", document, path=document["path"])

    def sum_up(self, year: int) -> None:
        """Make counters of what was counted since the last time."""
        self.findings.uncheckable |= self._counted.unknown
        self._own = summed(year, self._counted.take(), self._provinces)

    def hold_against(self, counters: Iterable[Document]) -> None:
        """Compare what tenants' counters say with what was counted; keep those of provinces."""
        for counter in counters:
            self.findings.checked["counters"] += 1
            if counter["whole_province"]:
                self._of_provinces.append(counter)
            else:
                self._hold_against(counter, self._own)

    def compare_provinces(self) -> None:
        counted(self._provinces)
        for counter in self._of_provinces:
            self._hold_against(counter, self._provinces)
        self._own = self._provinces
        self.tell_missing()

    def _hold_against(self, counter: Document, sums: Sums) -> None:
        """Compare a counter with what was counted; a second one for the same is too much."""
        _, cells = sums.pop(_place(counter), ({}, {}))
        stored = counter.get("cells", {})
        if not agree(stored, cells):
            self._compare(counter, stored, cells)

    def tell_missing(self) -> None:
        """Tell of what was counted and is in no counter."""
        for identity, cells in self._own.values():
            if not agree({}, cells):
                self._compare(identity, {}, cells)

    def _compare(self, identity: Document, stored: Cells, counted: Cells) -> None:
        """Tell in what two cells differ; only here they are laid out."""
        held, recounted = _laid_out(identity, stored), _laid_out(identity, counted)
        codes = {code for key in (*held, *recounted) if (code := measure_in(key))}
        away = codes - self._measures.keys()
        self.findings.uncheckable |= away
        if wrong := differing(held, recounted, without=away):
            example = wrong[0]
            params = {
                "year": identity["year"],
                "organization": identity["organization"],
                "path": identity["path"] + ("*" if identity["whole_province"] else ""),
                "keys": len(wrong),
                "example": " · ".join(example),
                "stored": held.get(example, 0),
                "recounted": recounted.get(example, 0),
            }
            self.findings.add(Difference(code="counter_differs", params=params))

    def _tell(self, code: str, document: Document, **params: Any) -> None:
        told = {"id": document["_id"], "number": document.get("number") or "", **params}
        self.findings.add(Difference(code=code, params=told))


def standing_of(document: Document, *, counted: bool) -> Document:
    """Return what ``core.domain.changes.standing`` says of the registration, in its order."""
    return {
        "id": document["_id"],
        "year": document["year"],
        "tenant": document["tenant"],
        "organization": document["organization"],
        "movement_type": document["movement_type"],
        "kind": document["kind"],
        "stage": document["stage"],
        "content": document["content"],
        "themes": document["themes"],
        "built": document["built"],
        "counted": counted,
        "realized": _is_realized(document["results"]),
    }


def _is_realized(results: list[Document]) -> bool:
    last, state = (0, 0), None
    for result in results:
        if result["status"] in TOLD and (ends := ends_of(result["period"])) > last:
            last, state = ends, result["state"]
    return state in REALIZED_STATES


def _laid_out(identity: Document, cells: Document) -> Contribution:
    named = {name: identity[name] for name in ("organization", "path", "whole_province", "year")}
    return count_from_document(named | {"tenant": "", "cells": cells}).content


def _place(counter: Document) -> str:
    whole = counter["whole_province"]
    return counter_id(
        counter["year"], counter["organization"], counter["path"], whole_province=whole
    )


def _paths_of(
    database: Database[Document], strays: list[Document], session: ClientSession | None
) -> Paths:
    tenants = sorted({stray["tenant"] for stray in strays})
    return dict(paths_in(database, {"_id": {"$in": tenants}}, session)) if tenants else {}


def paths_in(
    database: Database[Document], wanted: Document, session: ClientSession | None = None
) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the tenants *wanted*, each with every path it ever had."""
    for tenant in database["tenants"].find(wanted, {"paths.value": 1}, session=session):
        yield tenant["_id"], frozenset(path["value"] for path in tenant["paths"])
