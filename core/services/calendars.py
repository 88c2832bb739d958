"""Reading and setting the calendars of tenants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.access import FRONT
from core.domain.audit import Act, Change
from core.domain.calendar_rules import problems_with_parts, require_year
from core.domain.calendars import Calendar, sources_for
from core.domain.errors import InvalidError, PreconditionMissingError, StaleVersionError
from core.domain.permissions import may_steer
from core.services.acting import acting_id
from core.services.sighting import tenant_in_sight

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from core.domain.calendar_windows import Window
    from core.domain.calendars import ResolvedCalendar, YearCalendars
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories


def read_calendar(
    work: Repositories, *, tenant_id: str, year: int, today: date
) -> ResolvedCalendar:
    """Return a tenant's calendar of a year; there always is one, inherited if not its own.

    Extensions of single organizations are left out. Raises NotFoundError, InvalidError.
    """
    require_year(year)
    tenant = tenant_in_sight(work, tenant_id)
    return calendars_of(work, tenant, year).resolved(tenant, today=today)


def window_for(
    work: Repositories, *, tenant: Tenant, year: int, part: str, organization: str, today: date
) -> tuple[Window, str]:
    """Return the dates of ``registration`` or of a period that bind an organization there.

    With them the id of the tenant that set them (``vn`` where nobody has). For many tenants at
    once ask ``work.calendars.of_year`` one time, and its ``part`` for each.
    """
    calendars = calendars_of(work, tenant, year)
    found = calendars.part(part, tenant, today=today, organization=organization)
    return found.window, found.set_by


def replace_calendar(
    work: Repositories,
    *,
    tenant_id: str,
    year: int,
    parts: Mapping[str, Window],
    expected: int | None,
    today: date,
) -> ResolvedCalendar:
    """Set a tenant's own *parts*; those left out it inherits from now on.

    *expected* is the version the sender has seen, 0 or None where the tenant has set nothing.
    Raises NotFoundError, ForbiddenError, PreconditionMissingError, StaleVersionError (with the
    parts that differ) and InvalidError.
    """
    require_year(year)
    tenant = tenant_in_sight(work, tenant_id)
    path = tenant.path_on(today)
    acting = acting_id(work.scope, lambda held: may_steer(held, path=path))
    calendars = calendars_of(work, tenant, year)
    before = calendars.calendars.get(tenant.id) or Calendar(
        tenant=tenant.id, level=tenant.level, year=year
    )
    _require_version(before, expected, parts)
    above = calendars.without(tenant).resolved(tenant, today=today).parts
    problems = list(problems_with_parts(parts, year=year, level=tenant.level, above=above))
    if problems:
        raise InvalidError(problems=problems)
    after = Calendar(
        tenant=tenant.id,
        level=tenant.level,
        year=year,
        parts=dict(parts),
        version=before.version + 1,
    )
    work.calendars.replace(after, path=path)
    work.audit.record(_replaced(before, after, path=path, acting=acting, today=today))
    return calendars_of(work, tenant, year).resolved(tenant, today=today)


def calendars_of(work: Repositories, tenant: Tenant, year: int) -> YearCalendars:
    """Return all from which a tenant's calendar of *year* follows."""
    return work.calendars.of_year(year, tenants=sources_for([tenant]))


def _require_version(before: Calendar, expected: int | None, parts: Mapping[str, Window]) -> None:
    if expected is None and before.version:
        raise PreconditionMissingError("if_match_missing")
    if (expected or 0) != before.version:
        raise StaleVersionError(fields=_differing(before.parts, parts), version=before.version)


def _differing(one: Mapping[str, Window], other: Mapping[str, Window]) -> list[str]:
    return sorted(key for key in one.keys() | other.keys() if one.get(key) != other.get(key))


def _replaced(
    before: Calendar, after: Calendar, *, path: str, acting: str | None, today: date
) -> Act:
    return Act(
        action="calendar.replace",
        target=f"{after.tenant}:{after.year}",
        target_type="calendar",
        path=path,
        organization=FRONT,
        changes=tuple(
            Change(field=key, old=before.parts.get(key), new=after.parts.get(key))
            for key in _differing(before.parts, after.parts)
        ),
        on=today,
        assignment=acting,
    )
