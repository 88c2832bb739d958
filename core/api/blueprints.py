"""Every blueprint of the API, in the order the document lists them."""

from __future__ import annotations

from core.api import figures, registrations, reports, results, tokens

BLUEPRINTS = (
    tokens.blueprint,
    registrations.blueprint,
    results.blueprint,
    reports.blueprint,
    figures.blueprint,
)
