"""Every blueprint of the API, in the order the document lists them."""

from __future__ import annotations

from core.api import (
    areas,
    audit,
    calendars,
    content_types,
    docs_pages,
    editions,
    figures,
    invitations,
    organizations,
    overlaps,
    plugins,
    quota_overrides,
    registrations,
    reports,
    results,
    tasks,
    tenants,
    tokens,
    users,
    users_import,
)

BLUEPRINTS = (
    content_types.blueprint,
    tokens.blueprint,
    invitations.blueprint,
    registrations.blueprint,
    results.blueprint,
    reports.blueprint,
    editions.blueprint,
    tasks.blueprint,
    overlaps.blueprint,
    figures.blueprint,
    organizations.blueprint,
    tenants.blueprint,
    areas.blueprint,
    calendars.blueprint,
    quota_overrides.blueprint,
    users_import.blueprint,
    users.blueprint,
    plugins.blueprint,
    audit.blueprint,
    docs_pages.blueprint,
)
