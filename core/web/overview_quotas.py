"""Who meets a quota, who is short of it and by what, and of whom it is not known."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from flask import Response, request

from core.domain.errors import NotFoundError
from core.domain.tenants import Level
from core.domain.verdicts import Outcome, tally
from core.edge.platform import moment, platform
from core.edge.wording import missing_sentence
from core.services.country_standing import by_province, sliced
from core.services.judging import rules_day
from core.services.overview_rows import standings
from core.services.quota_standing import Question, QuotaRow, quota_rows
from core.web.naming import organization_name
from core.web.overview_asked import above, read_asked
from core.web.rendering import page
from core.web.verdict_words import shown_verdicts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from core.domain.quotas import Quota
    from core.domain.tenants import Tenant
    from core.domain.verdicts import Verdict
    from core.web.overview_asked import Asked
    from core.web.overview_links import Links

PAGE_SIZE = 100


class Show(StrEnum):
    """Who is listed, as it stands in the address (``tinh-trang``)."""

    SHORT = "thieu"
    UNKNOWN = "chua-ro"
    MET = "dat"
    EXPECTED = "khong-neu-so"


OUTCOMES = {
    Show.SHORT: Outcome.SHORT,
    Show.UNKNOWN: Outcome.UNKNOWN,
    Show.MET: Outcome.MET,
    Show.EXPECTED: Outcome.EXPECTED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one quota says of one unit; ``why`` is the sentence, ``items`` the list it counts."""

    organization: str
    label: str
    have: int
    need: int | None
    why: str
    items: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One unit with its findings; ``parent`` is the unit between it and the one shown."""

    unit: Tenant
    parent: Tenant | None
    findings: Sequence[Finding]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings:
    """How ``units``, as of a day, stand to quotas: one of them, or all."""

    asked: Asked
    on: date
    rows: Sequence[QuotaRow]
    units: Mapping[str, Tenant]


def one(code: str) -> Response:
    """List the units by how they stand to one quota."""
    asked = read_asked()
    if asked.tenant.level is Level.COUNTRY:
        return _of_country(asked, code)
    found = _standings(asked, code)
    if not found.rows:
        raise NotFoundError
    row = found.rows[0]
    outcomes = {tenant: verdict.outcome for tenant, verdict in row.verdicts.items() if verdict}
    return _listed("overview/quota.html", found, outcomes, row=row)


def every() -> Response:
    """List the units by how they stand to all quotas with a number together."""
    asked = read_asked()
    if asked.tenant.level is Level.COUNTRY:
        return _of_country(asked, None)
    found = _standings(asked, None)
    return _listed("overview/quotas.html", found, standings(found.rows, found.units), row=None)


def _of_country(asked: Asked, code: str | None) -> Response:
    """List what a page shows only: the provinces it lies in are judged, the others remembered."""
    catalogue = platform().catalogue
    quota = catalogue.quotas.get(code or "")
    if code is not None and (quota is None or not _within(asked, quota)):
        raise NotFoundError
    question = Question(year=asked.period.year, organizations=asked.organizations, quota=code)
    parts = by_province(asked.work, asked.tenant, question, moment=moment(), catalogue=catalogue)
    counts = {
        show: sum(len(part.outcomes.get(outcome, ())) for part in parts)
        for show, outcome in OUTCOMES.items()
    }
    show = _shown(counts)
    skip = (asked.page - 1) * PAGE_SIZE
    listed = [(part.province, part.outcomes.get(OUTCOMES[show], ())) for part in parts]
    lines = [
        _line(found, unit, OUTCOMES[show])
        for province, units in sliced(listed, skip=skip, limit=PAGE_SIZE)
        for found in [_standings(asked, code, province)]
        for unit in units
    ]
    template = "overview/quotas.html" if quota is None else "overview/quota.html"
    row = None if quota is None else QuotaRow(quota=quota, verdicts={}, tally=tally({}))
    return _rendered(template, asked, row=row, counts=counts, show=show, lines=lines)


def _within(asked: Asked, quota: Quota) -> bool:
    return asked.organizations is None or not asked.organizations.isdisjoint(quota.owners)


def _standings(asked: Asked, code: str | None, tenant: Tenant | None = None) -> Standings:
    year = asked.period.year
    question = Question(year=year, organizations=asked.organizations, quota=code)
    rows, units = quota_rows(
        asked.work,
        tenant or asked.tenant,
        question,
        today=asked.today,
        catalogue=platform().catalogue,
    )
    return Standings(asked=asked, on=rules_day(year, asked.today), rows=rows, units=units)


def _listed(
    template: str, found: Standings, outcomes: Mapping[str, Outcome], *, row: QuotaRow | None
) -> Response:
    asked = found.asked
    counts = {show: [*outcomes.values()].count(outcome) for show, outcome in OUTCOMES.items()}
    show = _shown(counts)
    wanted = [tenant for tenant, outcome in outcomes.items() if outcome is OUTCOMES[show]]
    wanted.sort(key=lambda tenant: found.units[tenant].path_on(found.on))
    shown = wanted[(asked.page - 1) * PAGE_SIZE : asked.page * PAGE_SIZE]
    lines = [_line(found, tenant, OUTCOMES[show]) for tenant in shown]
    return _rendered(template, asked, row=row, counts=counts, show=show, lines=lines)


def _shown(counts: Mapping[Show, int]) -> Show:
    """Return who is asked for; without that the first of whom there are any."""
    first = next((show for show in Show if counts[show]), Show.SHORT)
    return next((each for each in Show if each == request.args.get("tinh-trang")), first)


def _rendered(
    template: str,
    asked: Asked,
    *,
    row: QuotaRow | None,
    counts: Mapping[Show, int],
    show: Show,
    lines: Sequence[Line],
) -> Response:
    return page(
        template,
        active="overview",
        asked=asked,
        above=above(asked),
        links=asked.links,
        row=row,
        organization=organization_name(row.quota.organization) if row else "",
        counts=counts,
        show=show,
        lines=lines,
        pages=-(-counts[show] // PAGE_SIZE),
    )


def _line(found: Standings, tenant: str, outcome: Outcome) -> Line:
    unit = found.units[tenant]
    parent = unit.parent_on(found.on)
    verdicts = [verdict for row in found.rows if (verdict := row.verdicts.get(tenant))]
    return Line(
        unit=unit,
        parent=None if parent == found.asked.tenant.id else found.units.get(parent or ""),
        findings=[
            _finding(found.asked.links, unit, verdict)
            for verdict in verdicts
            if verdict.outcome is outcome
        ],
    )


def _finding(links: Links, unit: Tenant, verdict: Verdict) -> Finding:
    (shown,) = shown_verdicts([verdict], unit)
    shared = len(verdict.quota.owners) > 1
    return Finding(
        organization=organization_name(verdict.quota.organization),
        label=verdict.quota.label,
        have=verdict.have,
        need=verdict.need,
        why=missing_sentence(verdict.lack) or shown.why,
        items=links.items(dia_ban=unit.id, to_chuc=None if shared else verdict.quota.organization),
    )
