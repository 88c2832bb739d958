"""Who meets a quota, who is short of it and by what, and of whom it is not known."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from flask import Response, request

from core.domain.errors import NotFoundError
from core.domain.verdicts import Outcome
from core.edge.platform import moment, platform
from core.edge.wording import missing_sentence
from core.services.country_standing import by_province, sliced
from core.services.judging import rules_day
from core.services.province_verdicts import judged_in
from core.services.quota_standing import Question
from core.web.counting_items import counting_filters
from core.web.naming import organization_name
from core.web.overview_asked import above, read_asked
from core.web.rendering import page
from core.web.verdict_words import shown_verdicts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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
    """What one quota says of one unit; ``why`` is the sentence.

    ``items`` is the list of all that its organization has there, ``counted`` of what it counts.
    """

    organization: str
    label: str
    have: int
    need: int | None
    why: str
    items: str
    counted: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One unit with its findings; ``parent`` is the unit between it and the one shown."""

    unit: Tenant
    parent: Tenant | None
    findings: Sequence[Finding]


def one(code: str) -> Response:
    """List the units by how they stand to one quota."""
    asked = read_asked()
    quota = platform().catalogue.quotas.get(code)
    if quota is None or not _within(asked, quota):
        raise NotFoundError
    return _listed("overview/quota.html", asked, quota)


def every() -> Response:
    """List the units by how they stand to all quotas with a number together."""
    return _listed("overview/quotas.html", read_asked(), None)


def _listed(template: str, asked: Asked, quota: Quota | None) -> Response:
    """List what a page shows only: of all others it is kept how many stand how."""
    catalogue = platform().catalogue
    question = Question(
        year=asked.period.year,
        organizations=asked.organizations,
        quota=quota.code if quota else None,
    )
    parts = by_province(asked.work, asked.tenant, question, moment=moment(), catalogue=catalogue)
    counts = {
        show: sum(len(part.outcomes.get(outcome, ())) for part in parts)
        for show, outcome in OUTCOMES.items()
    }
    outcome = OUTCOMES[_shown(counts)]
    listed = [(part, part.outcomes.get(outcome, ())) for part in parts]
    skip = (asked.page - 1) * PAGE_SIZE
    lines: list[Line] = []
    for part, units in sliced(listed, skip=skip, limit=PAGE_SIZE):
        judged = part.judged or judged_in(
            asked.work, part.province, question, today=asked.today, catalogue=catalogue
        )
        lines += _lines(asked, judged.verdicts_in(units), outcome)
    return page(
        template,
        active="overview",
        asked=asked,
        above=above(asked),
        links=asked.links,
        quota=quota,
        organization=organization_name(quota.organization) if quota else "",
        counts=counts,
        show=_shown(counts),
        lines=lines,
        pages=-(-counts[_shown(counts)] // PAGE_SIZE),
    )


def _within(asked: Asked, quota: Quota) -> bool:
    return asked.organizations is None or not asked.organizations.isdisjoint(quota.owners)


def _shown(counts: Mapping[Show, int]) -> Show:
    """Return who is asked for; without that the first of whom there are any."""
    first = next((show for show in Show if counts[show]), Show.SHORT)
    return next((each for each in Show if each == request.args.get("tinh-trang")), first)


def _lines(
    asked: Asked, verdicts: Mapping[str, Sequence[Verdict]], outcome: Outcome
) -> Iterator[Line]:
    """Yield the units of *verdicts*, each with those of its verdicts that are of *outcome*."""
    on = rules_day(asked.period.year, asked.today)
    units = asked.work.tenants.many(verdicts)
    above_them = {unit.id: unit.parent_on(on) or "" for unit in units.values()}
    parents = asked.work.tenants.many({*above_them.values()} - {""})
    between = {
        each.id: each for each in parents.values() if each.level.depth > asked.tenant.level.depth
    }
    for tenant, given in verdicts.items():
        unit = units[tenant]
        yield Line(
            unit=unit,
            parent=between.get(above_them[tenant]),
            findings=[
                _finding(asked.links, unit, verdict)
                for verdict in given
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
        counted=links.items(**counting_filters(verdict.quota, unit)) if verdict.have else "",
    )
