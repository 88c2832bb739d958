"""What a consultation has before it: a tenant's items of a year, and what the plan asks there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.domain.calendar_windows import REGISTRATION
from core.domain.calendars import Standing, standing
from core.domain.errors import ForbiddenError
from core.domain.registrations import Status
from core.domain.verdicts import Outcome
from core.services.calendars import calendars_of
from core.services.judging import holdings_of, judged, rules_day
from core.services.own_items import MOST, own_items
from core.services.plugin_switches import at_work
from core.services.self_confirmation import refuse_own
from core.services.sighting import lineage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from core.catalogue import Catalogue
    from core.domain.calendar_windows import Window
    from core.domain.registrations import Registration
    from core.domain.tenants import Tenant
    from core.domain.verdicts import Verdict
    from core.services.ports.work import Repositories


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """``organizations`` are those at work in the tenant; ``locked`` those whose year is locked.

    ``verdicts`` count what is still to be agreed, for it stands registered. ``remedies`` say, by
    the code of a short quota, which returned item would settle it once sent again.
    """

    items: Sequence[Registration]
    cut_short: bool
    organizations: tuple[str, ...]
    verdicts: tuple[Verdict, ...]
    remedies: Mapping[str, Registration]
    window: Window
    locked: frozenset[str]
    own_allowed: bool


def read_board(
    work: Repositories, tenant: Tenant, *, year: int, today: date, catalogue: Catalogue
) -> Board:
    """Return what the Front of *tenant* consults about; *tenant* is one in sight."""
    on = rules_day(year, today)
    above = lineage(work, tenant, on)
    items = own_items(work, tenant, year=year, on=on, limit=MOST + 1)
    working = tuple(
        code for code in catalogue.organizations if at_work(above, code, on, catalogue=catalogue)
    )
    verdicts, remedies = _verdicts(work, tenant, above, items, year, on, catalogue)
    calendars = calendars_of(work, tenant, year)
    windows = {
        code: calendars.part(REGISTRATION, tenant, today=today, organization=code).window
        for code in {*working, *(item.organization for item in items)}
    }
    return Board(
        items=items[-MOST:],
        cut_short=len(items) > MOST,
        organizations=working,
        verdicts=verdicts,
        remedies=remedies,
        window=calendars.part(REGISTRATION, tenant, today=today).window,
        locked=frozenset(
            code for code, window in windows.items() if standing(window, today) is Standing.LOCKED
        ),
        own_allowed=own_allowed(work, tenant, today),
    )


def own_allowed(work: Repositories, tenant: Tenant, today: date) -> bool:
    """Tell whether one may confirm in *tenant* what one has entered oneself."""
    try:
        return refuse_own({work.scope.user}, tenant.id, work=work, today=today)
    except ForbiddenError:
        return False


def _verdicts(
    work: Repositories,
    tenant: Tenant,
    above: Sequence[Tenant],
    items: Sequence[Registration],
    year: int,
    on: date,
    catalogue: Catalogue,
) -> tuple[tuple[Verdict, ...], dict[str, Registration]]:
    quotas = [quota for quota in catalogue.quotas.values() if quota.level is tenant.level]
    if not quotas:
        return (), {}
    owners = {owner for quota in quotas for owner in quota.owners}
    overrides = work.overrides.for_tenants([one.id for one in above])
    held = holdings_of(work, tenant, year=year, organizations=owners, on=on)
    returned = [item for item in items if item.status is Status.RETURNED]
    verdicts: list[Verdict] = []
    remedies: dict[str, Registration] = {}
    rules: dict[str, Any] = {"overrides": overrides, "on": on, "catalogue": catalogue}
    for quota in quotas:
        verdict = judged(quota, tenant, above, held, **rules)
        if verdict is None:
            continue
        verdicts.append(verdict)
        for item in returned if verdict.outcome is Outcome.SHORT else ():
            trait = item.trait()
            as_if = held.copy()
            if trait is not None:
                as_if[trait] += 1
            better = judged(quota, tenant, above, as_if, **rules)
            if better is not None and better.outcome is Outcome.MET:
                remedies.setdefault(quota.code, item)
    return tuple(verdicts), remedies
