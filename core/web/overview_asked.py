"""What every page of an overview starts from: the unit and the period its address names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import request

from core.edge.platform import moment, platform, scope
from core.services.overview import period_to_begin_with
from core.services.sighting import organizations_seen, tenant_in_sight
from core.web.asked_numbers import asked_page
from core.web.hats import acting
from core.web.overview_links import Links
from core.web.report_periods import chosen_period, period_name

if TYPE_CHECKING:
    from datetime import date

    from core.domain.periods import Period
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories
    from core.web.report_periods import PeriodChoice


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """``organizations`` are those whose figures one sees, None: all; ``page`` counts from 1.

    ``covering``: the same for coverage, which at home is told of all (api.md, «Sight»).
    """

    work: Repositories
    tenant: Tenant
    periods: PeriodChoice
    organizations: frozenset[str] | None
    covering: frozenset[str] | None
    links: Links
    today: date
    page: int

    @property
    def period(self) -> Period:
        return self.periods.chosen

    @property
    def period_title(self) -> str:
        return period_name(self.period)


def read_asked() -> Asked:
    """Return what the address asks for; raises NotFoundError for a unit out of sight."""
    work, today, here = platform().store.read(scope()), moment().today, acting().tenant
    place = request.args.get("dia-ban")
    tenant = tenant_in_sight(work, place) if place else here
    wanted = request.args.get("ky") or str(period_to_begin_with(work, here, today=today))
    periods = chosen_period(wanted, work, tenant, today=today)
    seen = organizations_seen(work.scope, tenant)
    return Asked(
        work=work,
        tenant=tenant,
        periods=periods,
        organizations=seen,
        covering=organizations_seen(work.scope, tenant, whole_at_home=True),
        today=today,
        links=Links(
            period=periods.chosen,
            tenant=tenant.id,
            organization=next(iter(seen)) if seen and len(seen) == 1 else None,
            colour=request.args.get("to-theo"),
        ),
        page=asked_page(),
    )


def above(asked: Asked) -> list[Tenant]:
    """Return the units from one's own down to the one above what is shown: the way back."""
    here, shown = acting(), asked.tenant
    if shown.id == here.tenant.id:
        return []
    day = min(asked.today, shown.valid_to or asked.today)
    every = [*asked.work.tenants.ancestors(shown, day)]
    ids = [unit.id for unit in every]
    return every[ids.index(here.tenant.id) :] if here.tenant.id in ids else [here.tenant]
