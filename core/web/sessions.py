"""Who is signed in, by the cookie of a browser; the session itself lies in the database."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, cast

from flask import g, request, session

from core.domain.errors import UnauthenticatedError
from core.domain.people import Door
from core.edge.platform import moment, platform
from core.services.signing_in import NOBODY, sign_out
from core.services.web_sessions import Session, resume

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Response
    from werkzeug.wrappers import Response as WerkzeugResponse

    from core.domain.people import User
    from core.services.signing_in import SignedIn

COOKIE = "chungsuc_session"
LONGEST = 200
LAST_USER = "user"
"""In the signed cookie of forms: whose forms they are, also when the session is over."""


def lifetime() -> timedelta:
    """Return how long a session lasts from its last use."""
    return timedelta(hours=platform().settings.session_hours)


def longest() -> timedelta:
    """Return how long a session lasts at most, however much it is used."""
    return timedelta(days=platform().settings.token_days)


def require_user() -> User:
    """Return who is signed in; raises UnauthenticatedError."""
    return require_session().user


def require_session() -> Session:
    """Return the session of the request; raises UnauthenticatedError."""
    found = current_session()
    if found is None:
        raise UnauthenticatedError
    return found


def current_user() -> User | None:
    """Return who is signed in; nobody if the session is over."""
    found = current_session()
    return found.user if found else None


def current_session() -> Session | None:
    """Return the session, None if it is over; asked once a request."""
    if "web_session" not in g:
        g.web_session = None
        with suppress(UnauthenticatedError):
            g.web_session = resume(
                store=platform().store,
                token=sent_token(),
                moment=moment(),
                lifetime=lifetime(),
                longest=longest(),
            )
        g.user = g.web_session.user if g.web_session else None
    return cast("Session | None", g.web_session)


def sent_token() -> str:
    """Return what the browser holds, "" if it can be none of ours."""
    token = request.cookies.get(cookie_name(), "")
    return token if len(token) <= LONGEST else ""


def enter(
    signed_in: SignedIn, answer: Callable[[], Response | WerkzeugResponse]
) -> Response | WerkzeugResponse:
    """Give the browser a new session in place of the one it had, with new form tokens.

    *answer* is made after that, so that a form in it is one of the new session.
    """
    _end_former()
    session.clear()
    session[LAST_USER] = signed_in.user.id
    session.permanent = True
    g.pop("csrf_token", None)
    g.user = signed_in.user
    response = answer()
    _keep(response, signed_in.token)
    return response


def wait(response: Response | WerkzeugResponse, signed_in: SignedIn) -> None:
    """Let the browser wait for the second factor; the forms stay whose they were."""
    _end_former()
    _keep(response, signed_in.token)


def leave(response: Response | WerkzeugResponse) -> None:
    """End the session at this browser, if there is one."""
    _end_former()
    session.clear()
    response.delete_cookie(cookie_name(), secure=request.is_secure, httponly=True, samesite="Lax")


def last_user() -> str | None:
    """Return the id of who used this browser last and did not sign out."""
    found = session.get(LAST_USER)
    return found if isinstance(found, str) else None


def last_username() -> str:
    """Return the name of who used this browser last and did not sign out, "" for nobody."""
    owner = last_user()
    user = platform().store.read(NOBODY).users.for_token(owner) if owner else None
    return user.username if user else ""


def cookie_name() -> str:
    """Return the cookie's name; over https one that no other host or path can set."""
    return f"__Host-{COOKIE}" if request.is_secure else COOKIE


def _keep(response: Response | WerkzeugResponse, token: str) -> None:
    # The cookie outlives the session, whose end is the database's to say.
    response.set_cookie(
        cookie_name(),
        token,
        max_age=longest(),
        httponly=True,
        samesite="Lax",
        secure=request.is_secure,
    )


def _end_former() -> None:
    with suppress(UnauthenticatedError):
        token = sent_token()
        sign_out(store=platform().store, token=token, now=moment().now, door=Door.PAGES)
