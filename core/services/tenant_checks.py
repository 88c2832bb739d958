"""What comes before a wrong body in calls about a tenant: sight, role, precondition, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.calendar_permissions import may_extend, may_name_areas
from core.domain.errors import PreconditionMissingError, StaleVersionError
from core.domain.permissions import may_administer, may_steer
from core.services.acting import acting_id
from core.services.calendars import calendars_of
from core.services.sighting import tenant_in_sight
from core.services.versions import refuse_other_version

if TYPE_CHECKING:
    from datetime import date

    from core.services.ports.work import Repositories


def check_stating(work: Repositories, tenant_id: str, *, version: int | None, today: date) -> None:
    tenant = tenant_in_sight(work, tenant_id)
    path = tenant.path_on(today)
    acting_id(work.scope, lambda held: may_administer(held, path=path))
    refuse_other_version(tenant.version, version)


def check_naming_area(work: Repositories, tenant_id: str, *, today: date) -> None:
    path = tenant_in_sight(work, tenant_id).path_on(today)
    acting_id(work.scope, lambda held: may_name_areas(held, path=path))


def check_overriding(work: Repositories, tenant_id: str, *, today: date) -> None:
    path = tenant_in_sight(work, tenant_id).path_on(today)
    acting_id(work.scope, lambda held: may_steer(held, path=path))


def check_setting_calendar(
    work: Repositories, tenant_id: str, year: int, *, version: int | None, today: date
) -> None:
    tenant = tenant_in_sight(work, tenant_id)
    path = tenant.path_on(today)
    acting_id(work.scope, lambda held: may_steer(held, path=path))
    own = calendars_of(work, tenant, year).calendars.get(tenant.id)
    standing = own.version if own else 0
    if version is None and standing:
        raise PreconditionMissingError("if_match_missing")
    if (version or 0) != standing:
        raise StaleVersionError(fields=[], version=standing)


def check_extending(work: Repositories, tenant_id: str, *, today: date) -> None:
    tenant = tenant_in_sight(work, tenant_id)
    path = tenant.path_on(today)
    homes = work.tenants.many({held.tenant for held in work.scope.assignments})
    acting_id(
        work.scope,
        lambda held: may_extend(
            held, held_level=homes[held.tenant].level, path=path, level=tenant.level
        ),
    )
