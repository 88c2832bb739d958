"""The figures of an edition as the tables of reports show figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.domain.figures import NUMBERS, Figures
from core.services.consolidating import OWN, Consolidation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.domain.editions import Edition


def consolidation_of(edition: Edition, tenant: str) -> Consolidation:
    """Return the cumulative figures of *edition* as tables are made of, *tenant*'s own apart."""
    figures = edition.content["figures"]["cumulative"]
    found = Consolidation(totals=_figures(figures["totals"]))
    for name in ("by_organization", "by_content", "by_movement_type", "by_kind", "by_tenant"):
        rows = getattr(found, name)
        for key, row in figures[name].items():
            rows[OWN if name == "by_tenant" and key == tenant else key] = _figures(row)
    return found


def _figures(row: Mapping[str, Any]) -> Figures:
    return Figures(**{name: row.get(name, 0) for name in NUMBERS})
