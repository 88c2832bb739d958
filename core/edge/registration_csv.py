"""Lists of registrations as CSV, for the spreadsheets people already have; never personal data."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from core.domain.access import View
from core.domain.views import view_of
from core.translation import translate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from core.domain.access import Scope
    from core.domain.registrations import Registration

COLUMNS = (
    "number", "title", "organization", "tenant", "year", "movement_type", "kind", "stage",
    "content", "places", "starts_on", "ends_on", "planned_funding", "households", "status", "late",
    "recognised_on", "decision_number",
)  # fmt: skip
IN_FULL_ONLY = frozenset({"starts_on", "ends_on", "planned_funding", "households"})
FORMULA = ("=", "+", "-", "@", "\t", "\r")
BYTE_ORDER_MARK = "\ufeff"
"""By it Excel reads the file as UTF-8."""


def _as_it_is(_: str, code: str) -> str:
    return code


def csv_text(
    rows: Iterable[Registration], scope: Scope, *, named: Callable[[str, str], str] = _as_it_is
) -> str:
    """Return the rows as a table; *named* turns the code of a column into what people call it.

    What *scope* sees in summary only keeps its other cells empty (api.md, «Sight»).
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([translate(f"column.{name}") for name in COLUMNS])
    for row in rows:
        hidden = IN_FULL_ONLY if view_of(scope, row) in {None, View.SUMMARY} else frozenset()
        writer.writerow(["" if name in hidden else _cell(row, name, named) for name in COLUMNS])
    return BYTE_ORDER_MARK + out.getvalue()


def _cell(row: Registration, name: str, named: Callable[[str, str], str]) -> str:
    if name == "places":
        text = "; ".join(place.area or place.detail or "" for place in row.places)
    elif name in {"kind", "stage", "status"}:
        code = getattr(row, name)
        text = translate(f"{name}.{code.value}") if code else ""
    elif name == "late":
        text = translate("yes") if row.late else ""
    else:
        value = getattr(row, name)
        text = "" if value is None else named(name, str(value))
    # A cell that begins like a formula would be run by a spreadsheet.
    return f"'{text}" if text.startswith(FORMULA) else text
