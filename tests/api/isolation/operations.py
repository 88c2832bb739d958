"""Every operation there is, as the program itself lists them and as this walk knows them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.api.conftest import BASE
from tests.api.isolation import (
    about_evidence,
    about_figures,
    about_inspections,
    about_models,
    about_notices,
    about_overlaps,
    about_people,
    about_registrations,
    about_reports,
    about_tenants,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

CASES = (
    *about_registrations.CASES,
    *about_reports.CASES,
    *about_figures.CASES,
    *about_tenants.CASES,
    *about_overlaps.CASES,
    *about_evidence.CASES,
    *about_inspections.CASES,
    *about_notices.CASES,
    *about_models.CASES,
    *about_people.CASES,
)

OPEN = {
    "POST /tokens": "signing in",
    "POST /invitations": "setting the first password, with a one-time secret",
    "GET /openapi.json": "the document",
    "GET /api/docs": "pages of the document",
    "GET /api/docs/{name}": "what these pages are made of",
    "GET /health/live": "for the operator's supervision",
    "GET /health/ready": "for the operator's supervision",
    "GET /metrics": "for the operator's supervision: no ids, no names",
}
"""What needs no sign-in, and why that is right."""

OF_PAGES = ("web_", "service_worker")
IMPLIED = frozenset({"HEAD", "OPTIONS"})
UNKNOWN = """The walk does not know {names}.

Every operation is asked of by everyone. Add to one of tests/api/isolation/about_*.py:

    Case(
        operation="{first}", on="what it is tried on", request=…,  # a request that is valid
        sees=…,  # for whom the target exists: 404 for all others (api.md, «Sight»)
        may=…,   # who may do it: 403 for all others (api.md, «Who may do what»)
    )

What it shows that is not for everybody goes into SECRETS (targets.py). If it needs no sign-in,
say in OPEN (operations.py) why."""


def served(app: Flask) -> Iterator[str]:
    """Yield every operation of the program's URL map, as ``GET /tenants/{tenant_id}``."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith(OF_PAGES):
            continue  # tests/web/test_isolation.py asks of every page
        path = re.sub(r"<(?:[^:<>]+:)?(\w+)>", r"{\1}", rule.rule).removeprefix(BASE)
        for method in (rule.methods or set()) - IMPLIED:
            yield f"{method} {path}"


def unknown_to_the_walk(operations: set[str]) -> set[str]:
    return operations - OPEN.keys() - {case.operation for case in CASES}
