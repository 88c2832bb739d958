"""The tiles of an overview: one figure of each unit below, or of each organization of a commune."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from core.domain.tenants import Level
from core.domain.text import folded
from core.web.charts import tint
from core.web.naming import organization_name
from core.web.rendering import t

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.domain.tenants import Tenant
    from core.services.overview import Overview
    from core.services.overview_rows import Row
    from core.web.overview_links import Links

MANY = 24
"""More tiles than that are small, and stand in the order of the alphabet."""


class Colour(StrEnum):
    """By which figure tiles are coloured, as it stands in the address (``to-theo``)."""

    QUOTAS = "chi-tieu"
    COVERAGE = "do-phu"
    BEGUN = "da-dang-ky"
    ON_TIME = "dung-han"
    REPORTS = "bao-cao"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """``part`` of ``whole``; ``unit`` is what is counted, ``tint`` a class, "" of nothing."""

    name: str
    address: str
    part: int
    whole: int
    unit: str
    tint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiles:
    """All tiles, by what figure they are coloured, and by which else they can be."""

    colour: Colour
    offered: Sequence[tuple[str, str]]
    tiles: Sequence[Tile]
    small: bool


def colour_asked(text: str | None) -> Colour:
    return next((one for one in Colour if one == text), Colour.QUOTAS)


def tiles_of(found: Overview, links: Links, colour: Colour) -> Tiles:
    """Return the tiles of *found*, in the order of the codes, many in that of the alphabet."""
    offered = _offered(found)
    chosen = colour if colour in offered else offered[0]
    tiles = [_tile(row, found, links, chosen) for row in found.rows]
    many = len(tiles) > MANY
    if many:
        tiles.sort(key=lambda tile: folded(tile.name))
    return Tiles(
        colour=chosen,
        offered=[(one.value, t(f"overview.colour.{one}")) for one in offered],
        tiles=tiles,
        small=many,
    )


def below_of(found: Overview) -> str:
    """Return what the rows are: province, district, commune or organization."""
    levels = {child.level for child in found.children.values()}
    if not levels:
        return "organization"
    return min(levels, key=lambda level: level.depth).value


def row_name(row: Row, found: Overview) -> str:
    """Return «Chợ Đồn», «TP Bắc Kạn» apart from its like, «Hội Phụ nữ»."""
    child = found.children.get(row.key)
    return organization_name(row.key) if child is None else short_name(child, found)


def short_name(unit: Tenant, found: Overview) -> str:
    """Return the name, with its type only where it is not the usual one."""
    on = found.asked.on
    usual = {Level.DISTRICT: "Huyện", Level.COMMUNE: "Xã", Level.PROVINCE: "Tỉnh"}
    of_type = unit.type_on(on)
    if of_type == usual.get(unit.level):
        return unit.name_on(on)
    return unit.full_name_on(on).replace("Thành phố ", "TP ").replace("Thị trấn ", "TT ")


def _offered(found: Overview) -> list[Colour]:
    """Return the figures that say something here: an organization covers nothing by itself."""
    if not found.detailed:
        return [Colour.ON_TIME]
    if not found.children:
        return [Colour.QUOTAS, Colour.ON_TIME, Colour.REPORTS]
    if below_of(found) == Level.COMMUNE:
        return [one for one in Colour if one is not Colour.BEGUN]
    return list(Colour)


def _tile(row: Row, found: Overview, links: Links, colour: Colour) -> Tile:
    part, whole = _share(row, colour)
    unit = colour.value
    if colour is Colour.QUOTAS and below_of(found) in {"commune", "organization"}:
        unit = "chi-tieu-xa"
    return Tile(
        name=row_name(row, found),
        address=_address(row, found, links, colour),
        part=part,
        whole=whole,
        unit=t(f"overview.unit.{unit}"),
        tint=tint(part, whole),
    )


def _address(row: Row, found: Overview, links: Links, colour: Colour) -> str:
    """Return the overview of a unit; of an organization the list of what is counted."""
    if row.key in found.children:
        return links.board(row.key)
    if colour is Colour.REPORTS:
        return links.reports(organization=row.key)
    return links.items(to_chuc=row.key)


def _share(row: Row, colour: Colour) -> tuple[int, int]:
    match colour:
        case Colour.QUOTAS:
            return row.quotas.met, row.quotas.whole
        case Colour.COVERAGE:
            return row.cells, row.all_cells
        case Colour.BEGUN:
            return row.begun, row.communes
        case Colour.ON_TIME:
            return row.figures.registered - row.figures.late, row.figures.registered
        case Colour.REPORTS:
            return row.reports.on_time + row.reports.late, row.reports.expected
