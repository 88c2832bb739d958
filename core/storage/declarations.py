"""All collections, as each is declared beside its class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.storage import (
    areas,
    audit,
    calendars,
    checks,
    counters,
    derived_lasting,
    editions,
    evidence,
    inspections,
    invitations,
    jobs,
    mails,
    marks,
    notices,
    overlaps,
    overrides,
    registrations,
    reminders,
    replies,
    reports,
    tenants,
    throttle,
    tokens,
    users,
)

if TYPE_CHECKING:
    from core.storage.database import Declaration

MODULES = (
    areas,
    audit,
    calendars,
    checks,
    counters,
    derived_lasting,
    editions,
    evidence,
    inspections,
    invitations,
    jobs,
    mails,
    marks,
    notices,
    overlaps,
    overrides,
    registrations,
    reminders,
    replies,
    reports,
    tenants,
    throttle,
    tokens,
    users,
)


def every_declaration() -> tuple[Declaration, ...]:
    return tuple(declaration for module in MODULES for declaration in module.DECLARATIONS)
