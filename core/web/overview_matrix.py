"""The coverage of an overview: units or organizations by the 05 nội dung."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.movements import CONTENTS
from core.domain.tenants import Level
from core.web.charts import covering_tint
from core.web.overview_gap_views import View
from core.web.overview_tiles import below_of, row_name
from core.web.rendering import t

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.services.overview import Overview
    from core.services.overview_rows import Row
    from core.web.overview_links import Links


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCell:
    """``number``, «of» how many; ``label`` says it in words, ``tint`` is a class."""

    number: int
    of: int | None
    label: str
    tint: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """One unit or organization by the 05 nội dung; ``more`` is how many communes it has."""

    name: str
    more: str
    address: str
    cells: Sequence[MatrixCell]


def matrix(found: Overview, links: Links) -> tuple[list[MatrixRow], MatrixRow]:
    """Return the coverage by unit or organization, and the row of all."""
    counting = below_of(found) in {Level.COMMUNE.value, "organization"}
    make = _counted if counting else _covered
    rows = [
        MatrixRow(
            name=row_name(row, found),
            more="" if counting else t("overview.communes", n=row.communes),
            address=links.board(row.key) if row.key in found.children else "",
            cells=[make(row, content, found, links) for content in CONTENTS],
        )
        for row in found.rows
    ]
    total = MatrixRow(
        name=t(f"overview.whole.{found.asked.tenant.level}"),
        more="",
        address="",
        cells=[
            (_whole_commune if not found.children else _covered)(found.total, content, found, links)
            for content in CONTENTS
        ],
    )
    return rows, total


def _covered(row: Row, content: int, found: Overview, links: Links) -> MatrixCell:
    number = row.covered.get(content, 0)
    name = row_name(row, found) if row.key else t(f"overview.whole.{found.asked.tenant.level}")
    return MatrixCell(
        number=number,
        of=row.communes,
        label=t("overview.cell", n=number, of=row.communes, name=name, content=content),
        tint=covering_tint(number, row.communes),
        address=links.omissions(content, row.key or None, view=View.COVERED if number else None),
    )


def _counted(row: Row, content: int, found: Overview, links: Links) -> MatrixCell:
    number, name = row.items.get(content, 0), row_name(row, found)
    commune = row.key in found.children
    if number:
        place = {"dia_ban": row.key} if commune else {"to_chuc": row.key}
        address = links.items(noi_dung=content, **place)
    else:
        address = links.omissions(content, row.key) if commune else ""
    return MatrixCell(
        number=number,
        of=None,
        label=t("overview.cell_items", n=number, name=name, content=content),
        tint=("s2" if number == 1 else "s3") if number else "z0" if commune else "",
        address=address,
    )


def _whole_commune(row: Row, content: int, found: Overview, links: Links) -> MatrixCell:
    number = row.items.get(content, 0)
    name = t(f"overview.whole.{found.asked.tenant.level}")
    return MatrixCell(
        number=number,
        of=None,
        label=t("overview.cell_items", n=number, name=name, content=content),
        tint="" if number else "z0",
        address=links.items(noi_dung=content) if number else links.omissions(content),
    )
