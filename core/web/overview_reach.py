"""Organizations by the 05 nội dung: in how many communes each has something."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from core.domain.movements import CONTENTS
from core.web.charts import covering_tint, tint
from core.web.naming import organization_name
from core.web.overview_gap_rows import bodies_of
from core.web.overview_gap_views import View
from core.web.overview_matrix import MatrixCell, MatrixRow
from core.web.rendering import t

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.services.province_coverage import ProvinceCoverage
    from core.web.overview_gap_views import Choice
    from core.web.overview_links import Links


def reach(
    parts: Sequence[ProvinceCoverage], choice: Choice, links: Links
) -> tuple[list[MatrixRow], MatrixRow]:
    """Return a row for each organization, and that of all: what nobody leaves out."""
    reached: Counter[tuple[int, str]] = Counter()
    omitted: Counter[int] = Counter()
    for part in parts:
        reached.update(part.told.reached)
        omitted.update(one for each in part.told.omitted.values() for one in each)
    communes = sum(len(part.numbers.communes) for part in parts)
    rows = [
        _row(body, body in choice.bodies, reached, communes, links)
        for body in bodies_of(choice, parts)
    ]
    return rows, _total(omitted, communes, choice, links)


def _row(
    body: str,
    chosen: bool,  # noqa: FBT001 — a private step, named at its call
    reached: Counter[tuple[int, str]],
    communes: int,
    links: Links,
) -> MatrixRow:
    name = organization_name(body)
    cells = []
    for content in CONTENTS:
        number = reached[content, body]
        view = View.COVERED if number else View.BARE
        cells.append(
            MatrixCell(
                number=number,
                of=communes,
                label=t("overview.cell", n=number, of=communes, name=name, content=content),
                tint=tint(number, communes) if number else "",
                address=links.omissions(content, body=body, view=view) if chosen else "",
            )
        )
    address = links.omissions(body=body) if chosen else ""
    return MatrixRow(name=name, more="", address=address, cells=cells)


def _total(omitted: Counter[int], communes: int, choice: Choice, links: Links) -> MatrixRow:
    name = t("overview.any_body")
    # Who sees its own items only has no list of what everybody covers.
    covered = View.COVERED if choice.counted is None else None
    cells = []
    for content in CONTENTS:
        number = communes - omitted[content]
        cells.append(
            MatrixCell(
                number=number,
                of=communes,
                label=t("overview.cell", n=number, of=communes, name=name, content=content),
                tint=covering_tint(number, communes),
                address=links.omissions(content, view=covered if number else None),
            )
        )
    return MatrixRow(name=name, more="", address="", cells=cells)
