"""Which communes the list of omissions shows, and for which content and organization."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from flask import request

from core.domain.movements import CONTENTS
from core.edge.platform import platform

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from core.services.province_coverage import ProvinceCoverage
    from core.web.overview_asked import Asked


class View(StrEnum):
    """Which communes are listed, as it stands in the address (``xem``).

    Omitted is what nobody at all does; covered and bare are told by the items one sees the figures
    of, or by those of the organization that is chosen. Where no content is chosen, covered has an
    item in any of them, bare in none; in gaps that organization leaves out one at least. Where it
    is switched off it leaves out nothing.
    """

    OMITTED = "bo-sot"
    GAPS = "con-trong"
    COVERED = "da-co"
    BARE = "chua-co"
    EVERY = "tat-ca"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The content and the organization a list is narrowed to; None: all.

    ``bodies`` are the organizations one may choose from, ``counted`` those whose items count here
    (None: all).
    """

    content: int | None
    organization: str | None
    bodies: tuple[str, ...]
    counted: frozenset[str] | None

    @property
    def view(self) -> View:
        """Return what is shown where the address does not say."""
        if self.organization is None:
            return View.OMITTED
        return View.GAPS if self.content is None else View.BARE

    @property
    def offered(self) -> tuple[View, ...]:
        """Return the views that differ from one another."""
        if self.organization is None:
            return (View.OMITTED, View.COVERED, View.BARE, View.EVERY)
        if self.content is None:
            return (View.GAPS, View.COVERED, View.BARE, View.EVERY)
        return (View.BARE, View.COVERED, View.EVERY)


def read_choice(asked: Asked) -> Choice:
    """Return what the address narrows the list to; what means nothing here is passed over."""
    content = request.args.get("noi-dung", type=int)
    body = request.args.get("to-chuc")
    seen = asked.covering
    bodies = tuple(one for one in platform().catalogue.organizations if seen is None or one in seen)
    chosen = body if body in bodies else None
    return Choice(
        content=content if content in CONTENTS else None,
        organization=chosen,
        bodies=bodies,
        counted=seen if chosen is None else frozenset({chosen}),
    )


def read_view(choice: Choice) -> View:
    """Return the view the address asks for, or the usual one."""
    return next((one for one in View if one == request.args.get("xem")), choice.view)


def views_of(part: ProvinceCoverage, choice: Choice) -> dict[View, list[str]]:
    """Return the communes of a part in each view, in their order."""
    content, told, communes = choice.content, part.told, part.numbers.communes

    def has(contents: Mapping[str, Collection[int]], commune: str) -> bool:
        found = contents.get(commune, ())
        return bool(found) if content is None else content in found

    def whole(commune: str) -> bool:
        found = told.covered.get(commune, frozenset())
        return len(found) == len(CONTENTS) if content is None else content in found

    def may_lack(commune: str) -> bool:
        return part.asks(commune, choice.organization)

    return {
        View.OMITTED: [one for one in communes if has(told.omitted, one)],
        View.GAPS: [one for one in communes if not whole(one) and may_lack(one)],
        View.COVERED: [one for one in communes if has(told.covered, one)],
        View.BARE: [one for one in communes if not has(told.covered, one) and may_lack(one)],
        View.EVERY: list(communes),
    }
