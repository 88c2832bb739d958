"""The real units of Bắc Kạn as the demonstration uses them, with the short names of accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random
from typing import TYPE_CHECKING

from core.demonstration.names import HAMLETS
from core.domain.tenants import Level
from core.domain.text import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from core.domain.tenants import Tenant

PROVINCE = "p06"
DAY_OF_TREE = date(2017, 6, 21)
"""The day of the plan; the tree of the data is the last one before 2025-07-01 (domain.md §2)."""

LUONG_BANG = "c02062"
BANG_LUNG = "c02020"
CHO_DON = "d064"
SHOWN = (LUONG_BANG, BANG_LUNG, CHO_DON, PROVINCE)
"""Where every organization has both an officer and an approver."""

URBAN = frozenset({"Phường", "Thị trấn"})


@dataclass(frozen=True, slots=True)
class Geography:
    """The units of the province by id, in the order of their codes; ``slugs`` name accounts."""

    units: Mapping[str, Tenant]
    slugs: Mapping[str, str]

    @classmethod
    def of(cls, tenants: Iterable[Tenant]) -> Geography:
        ordered = sorted(tenants, key=lambda t: (t.level.depth, t.code))
        units = {tenant.id: tenant for tenant in ordered}
        return cls(units, _slugs(units))

    def of_level(self, level: Level) -> list[Tenant]:
        return [unit for unit in self.units.values() if unit.level is level]

    @property
    def communes(self) -> list[Tenant]:
        return self.of_level(Level.COMMUNE)

    def communes_below(self, tenant: Tenant) -> list[Tenant]:
        path = tenant.path_on(DAY_OF_TREE)
        return [unit for unit in self.communes if unit.path_on(DAY_OF_TREE).startswith(path)]

    def parent(self, tenant: Tenant) -> str:
        """Return the id of the district above a commune, or of the province."""
        return tenant.parent_on(DAY_OF_TREE) or PROVINCE

    def areas(self, commune: Tenant) -> tuple[str, ...]:
        """Return the invented residential areas of a commune, the same ones every time."""
        rng = Random(commune.id)  # noqa: S311 — invented names, no secret
        if commune.type_on(DAY_OF_TREE) in URBAN:
            return tuple(f"Tổ {number}" for number in sorted(rng.sample(range(1, 16), 5)))
        return tuple(f"Thôn {name}" for name in rng.sample(HAMLETS, 5))


def in_a_sentence(tenant: Tenant) -> str:
    """Return «xã Lương Bằng»."""
    name = tenant.full_name_on(DAY_OF_TREE)
    return name[:1].lower() + name[1:]


def _slugs(units: Mapping[str, Tenant]) -> dict[str, str]:
    slugs: dict[str, str] = {}
    for unit in units.values():
        slug = folded(unit.name_on(DAY_OF_TREE)).replace(" ", "")
        if slug in slugs.values():
            above = slugs.get(unit.parent_on(DAY_OF_TREE) or "", "")
            slug = f"tp{slug}" if unit.level is Level.DISTRICT else f"{slug}.{above}"
        slugs[unit.id] = slug
    return slugs
