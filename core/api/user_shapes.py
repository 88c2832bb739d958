"""Users as JSON, with the secret of an invitation where this very request made one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.api.tokens import user_row
from core.api.writing import Reply2xx

if TYPE_CHECKING:
    from flask import Response

    from core.domain.people import User
    from core.services.inviting import Invited


def person_row(user: User) -> dict[str, Any]:
    return user_row(user) | {"created_at": user.created_at.isoformat()}


def invited_row(invited: Invited) -> dict[str, Any]:
    made = invited.token and invited.expires_at
    shown = {
        "token": invited.token,
        "expires_at": invited.expires_at.isoformat() if invited.expires_at else None,
    }
    return person_row(invited.user) | {"invitation": shown if made else None}


def without_secrets(row: dict[str, Any]) -> dict[str, Any]:
    """Return what may be kept of *row*: not the invitation's secret."""
    return row | {"invitation": None}


def invited_reply(invited: Invited, status: int) -> Reply2xx:
    row = invited_row(invited)
    return Reply2xx(
        body=row, kept_body=without_secrets(row), status=status, version=invited.user.version
    )


def unstored(response: Response) -> Response:
    """Keep an answer that may hold a secret out of every cache."""
    response.headers["Cache-Control"] = "no-store"
    return response
