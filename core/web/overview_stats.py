"""The strip of figures above an overview, each with where it leads, and a line of context."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from core.domain.calendars import Standing, standing
from core.domain.movements import CONTENTS
from core.edge.platform import moment
from core.web import formats
from core.web.overview_quotas import Show
from core.web.rendering import t

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.services.overview import Overview
    from core.web.overview_links import Links

WEEK = timedelta(days=7)

Part = tuple[str, str]
"""A piece of the line of context and the address of what it counts, "" if it counts nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stat:
    """One figure of the strip: label, number, what follows it, and a line of context."""

    label: str
    value: str
    of: str
    more: Sequence[Part]
    address: str


def stats(found: Overview, links: Links) -> list[Stat]:
    """Return the four figures above the fold."""
    figures = found.total.figures
    registered = Stat(
        label=t("overview.stat.registered"),
        value=formats.number(figures.registered),
        of="",
        more=_lately(found, links),
        address=links.items(),
    )
    if not found.detailed:
        return [registered, _money_stat(found, links)]
    quotas, omissions = _quota_stat(found, links), _omission_stat(found, links)
    return [registered, quotas, omissions, _money_stat(found, links)]


def _money_stat(found: Overview, links: Links) -> Stat:
    planned = found.total.figures.planned_funding
    whole, _, size = formats.short_money(planned).partition(" ")
    return Stat(
        label=t("overview.stat.funding"),
        value=whole,
        of=f" {size}",
        more=[(formats.money(planned), "")],
        address=links.funded() or links.items(),
    )


def _lately(found: Overview, links: Links) -> list[Part]:
    today, figures = moment().today, found.total.figures
    if standing(found.window, today) in {Standing.OPEN, Standing.LATE}:
        added = found.progress.total - found.progress.by(today - WEEK)
        since = (today - WEEK + timedelta(days=1)).isoformat()
        address = links.items(gui_tu=since) if added else ""
        return [(t("overview.stat.last_week", n=added), address)]
    if figures.late:
        return [(t("overview.stat.late", n=figures.late), links.items(muon=1))]
    return [(t("overview.stat.all_on_time"), "")] if figures.registered else []


def _quota_stat(found: Overview, links: Links) -> Stat:
    share = found.total.quotas
    single = "" if found.children else "_here"
    # A single unit's verdicts stand on this very page.
    here = f"{links.board()}#chi-tieu" if single else ""
    parts = [] if single else [(formats.share(share.met, share.whole), "")]
    for name, number, show in (
        ("short", share.short, Show.SHORT),
        ("unknown", share.unknown, Show.UNKNOWN),
    ):
        if number:
            told = t(f"overview.stat.{name}{single}", n=number)
            parts.append((told, here or links.quota(show=show)))
    return Stat(
        label=t(f"overview.stat.quotas{single}"),
        value=formats.number(share.met),
        of=f"/{formats.number(share.whole)}",
        more=[part for part in parts if part[0]],
        address=here or links.quota(show=Show.MET if share.met else None),
    )


def _omission_stat(found: Overview, links: Links) -> Stat:
    omitted = Counter(omission.content for omission in found.omissions)
    worst = max(CONTENTS, key=lambda content: omitted[content])
    if not found.omissions:
        more = [(t("overview.stat.no_omission"), "")]
    elif found.children:
        told = t("overview.stat.worst", n=omitted[worst], content=worst)
        more = [(told, links.omissions(worst))]
    else:
        named = (t(f"content_short.{content}") for content in CONTENTS if omitted[content])
        more = [(", ".join(named), "")]
    return Stat(
        label=t("overview.stat.omissions" if found.children else "overview.stat.omissions_here"),
        value=formats.number(len(found.omissions)),
        of=f"/{formats.number(found.total.all_cells)}",
        more=more,
        address=links.omissions(),
    )
