"""The overview of a unit and period: every figure of its page, from counters read once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.calendar_windows import REGISTRATION
from core.domain.counts import Cut
from core.domain.coverage import Coverage
from core.domain.progress import progress
from core.domain.tenants import Level
from core.services.calendars import calendars_of
from core.services.consolidating import OWN, child_finder, children_shown
from core.services.country_days import days_and_sources
from core.services.country_figures import figures_of
from core.services.coverage_reading import EVERY_COMMUNE, read_coverage
from core.services.judging import rules_day
from core.services.more_time import open_below
from core.services.overview_reports import ReportBoard, read_reports
from core.services.overview_rows import (
    Parts,
    Row,
    outcomes_in,
    row_of_all,
    rows_of_children,
    rows_of_organizations,
    share,
    standings,
)
from core.services.plugin_switches import at_work
from core.services.province_coverage import coverage_by_province
from core.services.province_verdicts import keeps, kept_rows
from core.services.quota_standing import Question, quota_rows
from core.services.remembering import remembering
from core.services.report_standing import current_period, periods_asked
from core.services.sighting import lineage, organizations_seen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from core.catalogue import Catalogue
    from core.domain.calendar_windows import Window
    from core.domain.coverage import Omission
    from core.domain.periods import Period
    from core.domain.progress import Progress
    from core.domain.tenants import Tenant
    from core.services.consolidating import Consolidation
    from core.services.more_time import OpenBelow
    from core.services.ports.work import Repositories
    from core.services.quota_standing import QuotaRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Whose overview: ``organizations`` are those counted (None: all), ``on`` the rules' day."""

    tenant: Tenant
    period: Period
    organizations: frozenset[str] | None
    on: date
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """``rows`` are the units below (``children`` by id), in a commune its organizations.

    Figures are the year's: what was registered and planned, not what results have reached.
    ``own`` are the items of the unit itself and its Front's report; the rows and it add up to
    ``total``. Quotas, omissions and reports are left out for the whole country, whose communes are
    too many for one page; of others it is ``detailed``. ``open_below`` tells of more time to
    register than ``window``. ``units`` are the tenants they speak of, by id, ``below`` says how
    many units of each level and type (in small letters) there are below.
    """

    asked: Asked
    children: Mapping[str, Tenant]
    rows: Sequence[Row]
    own: Row
    total: Row
    window: Window
    open_below: OpenBelow | None
    progress: Progress
    sources: Mapping[str, int]
    quotas: Sequence[QuotaRow]
    omissions: Sequence[Omission]
    reports: ReportBoard
    units: Mapping[str, Tenant]
    below: Mapping[Level, Counter[str]]
    detailed: bool


def period_to_begin_with(work: Repositories, tenant: Tenant, *, today: date) -> Period:
    """Return the period being reported on, or this year's first half if that one's year is over.

    For then this year's registration is open, and that is what an overview is for.
    """
    opened = current_period(work, tenant, today=today)
    return opened if opened.year == today.year else periods_asked(today.year)[0]


def read_overview(
    work: Repositories, tenant: Tenant, period: Period, *, today: date, catalogue: Catalogue
) -> Overview:
    """Return all figures of *tenant*, which is in sight, and of what lies below it.

    A member of an organization gets those of that organization; omissions are of everybody. They
    are what the API answers to ``/consolidation``, ``/quotas`` and ``/coverage`` at that moment.
    """
    asked, work = _asked(work, tenant, period, today), remembering(work)
    parts = _parts(work, asked, catalogue)
    children = _children(work, asked, parts)
    window = _window(work, asked)
    days, sources = _over_all(work, asked)
    if tenant.level is Level.COMMUNE:
        working = _organizations(work, asked, parts, catalogue)
        rows = rows_of_organizations(parts, working, commune=tenant.id)
        quotas = share(outcomes_in(tenant.id, parts.quotas))
        own = Row(key=OWN)
    else:
        own, *rows = _rows(asked, parts, children)
        quotas = share(standings(parts.quotas, parts.units).values())
    return Overview(
        asked=asked,
        children=children,
        rows=rows,
        own=own,
        total=row_of_all(OWN, parts, quotas),
        window=window,
        open_below=open_below(
            work, tenant, year=period.year, organization=_alone(asked), than=window, today=today
        ),
        progress=progress(days, window, today=today),
        sources=sources,
        quotas=[row for row in parts.quotas if row.tally.applicable],
        omissions=parts.coverage.omissions,
        reports=parts.reports,
        units=parts.units,
        below=_below(asked, parts.units.values() or children.values()),
        detailed=bool(parts.units),
    )


def _asked(work: Repositories, tenant: Tenant, period: Period, today: date) -> Asked:
    on = rules_day(period.year, today)
    return Asked(
        tenant=tenant,
        period=period,
        organizations=organizations_seen(work.scope, tenant),
        on=on if tenant.valid_to is None else min(on, tenant.valid_to),
        today=today,
    )


def _below(asked: Asked, units: Iterable[Tenant]) -> dict[Level, Counter[str]]:
    found: dict[Level, Counter[str]] = {}
    for unit in units:
        if unit.level.depth > asked.tenant.level.depth:
            found.setdefault(unit.level, Counter())[unit.type_on(asked.on).lower()] += 1
    return found


def _parts(work: Repositories, asked: Asked, catalogue: Catalogue) -> Parts:
    tenant, seen, today = asked.tenant, asked.organizations, asked.today
    year = asked.period.year
    if tenant.level is Level.COUNTRY:
        nothing = Coverage(cells=(), omissions=())
        return Parts(
            found=_found(work, asked), quotas=(), coverage=nothing, reports=ReportBoard(), units={}
        )
    question = Question(year=year, organizations=seen)
    if tenant.level is Level.PROVINCE and keeps(work, question):
        quotas, units = kept_rows(work, tenant, question, today=today, catalogue=catalogue)
        (part,) = coverage_by_province(work, tenant, year=year, organizations=seen, today=today)
        coverage = part.numbers.coverage(part.numbers.communes, seen)
    else:
        # The quotas come first: their reading of the counters holds what all others need of them.
        quotas, units = quota_rows(work, tenant, question, today=today, catalogue=catalogue)
        coverage, _, _ = read_coverage(
            work, tenant, year=year, skip=0, limit=EVERY_COMMUNE, today=today, organizations=seen
        )
    return Parts(
        found=_found(work, asked),
        quotas=quotas,
        coverage=coverage,
        reports=read_reports(work, tenant, asked.period, organizations=seen, today=today),
        units=units,
    )


def _found(work: Repositories, asked: Asked) -> Consolidation:
    return figures_of(
        work, asked.tenant, year=asked.period.year, cut=Cut(month=asked.period.end_month),
        organizations=asked.organizations, today=asked.today, results=False,
    )  # fmt: skip


def _children(work: Repositories, asked: Asked, parts: Parts) -> dict[str, Tenant]:
    if asked.tenant.level is Level.COMMUNE:
        return {}
    shown = children_shown(work, asked.tenant, parts.found.by_tenant, on=asked.on)
    return {child.id: child for child in shown}


def _rows(asked: Asked, parts: Parts, children: Mapping[str, Tenant]) -> list[Row]:
    """Return the row of the unit itself, then those of its children."""
    on, day = asked.on, parts.reports.day or asked.on
    below = child_finder((asked.tenant.path_on(on),))
    reporting = child_finder((asked.tenant.path_on(day),))
    return rows_of_children(
        parts,
        [OWN, *children],
        child_of=lambda tenant: below(parts.units[tenant].path_on(on)),
        report_child_of=lambda tenant: reporting(parts.reports.path(tenant)),
    )


def _organizations(
    work: Repositories, asked: Asked, parts: Parts, catalogue: Catalogue
) -> list[str]:
    """Return the organizations of a commune: those at work there, and whoever has figures."""
    above = lineage(work, asked.tenant, asked.on)
    known = [*catalogue.organizations]
    working = {
        code for code in known if at_work(above, code, asked.on, catalogue=catalogue)
    } | parts.found.by_organization.keys()
    seen = working if asked.organizations is None else working & asked.organizations
    return [code for code in known if code in seen] + sorted(seen - set(known))


def _window(work: Repositories, asked: Asked) -> Window:
    calendars = calendars_of(work, asked.tenant, asked.period.year)
    found = calendars.part(
        REGISTRATION, asked.tenant, today=asked.today, organization=_alone(asked)
    )
    return found.window


def _alone(asked: Asked) -> str | None:
    """Return the organization whose overview it is; None: that of several, or of all."""
    seen = asked.organizations or frozenset()
    return next(iter(seen)) if len(seen) == 1 else None


def _over_all(work: Repositories, asked: Asked) -> tuple[Counter[str], Counter[str]]:
    """Return how many items there are by day of submission, and planned đồng by source."""
    days: Counter[str] = Counter()
    sources: Counter[str] = Counter()
    for by_day, by_source in days_and_sources(
        work, asked.tenant, year=asked.period.year, organizations=asked.organizations
    ):
        days.update(by_day)
        sources.update(by_source)
    return days, sources
