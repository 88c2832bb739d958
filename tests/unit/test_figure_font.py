"""The digits of equal width that columns of numbers are set in."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fontTools.ttLib import TTFont

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parents[2]
FONTS = ROOT / "node_modules" / "@fontsource" / "be-vietnam-pro" / "files"


@pytest.fixture
def figure_font(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    return importlib.import_module("figure_font")


@pytest.mark.parametrize("weight", [400, 600])
def test_every_digit_is_as_wide_as_the_others_and_nothing_else_is_there(
    figure_font: ModuleType, tmp_path: Path, weight: int
) -> None:
    made = tmp_path / "figures.woff2"
    figure_font.make_figures(FONTS / f"be-vietnam-pro-latin-{weight}-normal.woff2", made)
    font = TTFont(made)
    digits = font.getBestCmap()
    assert set(digits) == set(map(ord, "0123456789"))
    assert {font["hmtx"][name][0] for name in digits.values()} == {figure_font.WIDTH}
    assert {str(each) for each in font["name"].names if each.nameID == 1} <= {"CS Figures"}
    assert made.stat().st_size < 2000


def test_the_same_font_gives_the_same_bytes(figure_font: ModuleType, tmp_path: Path) -> None:
    source = FONTS / "be-vietnam-pro-latin-400-normal.woff2"
    for name in ("one", "other"):
        figure_font.make_figures(source, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()
