"""Without a browser this one test says so, for all of the folder; on CI it fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def test_there_is_a_browser_to_see_the_pages_with(chromium: Path) -> None:
    assert chromium.exists()
