"""QR codes as SVG, drawn with attributes only: the pages allow no inline style."""

from __future__ import annotations

from dataclasses import dataclass

import segno

QUIET = 4
"""Modules of white around the code (ISO/IEC 18004, 6.3.8)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QrCode:
    """A drawing ``size`` units wide and high; ``path`` is what is black in it."""

    size: int
    path: str


def qr_code(text: str) -> QrCode:
    """Return the code of *text*, readable with a seventh of it covered (level M)."""
    rows = [list(row) for row in segno.make_qr(text, error="m").matrix_iter(border=QUIET)]
    runs = (
        f"M{start} {y}h{end - start}v1h-{end - start}z"
        for y, row in enumerate(rows)
        for start, end in _black_runs(row)
    )
    return QrCode(size=len(rows), path="".join(runs))


def _black_runs(row: list[int]) -> list[tuple[int, int]]:
    """Return the first and the one after the last place of every run of black."""
    edges = [x for x in range(len(row) + 1) if _black(row, x) != _black(row, x - 1)]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _black(row: list[int], x: int) -> bool:
    return 0 <= x < len(row) and bool(row[x])
