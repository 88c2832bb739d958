"""A critical look at a page: a picture at both widths, and what axe-core finds at three."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

SHOTS = Path(__file__).parent / "shots"
GUIDE = SHOTS / "huong-dan"
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
NARROWEST, PHONE, DESK = 320, 360, 1280
LOWEST = 740
GROWS = 5
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_JUDGE = "rules => axe.run({runOnly: rules, resultTypes: ['violations']}).then(r => r.violations)"
_OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def look(page: Page, name: str) -> None:
    """Picture the whole page as ``<name>-360.png`` and ``-1280.png``; nothing may be wrong.

    Wrong is what axe-core finds (WCAG 2.0 to 2.2 A and AA, best practice), at 320, 360 and 1280
    pixels, and a page that scrolls sideways. The window is as tall as the page, for what is sticky
    would hide what axe looks at. Afterwards the window is as it was.
    """
    page.wait_for_load_state("load")
    before = page.viewport_size
    try:
        for width in (NARROWEST, PHONE, DESK):
            _make_room(page, width)
            if width != NARROWEST:
                SHOTS.mkdir(exist_ok=True)
                page.screenshot(path=SHOTS / f"{name}-{width}.png", full_page=True)
            assert page.evaluate(_OVERFLOW) <= 0, f"{name} scrolls sideways at {width} px"
            assert not (found := _violations(page)), f"{name} at {width} px:\n" + found
    finally:
        if before is not None:
            page.set_viewport_size(before)


def picture(page: Page, name: str) -> None:
    """Picture what is seen in the window, for the guide."""
    GUIDE.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=GUIDE / f"{name}.png")


def _make_room(page: Page, width: int) -> None:
    height = LOWEST
    page.set_viewport_size({"width": width, "height": height})
    for _ in range(GROWS):  # a letter or a picture that comes late makes the page taller
        page.evaluate("document.fonts.ready.then(() => true)")
        whole = page.evaluate("document.documentElement.scrollHeight")
        if whole <= height:
            return
        height = whole
        page.set_viewport_size({"width": width, "height": height})


def _violations(page: Page) -> str:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8") + ";true")
    found: list[dict[str, Any]] = page.evaluate(_JUDGE, RULES)
    return "\n".join(map(_told, found))


def _told(violation: dict[str, Any]) -> str:
    lines = [f"{violation['id']}: {violation['help']}"]
    for node in violation["nodes"]:
        lines += [f"    {node['html'][:200]}", f"    {node['failureSummary']}"]
    return "\n".join(lines)
