"""Loading the country's tree, and finding tenants in it."""

from __future__ import annotations

import gzip
import hashlib
import json
from datetime import date
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from core.domain.errors import InvalidError, Problem
from core.domain.tenants import Dated, Level, Portion, Succession, Tenant
from core.domain.text import folded

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.resources.abc import Traversable

    from core.services.ports.tenants import Tenants

SHORTEST_QUERY = 2  # letters (api.md, «Conventions»)


def load_country(tenants: Tenants, units_file: Traversable | None = None) -> int:
    """Store the tree of ``units_file``, the country's by default; return how many units.

    A tree that is stored already is not stored again (0). What tenants have stated of themselves
    is kept.
    """
    packed = (units_file or country_file()).read_bytes()
    mark = hashlib.sha256(packed).hexdigest()
    if tenants.tree_mark() == mark:
        return 0
    units, successions = read_units(packed)
    tenants.put_tree(units, successions, mark=mark)
    return len(units)


def country_file() -> Traversable:
    return files("core.data") / "admin_units.json.gz"


def read_units(packed: bytes) -> tuple[list[Tenant], list[Succession]]:
    """Return what a data file holds (docs/data-sources.md gives its form)."""
    tree = json.loads(gzip.decompress(packed))
    units = [_unit(row) for row in tree["units"]]
    successions = [
        Succession(
            source=row["from"],
            target=row["to"],
            effective=date.fromisoformat(row["effective"]),
            portion=Portion(row["portion"]),
            default=row["default"],
            basis=row.get("basis"),
        )
        for row in tree["successions"]
    ]
    return units, successions


def find_tenants(
    tenants: Tenants,
    *,
    q: str = "",
    level: Level | None = None,
    parent: str | None = None,
    as_of: date | None = None,
    limit: int = 50,
    offset: int = 0,
) -> tuple[Sequence[Tenant], int]:
    """Return a page of tenants, best match first, and how many match (see ``Tenants.find``).

    Raises InvalidError for a query of less than two letters, NotFoundError for an unknown parent.
    """
    if q and len(folded(q)) < SHORTEST_QUERY:
        problem = Problem("q", "too_short", {"minimum": SHORTEST_QUERY})
        raise InvalidError(problems=[problem])
    if parent is not None:
        tenants.get(parent)
    return tenants.find(q=q, level=level, parent=parent, as_of=as_of, limit=limit, offset=offset)


def _unit(row: dict[str, Any]) -> Tenant:
    return Tenant(
        id=row["id"],
        code=row["code"],
        level=Level(row["level"]),
        names=_periods(row["names"]),
        types=_periods(row["types"]),
        parents=_periods(row["parents"]),
        valid_from=_day(row.get("valid_from")),
        valid_to=_day(row.get("valid_to")),
        legal_basis=row.get("legal_basis"),
    )


def _periods(rows: list[dict[str, str]]) -> tuple[Dated[str], ...]:
    return tuple(
        Dated(
            value=row["value"],
            valid_from=_day(row.get("from")),
            valid_to=_day(row.get("to")),
            basis=row.get("basis"),
        )
        for row in rows
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
