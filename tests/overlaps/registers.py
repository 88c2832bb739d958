"""Registers of communes with what is known of them: which entries are one and the same work.

They are made from real kinds of items (domain.md §4.2), as two or three bodies would each enter
them; entries of one register with the same ``work`` are one. Where each file comes from:
docs/overlaps.md.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from itertools import combinations, groupby
from pathlib import Path
from typing import TYPE_CHECKING

from core.domain.overlaps import Sketch, overlap, sketch

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entries of a register, and whether they are one work."""

    one: Sketch
    other: Sketch
    same: bool

    @property
    def found(self) -> bool:
        return overlap(self.one, self.other) is not None


def pairs(name: str) -> list[Pair]:
    """Return every pair of entries within a register of the file *name*."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(file)]
    return [
        Pair(_sketch(one), _sketch(other), one["work"] == other["work"])
        for _, register in groupby(rows, key=lambda row: row["register"])
        for one, other in combinations(register, 2)
    ]


def precision_and_recall(judged: list[Pair]) -> tuple[float, float]:
    """Return how many of those found are one work, and how many that are one are found."""
    right = sum(pair.found and pair.same for pair in judged)
    return right / sum(pair.found for pair in judged), right / sum(pair.same for pair in judged)


def _sketch(row: dict[str, str]) -> Sketch:
    return sketch(
        id=f"{row['organization']} {row['title']} {row['areas']} {row['starts_on']}",
        organization=row["organization"],
        kind=row["kind"],
        content=int(row["content"]),
        title=row["title"],
        areas=[(row["register"], area) for area in _several(row["areas"])],
        starts_on=date.fromisoformat(row["starts_on"]),
        ends_on=date.fromisoformat(row["ends_on"]),
        funding=int(row["funding"] or 0),
        scale=[_quantity(text) for text in _several(row["scale"])],
        households=int(row["households"]) if row["households"] else None,
    )


def _several(text: str) -> Iterator[str]:
    return filter(None, (part.strip() for part in text.split(";")))


def _quantity(text: str) -> tuple[float, str]:
    amount, _, unit = text.removeprefix("trên ").partition(" ")
    return float(amount), unit
