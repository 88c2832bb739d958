"""When registrations may be begun, first submitted, and still changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.calendars import Standing
from core.domain.errors import ConflictError
from core.services.gates import IN_TIME, UNTIL_LOCKED, Gate, passed
from core.services.plugin_switches import at_work

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from core.catalogue import Catalogue
    from core.domain.registrations import Registration
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories


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
    passed(work, _gate(registration), possible=IN_TIME, today=today)


def refuse_first_submission(registration: Registration, *, work: Repositories, today: date) -> bool:
    """Return whether a first submission today is late; raises once it is closed or locked."""
    return passed(work, _gate(registration), possible=IN_TIME, today=today) is Standing.LATE


def refuse_locked(registration: Registration, *, work: Repositories, today: date) -> None:
    """Raise ConflictError ``locked`` once nothing of the year's registrations may change."""
    passed(work, _gate(registration), possible=UNTIL_LOCKED, today=today)


def _gate(registration: Registration) -> Gate:
    return Gate(
        tenant=registration.tenant, organization=registration.organization, year=registration.year
    )
