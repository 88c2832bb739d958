"""Stating something of a tenant: attributes with their source, plugins on or off, settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.access import FRONT
from core.domain.audit import Act
from core.domain.errors import InvalidError, PreconditionMissingError, StaleVersionError
from core.domain.permissions import may_administer
from core.domain.tenant_rules import changes_between, problems_with_statements, stated_anew
from core.services.acting import acting_id
from core.services.sighting import tenant_in_sight

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from core.domain.tenant_rules import Statements
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories


def change_tenant(
    work: Repositories,
    *,
    tenant_id: str,
    stated: Statements,
    version: int | None,
    plugins: Collection[str],
    today: date,
) -> Tenant:
    """Return the tenant with *stated* in it; *plugins* are the codes of all there are.

    Raises NotFoundError, ForbiddenError, PreconditionMissingError, StaleVersionError (with what
    of *stated* differs from what is stored) and InvalidError.
    """
    before = tenant_in_sight(work, tenant_id)
    path = before.path_on(today)
    acting = acting_id(work.scope, lambda held: may_administer(held, path=path))
    after = stated_anew(before, stated)
    changes = changes_between(before, after)
    if version is None:
        raise PreconditionMissingError("if_match_missing")
    if version != before.version:
        differing = sorted({change.field.partition(".")[0] for change in changes})
        raise StaleVersionError(fields=differing, version=before.version)
    if problems := list(problems_with_statements(stated, plugins=plugins)):
        raise InvalidError(problems=problems)
    work.tenants.replace(after)
    work.audit.record(
        Act(
            action="tenant.change",
            target=after.id,
            target_type="tenant",
            path=path,
            organization=FRONT,
            changes=changes,
            on=today,
            assignment=acting,
            details={"version": after.version},
        )
    )
    return after
