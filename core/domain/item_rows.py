"""The row of one item in an edition, how two states of the rows differ, and what that adds up to.

A row is JSON: ``{"id", "number", "title", "organization", "tenant", "content", "movement_type",
"kind", "partners", "figures", "before"}``, its figures without zeros: the numbers of ``Figures``
(money in đồng), and ``sum.<code>`` and ``max.<code>`` by measure, scaled to integers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.domain.consolidation import of_year, reached
from core.domain.figures import NUMBERS, Figures, measured, unscaled
from core.domain.results import Basis

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from core.domain.movements import Measure
    from core.domain.registrations import Registration

Row = dict[str, Any]

COUNTED_BY = ("organization", "tenant", "content", "movement_type", "kind", "partners")
"""Under which rows of a report an item is counted: a change of one moves its figures."""

FREELY_WORDED = frozenset({"title", "number"})
"""Said to people; a corrected title changes no figure."""

BEFORE = "before"
"""What had been reached when the period began: the period's own figures are the difference."""


def row_of(
    item: Registration,
    *,
    month: int,
    since: int = 0,
    measures: Mapping[str, Measure],
    whole: bool = True,
) -> Row:
    """Return the row of a counted *item* at the end of *month* (1–12), as it is reported.

    *since* > 0 is the month before the period: the row then also tells what had been ``before``.
    *whole* false leaves out the partners: who is one is no figure of an organization's own report.
    """
    figures = of_year(item) + reached(item, month=month, basis=Basis.REPORTED, measures=measures)
    row: Row = {
        "id": item.id,
        "number": item.number or "",
        "title": item.title,
        "organization": item.organization,
        "tenant": item.tenant,
        "content": item.content,
        "movement_type": item.movement_type,
        "kind": item.kind.value,
    }
    if whole:
        row["partners"] = sorted(item.partner_organizations)
    else:
        figures.as_partner = 0
    row["figures"] = told(figures)
    if since:
        row[BEFORE] = told(reached(item, month=since, basis=Basis.REPORTED, measures=measures))
    return row


def told(figures: Figures) -> dict[str, Any]:
    """Return *figures* as JSON, zeros left out."""
    numbers: dict[str, Any] = {name: getattr(figures, name) for name in NUMBERS}
    numbers |= {f"sum.{code}": amount for code, amount in figures.sums.items()}
    numbers |= {f"max.{code}": value for (code, value), n in figures.values.items() if n > 0}
    return {
        name: number
        for name, number in sorted(numbers.items())
        if number or name.startswith("max.")  # the greatest of several may be 0
    }


def told_with_measures(figures: Figures, measures: dict[str, Measure]) -> dict[str, Any]:
    """Return all *figures*, zeros too; money in đồng, ``measures`` in their own unit."""
    numbers: dict[str, Any] = {name: getattr(figures, name) for name in NUMBERS}
    return numbers | {"measures": measured(figures, measures)}


def figures_in(row: Row, part: str = "figures") -> Figures:
    """Return the figures of a *row*, or those it tells ``before``; the inverse of ``told``."""
    figures = Figures()
    for name, number in row.get(part, {}).items():
        kind, _, code = name.partition(".")
        if kind == "sum":
            figures.sums[code] = number
        elif kind == "max":
            figures.values[code, number] = 1
        else:
            setattr(figures, name, number)
    return figures


def added_up(rows: Iterable[Row], *, in_period: bool = False) -> Figures:
    """Return the sum of the figures of *rows*, or of what the period added to them."""
    total = Figures()
    for row in rows:
        total.add(figures_in(row))
        if in_period:
            total.add(figures_in(row, BEFORE), times=-1)
    return total


def difference(before: Mapping[str, Row], now: Mapping[str, Row]) -> list[Row]:
    """Return what differs, by id: ``{"id", "was", "is"}``; a side is None where it has no row."""
    return [
        {"id": each, "was": before.get(each), "is": now.get(each)}
        for each in sorted({*before, *now})
        if _compared(before.get(each)) != _compared(now.get(each))
    ]


def applied(rows: Mapping[str, Row], changes: Iterable[Row]) -> dict[str, Row]:
    """Return *rows* after *changes*: what amendments make of what was frozen."""
    after = dict(rows)
    for change in changes:
        if change["is"] is None:
            after.pop(change["id"], None)
        else:
            after[change["id"]] = change["is"]
    return after


def fields_changed(change: Row, measures: Mapping[str, Measure]) -> dict[str, tuple[Any, Any]]:
    """Return by name what was and what is.

    Figures by their names (0 where there was none; None of a greatest value, which may be 0),
    measures as ``measures.<code>`` in their own unit, both also as ``before.<name>``; of an item on
    both sides also where it is counted.
    """
    was, now = change["was"] or {}, change["is"] or {}
    found = _differing(was.get("figures", {}), now.get("figures", {}), measures, "")
    found |= _differing(was.get(BEFORE, {}), now.get(BEFORE, {}), measures, f"{BEFORE}.")
    if was and now:
        found |= {
            name: (was.get(name), now.get(name))
            for name in COUNTED_BY
            if was.get(name) != now.get(name)
        }
    return found


def _differing(
    was: Mapping[str, int], now: Mapping[str, int], measures: Mapping[str, Measure], prefix: str
) -> dict[str, tuple[Any, Any]]:
    found = {}
    for name in sorted({*was, *now}):
        kind, _, code = name.partition(".")
        none = None if kind == "max" else 0
        before, after = was.get(name, none), now.get(name, none)
        if before != after:
            decimals = measures[code].decimals if code in measures else 0
            shown = f"measures.{code}" if code else name
            found[prefix + shown] = _in_own_unit(before, decimals), _in_own_unit(after, decimals)
    return found


def _in_own_unit(amount: int | None, decimals: int) -> int | float | None:
    return None if amount is None else unscaled(amount, decimals)


def _compared(row: Row | None) -> Row | None:
    if row is None:
        return None
    return {name: value for name, value in row.items() if name not in FREELY_WORDED}
