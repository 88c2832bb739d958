"""The plan: each sentence that asks for something, what counts, and how one's unit stands to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flask import Response, request

from core.domain.gaps import EVERY_CONTENT
from core.domain.movements import CONTENTS
from core.domain.periods import FIRST_YEAR, LAST_YEAR
from core.edge.platform import moment, platform, scope
from core.services.country_figures import quotas_of
from core.services.judging import rules_day, verdicts_in
from core.services.overrides import list_overrides
from core.services.plugin_switches import at_work
from core.services.quota_standing import Question
from core.services.report_standing import periods_asked
from core.services.sighting import lineage, organizations_seen
from core.services.tenant_reading import read_calendar_for
from core.web.hats import acting, hat_blueprint
from core.web.plan_quota import short_units
from core.web.plan_words import demands, owners
from core.web.rendering import page
from core.web.report_periods import period_name
from core.web.verdict_words import shown_verdicts

if TYPE_CHECKING:
    from core.domain.quota_rules import Override
    from core.domain.quotas import Quota
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories
    from core.services.quota_standing import QuotaRow
    from core.web.verdict_words import ShownVerdict

blueprint = hat_blueprint("plan")


@dataclass(slots=True, kw_only=True)
class Demand:
    """One sentence of the plan; ``verdict`` is of the own unit, ``row`` sums up those below."""

    quota: Quota
    lines: list[str]
    shared: str
    verdict: ShownVerdict | None = None
    row: QuotaRow | None = None
    overrides: list[Override] = field(default_factory=list)


@blueprint.get("/ke-hoach")
def index() -> Response:
    """Show the plan of a year, organization by organization."""
    work, here = platform().store.read(scope()), acting()
    year = asked_year()
    overrides = list_overrides(work, tenant_id=here.tenant.id, today=here.today)
    named = work.tenants.many({one.tenant for one in overrides})
    demanded = _demands(work, here.tenant, year, list(overrides))
    return page(
        "plan/index.html",
        active="plan",
        year=year,
        groups=_grouped(demanded),
        deadlines=_deadlines(work, year),
        every_content=EVERY_CONTENT,
        contents=CONTENTS,
        places=named,
    )


@blueprint.get("/ke-hoach/<code>")
def quota(code: str) -> Response:
    """List the units below that are short of one quota, and by what."""
    return short_units(code, asked_year())


def asked_year() -> int:
    """Return the year of the address, this year if none or nonsense was asked."""
    year = request.args.get("nam", type=int)
    return year if year in range(FIRST_YEAR, LAST_YEAR + 1) and year else moment().today.year


def _demands(
    work: Repositories, tenant: Tenant, year: int, overrides: list[Override]
) -> list[Demand]:
    """Return every quota of the catalogue; verdicts only on those one may see figures of."""
    verdicts = _verdicts(work, tenant, year)
    rows = _rows(work, tenant, year)
    return [
        Demand(
            quota=one,
            lines=demands(one),
            shared=owners(one),
            verdict=verdicts.get(code),
            row=rows.get(code),
            overrides=[each for each in overrides if each.quota == code],
        )
        for code, one in platform().catalogue.quotas.items()
    ]


def _verdicts(work: Repositories, tenant: Tenant, year: int) -> dict[str, ShownVerdict]:
    seen = organizations_seen(work.scope, tenant)
    on = rules_day(year, moment().today)
    above = lineage(work, tenant, on)
    catalogue = platform().catalogue
    of_level = [one for one in catalogue.quotas.values() if one.level is tenant.level]
    found: dict[str, ShownVerdict] = {}
    for organization in {one.organization for one in of_level}:
        if seen is not None and organization not in seen:
            continue
        verdicts = verdicts_in(
            work, tenant, organization=organization, year=year, today=moment().today,
            catalogue=catalogue,
        )  # fmt: skip
        active = at_work(above, organization, on, catalogue=catalogue)
        for verdict in verdicts:
            found[verdict.quota.code] = shown_verdicts([verdict], tenant, active=active)[0]
    return found


def _rows(work: Repositories, tenant: Tenant, year: int) -> dict[str, QuotaRow]:
    """Return the sums over the units below, for the quotas of their levels."""
    deeper = {q.level for q in platform().catalogue.quotas.values()} - {tenant.level}
    if not any(level.depth > tenant.level.depth for level in deeper):
        return {}
    question = Question(year=year, organizations=organizations_seen(work.scope, tenant))
    rows = quotas_of(
        work, tenant, question, today=moment().today, catalogue=platform().catalogue, listed=False
    )
    return {
        row.quota.code: row
        for row in rows
        if row.quota.level is not tenant.level and row.tally.applicable
    }


def _grouped(demanded: list[Demand]) -> list[tuple[str, list[Demand]]]:
    """Return the demands by organization, one's own first."""
    groups: dict[str, list[Demand]] = {}
    for one in demanded:
        groups.setdefault(one.quota.organization, []).append(one)
    own = acting().organization
    return sorted(groups.items(), key=lambda group: (group[0] != own, group[0]))


def _deadlines(work: Repositories, year: int) -> list[tuple[str, Any]]:
    """Return the dates of registering and of the reports asked for, as they bind one's body."""
    here = acting()
    calendar = read_calendar_for(
        work, tenant_id=here.tenant.id, year=year, organization=here.organization, today=here.today
    )
    parts = [("", calendar.parts["registration"])]
    parts += [(period_name(p), calendar.parts[str(p)]) for p in periods_asked(year)]
    return parts
