"""Who asks: the bearer's token, and the assignment chosen by ``Act-As``; before any view runs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import g, request

from core.domain.errors import UnauthenticatedError
from core.domain.people import Door
from core.edge.platform import moment, platform
from core.services.acting import scope_of
from core.services.signing_in import NOBODY, opened

if TYPE_CHECKING:
    from flask import Flask

BASE = "/api/v1/"
OPEN = frozenset({"POST /api/v1/tokens", "POST /api/v1/invitations", "GET /api/v1/openapi.json"})
LONGEST_TOKEN = 200


def require_sign_in(app: Flask) -> None:
    """Make every call under /api/v1, but the few that are open, ask for a token first."""
    app.before_request(_identify)


def bearer() -> str:
    """Return the token sent along; raises UnauthenticatedError when there is none."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not token or len(token) > LONGEST_TOKEN:
        raise UnauthenticatedError
    return token


def _identify() -> None:
    method = "GET" if request.method == "HEAD" else request.method
    if not request.path.startswith(BASE) or f"{method} {request.path}" in OPEN:
        return
    now = moment()
    store = platform().store
    g.user, opening = opened(store=store, token=bearer(), now=now.now, door=Door.API)
    g.scope = scope_of(
        g.user,
        tenants=store.read(replace(NOBODY, revision=opening.revision)).tenants,
        today=now.today,
        acting=request.headers.get("Act-As"),
        revision=opening.revision,
    )
