"""What the overview shows, panel by panel: each number with the address of what makes it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from core.domain.calendars import Standing, standing
from core.domain.movements import CONTENTS
from core.edge.platform import moment
from core.web import formats
from core.web.charts import Line, Segment, line_of
from core.web.naming import organization_name
from core.web.overview_tiles import row_name
from core.web.rendering import t

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from core.domain.report_tallies import ReportCounts
    from core.services.overview import Overview
    from core.services.quota_standing import QuotaRow
    from core.web.overview_links import Links

WEEK = timedelta(days=7)
OWN_COLOURS = ("ngan_sach", "nhan_dan", "xa_hoi_hoa", "hoi_vien")
"""Sources with a colour of their own; the rest share the fifth (ux.md §4.2: never more)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stat:
    """One figure of the strip: label, number, what follows it, and a line of context."""

    label: str
    value: str
    of: str
    more: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaLine:
    """How the units stand to one quota; ``asked`` false: the plan states no number."""

    row: QuotaRow
    organization: str
    unit: str
    segments: Sequence[Segment]
    asked: bool
    have: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """How the bodies of one unit stand."""

    name: str
    address: str
    counts: ReportCounts
    segments: Sequence[Segment]


def stats(found: Overview, links: Links) -> list[Stat]:
    """Return the four figures above the fold."""
    figures = found.total.figures
    whole, _, size = formats.short_money(figures.planned_funding).partition(" ")
    money = Stat(
        label=t("overview.stat.funding"),
        value=whole,
        of=f" {size}",
        more=formats.money(figures.planned_funding),
        address=links.board() + "#kinh-phi",
    )
    registered = Stat(
        label=t("overview.stat.registered"),
        value=formats.number(figures.registered),
        of="",
        more=_lately(found),
        address=links.items(),
    )
    if not found.units:
        return [registered, money]
    return [registered, _quota_stat(found, links), _omission_stat(found, links), money]


def _lately(found: Overview) -> str:
    today = moment().today
    if standing(found.window, today) in {Standing.OPEN, Standing.LATE}:
        since = found.progress.total - found.progress.by(today - WEEK)
        return t("overview.stat.last_week", n=since)
    figures = found.total.figures
    if not figures.late:
        return t("overview.stat.all_on_time") if figures.registered else ""
    return t("overview.stat.late", n=figures.late)


def _quota_stat(found: Overview, links: Links) -> Stat:
    share = found.total.quotas
    single = "" if found.children else "_here"
    parts = [formats.share(share.met, share.whole)] if not single else []
    for name, number in (("short", share.short), ("unknown", share.unknown)):
        if number:
            parts.append(t(f"overview.stat.{name}{single}", n=number))
    return Stat(
        label=t(f"overview.stat.quotas{single}"),
        value=formats.number(share.met),
        of=f"/{formats.number(share.whole)}",
        more=", ".join(part for part in parts if part),
        address=links.quota(),
    )


def _omission_stat(found: Overview, links: Links) -> Stat:
    omitted = Counter(omission.content for omission in found.omissions)
    worst = max(CONTENTS, key=lambda content: omitted[content])
    if not found.omissions:
        more = t("overview.stat.no_omission")
    elif found.children:
        more = t("overview.stat.worst", n=omitted[worst], content=worst)
    else:
        named = (t(f"content_short.{content}") for content in CONTENTS if omitted[content])
        more = ", ".join(named)
    return Stat(
        label=t("overview.stat.omissions" if found.children else "overview.stat.omissions_here"),
        value=formats.number(len(found.omissions)),
        of=f"/{formats.number(found.total.all_cells)}",
        more=more,
        address=links.omissions(),
    )


def progress_line(found: Overview) -> Line | None:
    """Return the chart of registrations day by day; None where there are none."""
    seen, due, today = found.progress, found.window.due, moment().today
    if not seen.reached:
        return None
    labels = {due: t("overview.due_tick", day=_day_month(due))}
    for day in (seen.first, seen.last, seen.first + (seen.last - seen.first) / 2):
        labels.setdefault(day, _day_month(day))
    return line_of(seen, due=due, today=today, dated=labels)


def _day_month(day: date) -> str:
    return f"{day.day}/{day.month}"


def quota_lines(found: Overview) -> list[QuotaLine]:
    """Return the quotas, those with a number first."""
    lines = [_quota_line(row) for row in found.quotas]
    return sorted(lines, key=lambda line: not line.asked)


def _quota_line(row: QuotaRow) -> QuotaLine:
    tally = row.tally
    parts = (
        ("f-met", tally.met, "met"),
        ("f-short", tally.short, "short"),
        ("f-unk", tally.unknown, "unknown"),
    )
    return QuotaLine(
        row=row,
        organization=organization_name(row.quota.organization),
        unit=t(f"overview.level.{row.quota.level}"),
        segments=[Segment(tint=kind, amount=n, label=t(f"overview.{m}")) for kind, n, m in parts],
        asked=tally.applicable > tally.expected,
        have=sum(verdict.have for verdict in row.verdicts.values() if verdict),
    )


def report_lines(found: Overview, links: Links) -> list[ReportLine]:
    """Return how the bodies of each unit stand, the unit's own first where it owes any."""
    rows = [found.own, *found.rows] if found.children else found.rows
    return [
        ReportLine(
            name=row_name(row, found) if row.key else t("overview.own_bodies"),
            address=links.reports(row.key) if row.key in found.children else "",
            counts=row.reports,
            segments=report_segments(row.reports),
        )
        for row in rows
        if row.reports.expected
    ]


def report_segments(counts: ReportCounts) -> list[Segment]:
    parts = (
        ("f-met", counts.on_time, "on_time"),
        ("f-short", counts.late, "late"),
        ("f-miss", counts.missing, "missing"),
        ("f-none", counts.pending, "pending"),
    )
    return [
        Segment(tint=kind, amount=n, label=t(f"overview.report.{name}")) for kind, n, name in parts
    ]


def source_segments(found: Overview) -> list[Segment]:
    """Return the planned funding by source, in đồng; small sources share one colour."""
    amounts = [(code, found.sources.get(code, 0)) for code in OWN_COLOURS]
    segments = [
        _source(f"f-k{place}", code, amount)
        for place, (code, amount) in enumerate(amounts, start=1)
        if amount
    ]
    rest = {c: n for c, n in found.sources.items() if n and c not in OWN_COLOURS}
    if len(rest) == 1:
        segments += [_source("f-k5", code, amount) for code, amount in rest.items()]
    elif rest:
        named = _joined(t(f"registration_source.{code}") for code in sorted(rest))
        amount = sum(rest.values())
        note = formats.short_money(amount)
        segments.append(Segment(tint="f-k5", amount=amount, label=named, note=note))
    return segments


def _source(kind: str, code: str, amount: int) -> Segment:
    label = t(f"registration_source.{code}")
    return Segment(tint=kind, amount=amount, label=label, note=formats.short_money(amount))


def _joined(names: Iterable[str]) -> str:
    first, *others = names
    return ", ".join([first, *(name[:1].lower() + name[1:] for name in others)])
