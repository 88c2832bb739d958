"""Reading the repeated rows: scale, money by source, and what is given other than money."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from core.domain.errors import Problem
from core.domain.text import normalized
from core.domain.typed_amounts import money_of
from core.domain.typed_numbers import UnclearError
from core.domain.typed_quantities import quantity_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.web.registration_form.reading import Reading
    from core.web.registration_form.stated import Values
    from core.web.registration_form.typed import Typed

SORTS = {"scale": "", "funding": "source", "in_kind": "kind"}
"""The select that stands beside the text of a row, by group."""

USUAL_UNITS = {"ngay_cong": "công", "dat_hien": "m²"}
"""What a bare number of it counts."""


def read_rows(group: str, typed: Typed, shown: Typed, stored: Values, reading: Reading) -> None:
    """Read the rows of *group*; a row without text is none, one that still stands is kept."""
    rows: list[dict[str, Any]] = []
    for number in typed.rows(group):
        field = f"{group}-{number}"
        text, sort = typed.one(f"{field}-text"), typed.one(f"{field}-{SORTS[group] or '-'}")
        if not normalized(text):
            continue
        row = _standing(group, text, sort, shown, stored)
        if row is None:
            try:
                row = READERS[group](text, sort)
            except UnclearError as unclear:
                reading.problems.append(unclear.problem(f"{field}-text"))
                continue
        if SORTS[group] and not sort:
            reading.problems.append(Problem(f"{field}-{SORTS[group]}", f"{group}_sort_needed"))
            continue
        reading.rows[f"{group}.{len(rows)}"] = field
        rows.append(row)
    reading.values[group] = rows


def _standing(
    group: str, text: str, sort: str, shown: Typed, stored: Values
) -> dict[str, Any] | None:
    """Return the stored row that these very texts stand for."""
    for number, row in enumerate(stored[group]):
        field = f"{group}-{number}"
        same_sort = not SORTS[group] or shown.one(f"{field}-{SORTS[group]}") == sort
        if same_sort and shown.one(f"{field}-text") == text:
            return dict(row)
    return None


def _scale(text: str, _: str) -> dict[str, Any]:
    row = asdict(quantity_of(text))
    return {name: value for name, value in row.items() if value is not None}


def _funding(text: str, source: str) -> dict[str, Any]:
    found = money_of(text)
    about = {"about": found.about} if found.about else {}
    return {"source": source, "amount": found.amount, **about}


def _in_kind(text: str, kind: str) -> dict[str, Any]:
    try:
        found = quantity_of(text)
    except UnclearError as unclear:
        if unclear.code != "quantity_without_unit" or kind not in USUAL_UNITS:
            raise
        found = quantity_of(f"{text} {USUAL_UNITS[kind]}")
    if found.about is not None:
        raise UnclearError("exact_needed", typed=normalized(text))
    return {"kind": kind, "amount": found.amount, "unit": found.unit}


READERS: dict[str, Callable[[str, str], dict[str, Any]]] = {
    "scale": _scale,
    "funding": _funding,
    "in_kind": _in_kind,
}
