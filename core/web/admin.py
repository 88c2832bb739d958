"""What all pages of administration share: who may enter, in which language, how refusals read."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import g, redirect, request, url_for

from core.domain.access import Role
from core.domain.errors import ForbiddenError
from core.domain.organizations import KNOWN_ORGANIZATIONS
from core.domain.tenants import Level
from core.edge.platform import platform, scope
from core.edge.wording import worded
from core.services.tenants import find_tenants
from core.translation import LANGUAGE, LANGUAGES
from core.web.hats import acting, hat_blueprint
from core.web.local_paths import local_path
from core.web.naming import organization_name, tenant_name
from core.web.rendering import t

if TYPE_CHECKING:
    from collections.abc import Collection

    from flask import Blueprint
    from werkzeug.wrappers import Response

    from core.domain.errors import DomainError
    from core.services.ports.work import Repositories

COOKIE = "chungsuc_language"
A_YEAR = 365 * 24 * 3600
MOST_PLACES = 400
"""More units than this are no list to choose from: a commune is then found by its name."""


def admin_blueprint(name: str) -> Blueprint:
    """Return a blueprint below ``/v/<hat>/quan-tri``, for administrators, in their language."""
    blueprint = hat_blueprint(f"admin_{name}")
    blueprint.before_request(_enter)
    return blueprint


def _enter() -> None:
    if acting().role is not Role.ADMIN:
        raise ForbiddenError
    asked = request.cookies.get(COOKIE)
    g.language = asked if asked in LANGUAGES else LANGUAGE


def choose_language() -> Response:
    """Keep the language of these pages, and go back to where it was chosen."""
    asked = request.form.get("language", LANGUAGE)
    back = local_path(request.form.get("back")) or url_for("web_admin_health.index")
    response = redirect(back, HTTPStatus.SEE_OTHER)
    response.set_cookie(
        COOKIE,
        asked if asked in LANGUAGES else LANGUAGE,
        max_age=A_YEAR,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure,
    )
    return response


def told(error: DomainError) -> dict[str, list[str]]:
    """Return the sentences of *error* by field, in the reader's language; "" is of none."""
    found: dict[str, list[str]] = {}
    for problem in error.problems:
        text = problem.text or t(f"problem.{problem.code}", **worded(problem.params))
        found.setdefault(problem.field, []).append(text)
    return found or {"": [t(f"error.{error.reason}", **worded(error.params))]}


def known_organizations() -> Collection[str]:
    """Return the codes of all organizations there are, installed or not."""
    return {*platform().catalogue.organizations, *KNOWN_ORGANIZATIONS}


def organization_choices() -> list[tuple[str, str]]:
    """Return the organizations an administrator grants in, by name."""
    here = acting()
    codes = known_organizations() if here.is_front else {here.organization}
    return sorted(((code, organization_name(code)) for code in codes), key=lambda one: one[1])


def place_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the units one administers, in groups; too many: only the first two levels."""
    work, here = platform().store.read(scope()), acting()
    groups = [(tenant_name(here.tenant), [(here.tenant.id, tenant_name(here.tenant))])]
    if here.tenant.level is Level.COMMUNE:
        return groups
    children = work.tenants.children(here.tenant.id, here.today)
    if not any(child.level is Level.DISTRICT for child in children):
        groups[0][1].extend((child.id, tenant_name(child)) for child in children[:MOST_PLACES])
        return groups
    for child in children:
        below = work.tenants.children(child.id, here.today)
        units = [(unit.id, tenant_name(unit)) for unit in (child, *below)]
        groups.append((tenant_name(child), units))
    return groups


def find_place(work: Repositories, words: str) -> str:
    """Return the id of the unit *words* name best (or are the id of), "" if there is none."""
    words = words.strip()
    if not words or work.tenants.many([words]):
        return words
    parent = acting().tenant.id
    found, _ = find_tenants(work.tenants, q=words, parent=parent, as_of=acting().today, limit=1)
    return found[0].id if found else ""
