"""What scripts ask of the session: whether it goes on, until when, and its form token."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify
from flask_wtf.csrf import generate_csrf

from core.web import sessions

blueprint = Blueprint("web_session_state", __name__)


@blueprint.get("/phien")
def state() -> Response:
    """Answer ``{signed_in, user, csrf, ends_at}``; ``user`` is ``{id, name}`` or null."""
    found = sessions.current_session()
    return jsonify(
        signed_in=found is not None,
        user={"id": found.user.id, "name": found.user.name} if found else None,
        csrf=generate_csrf(),
        ends_at=found.expires_at.isoformat() if found else None,
    )
