"""Registrations as pages show them: what is read off a page, and how one presses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.web.conftest import Page, Visitor

HOSTILE = "<script>alert(1)</script> “Đường” & hoa"
PHONE = "0912 345 678"


def item_of(made: dict[str, Any]) -> str:
    return f"/dang-ky/{made['id']}"


def rows(page: Page) -> list[str]:
    found = page.soup.select("table.regs tbody tr")
    return [" ".join(row.get_text(" ").split()) for row in found]


def titles(page: Page) -> list[str]:
    return [link.get_text() for link in page.soup.select("table.regs tbody th a")]


def acts(page: Page) -> list[str]:
    """Return what one may press or follow to act on an item, blocked ones in brackets."""
    found = page.soup.select("main .btns .btn")
    told = []
    for one in found:
        if one.has_attr("data-print") or one.find_parent(attrs={"data-evidence-form": True}):
            continue
        name = " ".join(one.get_text().split())
        told.append(f"[{name}]" if one.has_attr("disabled") else name)
    return told


def press(visitor: Visitor, page: Page, act: str, **more: Any) -> Page:
    """Press the button of *act* on an item's page."""
    form = next(
        f for f in page.soup.select("form") if f.select_one(f'input[name="act"][value="{act}"]')
    )
    fields = {i["name"]: i.get("value", "") for i in form.select("input[name]")}
    return visitor.post(form["action"], fields | more)
