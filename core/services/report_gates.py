"""The calendar's refusals for reports, and those of a tenant or organization that owes none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.access import FRONT
from core.domain.calendars import Standing, day_of_tree
from core.domain.errors import ConflictError
from core.services.gates import IN_TIME, UNTIL_LOCKED, Gate, passed
from core.services.plugin_switches import enabled_in
from core.services.sighting import lineage

if TYPE_CHECKING:
    from datetime import date

    from core.domain.periods import Period
    from core.domain.reports import Body
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories


def refuse_new(
    work: Repositories, tenant: Tenant, organization: str, period: Period, *, today: date
) -> None:
    """Raise ConflictError where no report may be begun: no such unit then, switched off.

    The unit must have been there on the period's last day, or today if that is still to come: a
    commune closed that day still reports, the one that took it over does not.
    """
    day = day_of_tree(period.year, str(period), today)
    if not tenant.in_force_on(day):
        closed = tenant.valid_to is not None and tenant.valid_to < day
        reason = "tenant_closed" if closed else "tenant_not_in_force"
        raise ConflictError(reason, tenant=tenant.full_name_on(day), period=str(period))
    above = lineage(work, tenant, today)
    if organization != FRONT and not enabled_in(above, organization, today):
        raise ConflictError("plugin_unavailable", organization=organization)


def refuse_first(work: Repositories, body: Body, period: Period, *, today: date) -> bool:
    """Return whether what is first sent today is late.

    Raises ConflictError ``period_not_open``, ``period_closed``, ``locked``, as a draft begun
    today would.
    """
    return passed(work, _gate(body, period), possible=IN_TIME, today=today) is Standing.LATE


def refuse_correction(work: Repositories, body: Body, period: Period, *, today: date) -> None:
    """Raise ConflictError unless what was returned may be sent again: until it is locked."""
    passed(work, _gate(body, period), possible=IN_TIME | {Standing.CLOSED}, today=today)


def refuse_locked(work: Repositories, body: Body, period: Period, *, today: date) -> None:
    """Raise ConflictError ``locked`` once nothing of the period's reports may change."""
    passed(work, _gate(body, period), possible=UNTIL_LOCKED, today=today)


def _gate(body: Body, period: Period) -> Gate:
    return Gate(
        tenant=body.tenant, organization=body.organization, year=period.year, part=str(period)
    )
