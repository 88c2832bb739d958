"""The calendar's refusals: the one place where a date stops a write on registrations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.calendars import Standing, standing
from core.domain.errors import ConflictError
from core.domain.tenants import ROOT
from core.services.calendars import window_for
from core.services.plugin_switches import at_work

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from core.catalogue import Catalogue
    from core.domain.calendar_windows import Window
    from core.domain.registrations import Registration
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories

REGISTRATION = "registration"


def refuse_new(
    registration: Registration,
    above: Sequence[Tenant],
    *,
    work: Repositories,
    catalogue: Catalogue,
    today: date,
) -> None:
    """Raise ConflictError unless a new registration may be begun today."""
    if not at_work(above, registration.organization, today, catalogue=catalogue):
        raise ConflictError("plugin_unavailable", organization=registration.organization)
    window, set_by = _window(registration, work=work, today=today)
    stands = standing(window, today)
    if stands not in {Standing.OPEN, Standing.LATE}:
        raise _refusal(stands, window, set_by, registration, work=work, today=today)


def refuse_first_submission(registration: Registration, *, work: Repositories, today: date) -> bool:
    """Return whether a first submission today is late; raises once it is closed or locked."""
    window, set_by = _window(registration, work=work, today=today)
    stands = standing(window, today)
    if stands not in {Standing.OPEN, Standing.LATE}:
        raise _refusal(stands, window, set_by, registration, work=work, today=today)
    return stands is Standing.LATE


def refuse_locked(registration: Registration, *, work: Repositories, today: date) -> None:
    """Raise ConflictError ``locked`` once nothing of the year's registrations may change."""
    window, set_by = _window(registration, work=work, today=today)
    if standing(window, today) is Standing.LOCKED:
        raise _refusal(Standing.LOCKED, window, set_by, registration, work=work, today=today)


def _window(registration: Registration, *, work: Repositories, today: date) -> tuple[Window, str]:
    return window_for(
        work,
        tenant=work.tenants.get(registration.tenant),
        year=registration.year,
        part=REGISTRATION,
        organization=registration.organization,
        today=today,
    )


def _refusal(
    stands: Standing,
    window: Window,
    set_by: str,
    registration: Registration,
    *,
    work: Repositories,
    today: date,
) -> ConflictError:
    reason = {
        Standing.NOT_OPEN: "registration_not_open",
        Standing.CLOSED: "registration_closed",
        Standing.LOCKED: "locked",
    }[stands]
    return ConflictError(
        reason,
        year=registration.year,
        opens=window.opens,
        due=window.due,
        closes=window.closes,
        locks=window.locks,
        source=window.source,
        set_by=_name(work, set_by, today),
        ask=ask_whom(work, registration.tenant, today),
    )


def ask_whom(work: Repositories, tenant_id: str, today: date) -> str:
    """Return who may extend for a tenant: the Front of the tenant above it, or above its heir."""
    unit = work.tenants.get(tenant_id)
    if unit.valid_to is not None and unit.valid_to < today:
        unit = work.tenants.get(work.tenants.heirs([unit.id]).get(unit.id, unit.id))
    parent = unit.parent_on(today)
    return _name(work, parent or ROOT, today)


def _name(work: Repositories, tenant_id: str, today: date) -> str:
    return work.tenants.get(tenant_id).full_name_on(today)
