"""The units of one province for the country's demonstration, with invented residential areas."""

from __future__ import annotations

from functools import cache
from random import Random
from typing import TYPE_CHECKING

from core.demonstration.geography import DAY_OF_TREE, URBAN, Geography

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.domain.tenants import Tenant

VILLAGES = (
    "Đông", "Đoài", "Thượng", "Hạ", "Trung", "Nội", "Ngoại", "Tân Tiến", "Tân Lập", "Tân Hòa",
    "Tân Thành", "Hòa Bình", "Đoàn Kết", "Quyết Thắng", "Quyết Tiến", "Thống Nhất", "Đồng Tâm",
    "Thắng Lợi", "Phú Thịnh", "Phú Mỹ", "Bình An", "An Phú", "Long Thành", "Xuân Hòa",
)  # fmt: skip
AREAS, QUARTERS = 5, 20


class Region(Geography):
    """A province's units by id; areas and what lies below a district are worked out once."""

    __slots__ = ()

    @classmethod
    def within(cls, tenants: Iterable[Tenant]) -> Region:
        """Return the region of *tenants*, which nobody signs in to: without short names."""
        ordered = sorted(tenants, key=lambda t: (t.level.depth, t.code))
        return cls({tenant.id: tenant for tenant in ordered}, {})

    def areas(self, commune: Tenant) -> tuple[str, ...]:
        return _areas(commune.id, commune.type_on(DAY_OF_TREE) in URBAN)

    def communes_below(self, tenant: Tenant) -> list[Tenant]:
        return _below(self, tenant.path_on(DAY_OF_TREE))

    def __hash__(self) -> int:
        return id(self)


@cache
def _areas(commune: str, urban: bool) -> tuple[str, ...]:  # noqa: FBT001 — a key of the cache
    rng = Random(commune)  # noqa: S311 — invented names, no secret
    if urban:
        return tuple(f"Tổ {number}" for number in sorted(rng.sample(range(1, QUARTERS), AREAS)))
    return tuple(f"Thôn {name}" for name in rng.sample(VILLAGES, AREAS))


@cache
def _below(region: Region, path: str) -> list[Tenant]:
    return [unit for unit in region.communes if unit.path_on(DAY_OF_TREE).startswith(path)]
