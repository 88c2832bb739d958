"""Figures, counts of reports and numbers of items as plain data, for another process to read."""

from __future__ import annotations

from array import array
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from core.domain.figures import NUMBERS, Figures
from core.domain.report_tallies import ReportCounts
from core.services.consolidating import Consolidation
from core.services.covering import MOST, Numbers

if TYPE_CHECKING:
    from collections.abc import Mapping

GROUPS = ("by_organization", "by_content", "by_movement_type", "by_kind", "by_tenant")


class FigureForm:
    """Every row of a consolidation, as lists (``Form``)."""

    def packed(self, value: Consolidation) -> Any:
        groups = {name: _packed_rows(getattr(value, name)) for name in GROUPS}
        return {"totals": _packed(value.totals), **groups}

    def unpacked(self, plain: Any) -> Consolidation:
        found = Consolidation(totals=_figures(plain["totals"]))
        for name in GROUPS:
            getattr(found, name).update({key: _figures(row) for key, row in plain[name].items()})
        return found


class ReportForm:
    """How many reports stand how (``Form``)."""

    def packed(self, value: ReportCounts) -> Any:
        return asdict(value)

    def unpacked(self, plain: Any) -> ReportCounts:
        return ReportCounts(**plain)


class NumberForm:
    """A row of numbers for each content and organization (``Form``)."""

    def packed(self, value: Numbers) -> Any:
        rows = [[*key, list(numbers)] for key, numbers in value.rows.items()]
        return {"communes": list(value.communes), "rows": rows}

    def unpacked(self, plain: Any) -> Numbers:
        rows = {
            (content, organization): array(MOST, numbers)
            for content, organization, numbers in plain["rows"]
        }
        return Numbers(communes=tuple(plain["communes"]), rows=rows)


def _packed_rows(rows: Mapping[str, Figures]) -> dict[str, Any]:
    return {key: _packed(figures) for key, figures in rows.items()}


def _packed(figures: Figures) -> Any:
    numbers = [getattr(figures, name) for name in NUMBERS]
    values = [[code, value, count] for (code, value), count in figures.values.items()]
    return [numbers, dict(figures.sums), values]


def _figures(plain: Any) -> Figures:
    numbers, sums, values = plain
    figures = Figures(**dict(zip(NUMBERS, numbers, strict=True)))
    figures.sums.update(sums)
    figures.values.update({(code, value): count for code, value, count in values})
    return figures
