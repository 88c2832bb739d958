"""What the overview shows, panel by panel: each number with the address of what makes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.edge.platform import moment
from core.web import formats
from core.web.charts import Line, Segment, line_of
from core.web.naming import organization_name
from core.web.overview_tiles import row_name
from core.web.rendering import t
from core.web.report_list import Show

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from core.domain.report_tallies import ReportCounts
    from core.services.overview import Overview
    from core.services.overview_rows import Row
    from core.services.quota_standing import QuotaRow
    from core.web.overview_links import Links

OWN_COLOURS = ("ngan_sach", "nhan_dan", "xa_hoi_hoa", "hoi_vien")
"""Sources with a colour of their own; the rest share the fifth (ux.md §4.2: never more)."""


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
    """How the bodies of one unit stand; ``counts`` are (what is listed, how many, where)."""

    name: str
    address: str
    counts: Sequence[tuple[Show, int, str]]
    segments: Sequence[Segment]


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
        have=tally.have,
    )


def report_lines(found: Overview, links: Links) -> list[ReportLine]:
    """Return how the bodies of each unit stand, the unit's own first where it owes any."""
    rows = [found.own, *found.rows] if found.children else found.rows
    return [_report_line(row, found, links) for row in rows if row.reports.expected]


def _report_line(row: Row, found: Overview, links: Links) -> ReportLine:
    counts = row.reports
    numbers = (
        (Show.ON_TIME, counts.on_time),
        (Show.LATE, counts.late),
        (Show.MISSING, counts.missing + counts.pending),
    )
    whose: dict[str, Any] = {"own": True}
    if row.key:
        whose = {"tenant" if row.key in found.children else "organization": row.key}
    return ReportLine(
        name=row_name(row, found) if row.key else t("overview.own_bodies"),
        address=links.reports(row.key) if row.key in found.children else "",
        counts=[(show, n, links.reports(show=show, **whose)) for show, n in numbers],
        segments=report_segments(counts),
    )


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


def source_segments(found: Overview, links: Links) -> list[Segment]:
    """Return the planned funding by source, in đồng; small sources share one colour."""
    amounts = [(code, found.sources.get(code, 0)) for code in OWN_COLOURS]
    segments = [
        _source(f"f-k{place}", code, amount, links)
        for place, (code, amount) in enumerate(amounts, start=1)
        if amount
    ]
    rest = {c: n for c, n in found.sources.items() if n and c not in OWN_COLOURS}
    if len(rest) == 1:
        segments += [_source("f-k5", code, amount, links) for code, amount in rest.items()]
    elif rest:
        named = _joined(t(f"registration_source.{code}") for code in sorted(rest))
        amount = sum(rest.values())
        note = formats.short_money(amount)
        segments.append(Segment(tint="f-k5", amount=amount, label=named, note=note))
    return segments


def _source(kind: str, code: str, amount: int, links: Links) -> Segment:
    return Segment(
        tint=kind,
        amount=amount,
        label=t(f"registration_source.{code}"),
        note=formats.short_money(amount),
        address=links.funded(code),
    )


def _joined(names: Iterable[str]) -> str:
    first, *others = names
    return ", ".join([first, *(name[:1].lower() + name[1:] for name in others)])
