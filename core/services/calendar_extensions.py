"""Extending a calendar: more time for one part, granted from above."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING
from uuid import uuid4

from core.domain.access import FRONT
from core.domain.audit import Act
from core.domain.calendar_permissions import may_extend
from core.domain.calendar_rules import problems_with_extension, require_year
from core.domain.calendars import FREE_LEVELS, Extension
from core.domain.errors import InvalidError, Problem
from core.domain.tenants import ROOT
from core.domain.text import normalized_lines
from core.services.acting import choose
from core.services.calendars import calendars_of
from core.services.sighting import tenant_in_sight

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from core.domain.access import Assignment
    from core.domain.tenants import Tenant
    from core.domain.time import Moment
    from core.services.ports.work import Repositories


def extend(
    work: Repositories,
    *,
    tenant_id: str,
    year: int,
    part: str,
    until: date,
    reason: str,
    organization: str | None,
    organizations: Collection[str],
    moment: Moment,
) -> Extension:
    """Grant a tenant and all below it more time, or one *organization* there, from above only.

    *organizations* are the codes of all there are. Raises NotFoundError, ForbiddenError and
    InvalidError.
    """
    require_year(year)
    tenant = tenant_in_sight(work, tenant_id)
    path = tenant.path_on(moment.today)
    held = _extending(work, tenant, path)
    extension = Extension(
        id=uuid4().hex,
        tenant=tenant.id,
        year=year,
        part=part,
        organization=organization,
        until=until,
        reason=normalized_lines(reason),
        granted_by=held.tenant if held else ROOT,
        by=work.scope.user,
        at=moment.now,
    )
    _require_sound(work, extension, tenant, organizations, moment.today)
    work.calendars.extend(extension, path=path)
    acting = held.id if held else None
    work.audit.record(_granted(extension, path=path, acting=acting, today=moment.today))
    return extension


def _extending(work: Repositories, tenant: Tenant, path: str) -> Assignment | None:
    """Return the assignment from above to extend under; None for the operator."""
    if work.scope.everything:
        return None
    homes = work.tenants.many({held.tenant for held in work.scope.assignments})
    levels = {home.id: home.level for home in homes.values()}
    return choose(
        work.scope,
        lambda held: may_extend(
            held, held_level=levels[held.tenant], path=path, level=tenant.level
        ),
    )


def _require_sound(
    work: Repositories,
    extension: Extension,
    tenant: Tenant,
    organizations: Collection[str],
    today: date,
) -> None:
    calendars = calendars_of(work, tenant, extension.year)
    parts = calendars.resolved(tenant, today=today, organization=extension.organization).parts
    problems = list(
        problems_with_extension(extension, current=parts, organizations=organizations, today=today)
    )
    grantor = work.tenants.get(extension.granted_by)
    if extension.part in parts and grantor.level not in FREE_LEVELS:
        # What binds the district itself, a lock above all, it cannot lift for its communes.
        own = calendars_of(work, grantor, extension.year).part(extension.part, grantor, today=today)
        if extension.until > own.window.locks:
            problems.append(Problem("until", "later_than_parent", {"date": own.window.locks}))
    if problems:
        raise InvalidError(problems=problems)


def _granted(extension: Extension, *, path: str, acting: str | None, today: date) -> Act:
    details = asdict(extension)
    return Act(
        action="calendar.extend",
        target=f"{extension.tenant}:{extension.year}",
        target_type="calendar",
        path=path,
        organization=FRONT,
        reason=extension.reason,
        on=today,
        assignment=acting,
        details={name: details[name] for name in ("part", "organization", "until", "granted_by")},
    )
