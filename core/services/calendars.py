"""Reading and setting the calendars of tenants."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.domain.access import FRONT
from core.domain.audit import Act, Change
from core.domain.calendar_rules import (
    problems_with_event_days,
    problems_with_parts,
    require_year,
)
from core.domain.calendars import Calendar, sources_for
from core.domain.errors import InvalidError, PreconditionMissingError, StaleVersionError
from core.domain.permissions import may_steer
from core.services.acting import acting_id
from core.services.calendar_events import problems_with_naming
from core.services.sighting import tenant_in_sight

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from core.domain.calendar_events import Event, Wanted
    from core.domain.calendar_windows import Window
    from core.domain.calendars import ResolvedCalendar, YearCalendars
    from core.domain.errors import Problem
    from core.domain.tenants import Tenant
    from core.services.calendar_events import Naming
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
    naming: Naming | None = None,
) -> ResolvedCalendar:
    """Set a tenant's own *parts*; those left out it inherits from now on.

    *naming* replaces its own events likewise; None leaves them as they are. *expected* is the
    version the sender has seen, 0 or None where the tenant has set nothing. What was judged by
    the calendar before stays as it was judged. Raises NotFoundError, ForbiddenError,
    PreconditionMissingError, StaleVersionError (with the parts that differ) and InvalidError.
    """
    require_year(year)
    tenant = tenant_in_sight(work, tenant_id)
    path = tenant.path_on(today)
    acting = acting_id(work.scope, lambda held: may_steer(held, path=path))
    calendars = calendars_of(work, tenant, year)
    before = calendars.calendars.get(tenant.id) or Calendar(
        tenant=tenant.id, level=tenant.level, year=year
    )
    events = naming.made(before.events, by=work.scope.user) if naming else before.events
    after = replace(before, parts=dict(parts), events=events, version=before.version + 1)
    _require_version(before, expected, after)
    problems = _problems(work, tenant, calendars, before, after, naming=naming, today=today)
    if wrong := list(problems):
        raise InvalidError(problems=wrong)
    work.calendars.replace(after, path=path)
    work.audit.record(_replaced(before, after, path=path, acting=acting, today=today))
    return calendars_of(work, tenant, year).resolved(tenant, today=today)


def calendars_of(work: Repositories, tenant: Tenant, year: int) -> YearCalendars:
    """Return all from which a tenant's calendar of *year* follows."""
    return work.calendars.of_year(year, tenants=sources_for([tenant]))


def _problems(
    work: Repositories,
    tenant: Tenant,
    calendars: YearCalendars,
    before: Calendar,
    after: Calendar,
    *,
    naming: Naming | None,
    today: date,
) -> Iterator[Problem]:
    """Yield why *after* cannot follow *before*; an event given up is told where it is used."""
    others, year = calendars.without(tenant), after.year
    above = others.resolved(tenant, today=today)
    own = after.events.keys() | before.events.keys()
    inherited = {key: others.events(tenant, today=today, key=key).keys() for key in above.parts}
    yield from problems_with_parts(
        after.parts, year=year, level=tenant.level, above=above.parts,
        events={key: own | known for key, known in inherited.items()},
    )  # fmt: skip
    if naming:
        yield from problems_with_naming(
            work, tenant, naming, before=before, after=after, above=above.events, today=today
        )
    changed = naming.changed(before.events) if naming else {}
    yield from problems_with_event_days(
        calendars.including(after).resolved(tenant, today=today),
        parts=[key for key, part in after.parts.items() if part != before.parts.get(key)],
        events=[code for code, each in changed.items() if each.day is not None],
    )


def _require_version(before: Calendar, expected: int | None, after: Calendar) -> None:
    if expected is None and before.version:
        raise PreconditionMissingError("if_match_missing")
    if (expected or 0) != before.version:
        fields = sorted(field for field, _, _ in _differing(before, after))
        raise StaleVersionError(fields=fields, version=before.version)


def _differing(before: Calendar, after: Calendar) -> list[tuple[str, object, object]]:
    """Return each part and event that differs, events as ``events.dai_hoi``, with both sides."""
    parts = {
        key: (before.parts.get(key), after.parts.get(key))
        for key in before.parts.keys() | after.parts.keys()
    }
    events = {
        f"events.{code}": (_told(before.events.get(code)), _told(after.events.get(code)))
        for code in before.events.keys() | after.events.keys()
    }
    both: dict[str, tuple[object, object]] = {**parts, **events}
    return [(field, old, new) for field, (old, new) in sorted(both.items()) if old != new]


def _told(event: Event | None) -> Wanted | None:
    return event.told if event else None


def _replaced(
    before: Calendar, after: Calendar, *, path: str, acting: str | None, today: date
) -> Act:
    changes = tuple(
        Change(field=field, old=old, new=new) for field, old, new in _differing(before, after)
    )
    only_events = changes and all(change.field.startswith("events.") for change in changes)
    return Act(
        action="calendar.event" if only_events else "calendar.replace",
        target=f"{after.tenant}:{after.year}",
        target_type="calendar",
        path=path,
        organization=FRONT,
        changes=changes,
        on=today,
        assignment=acting,
    )
