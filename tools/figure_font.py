"""Makes the digits of equal width that Be Vietnam Pro lacks, as a font of its own of about 1 kB.

The font has no ``tnum`` feature, so columns of numbers would not line up. Only the ten digits are
kept, each centred in one width, under the name "CS Figures" (OFL 1.1: a modified version must not
bear the reserved name).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

if TYPE_CHECKING:
    from pathlib import Path

WIDTH = 680
"""Width of each digit, in the font's units; the widest, "4", has 710 with its side bearings."""
DIGITS = "0123456789"
_FAMILY_NAMES = {1, 4, 16}
_POSTSCRIPT_NAME = 6


def make_figures(source: Path, target: Path) -> None:
    """Write the figures of the WOFF2 font *source* to *target*; the same bytes each time."""
    font = TTFont(source, recalcTimestamp=False)
    subsetter = Subsetter(Options(layout_features=[], hinting=False, name_IDs=[]))
    subsetter.populate(text=DIGITS)
    subsetter.subset(font)
    for digit in DIGITS:
        _widen(font, font.getBestCmap()[ord(digit)])
    for record in font["name"].names:
        if record.nameID in _FAMILY_NAMES:
            record.string = "CS Figures"
        elif record.nameID == _POSTSCRIPT_NAME:
            record.string = "CSFigures"
    font.flavor = "woff2"
    target.parent.mkdir(parents=True, exist_ok=True)
    font.save(target)


def _widen(font: Any, name: str) -> None:
    glyph = font["glyf"][name]
    shift = (WIDTH - (glyph.xMax - glyph.xMin)) // 2 - glyph.xMin
    glyph.coordinates.translate((shift, 0))
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (WIDTH, glyph.xMin)
