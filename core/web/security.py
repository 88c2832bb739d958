"""What a page may load and do: the content security policy, and the headers that go with it."""

from __future__ import annotations

import secrets
import time
from typing import TYPE_CHECKING, cast

from flask import g, request
from flask.sessions import SecureCookieSessionInterface

if TYPE_CHECKING:
    from flask import Flask, Response

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'nonce-{nonce}'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
OTHERS = {
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=(), payment=()",
    "Cache-Control": "no-store",
}
HSTS = "max-age=31536000"
NOT_PAGES = ("/api", "/health/", "/metrics", "/static/")


def csp_nonce() -> str:
    """Return the request's nonce; only what carries it may run."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    return cast("str", g.nonce)


def is_page() -> bool:
    """Tell whether people see the answer, rather than programs."""
    return not request.path.startswith(NOT_PAGES)


class CookieSessions(SecureCookieSessionInterface):
    """The small signed cookie for form tokens and messages; the sign-in itself is in MongoDB."""

    def get_cookie_name(self, app: Flask) -> str:
        name = super().get_cookie_name(app)
        return f"__Host-{name}" if request.is_secure else name

    def get_cookie_secure(self, app: Flask) -> bool:  # noqa: ARG002 — Flask gives it
        return request.is_secure


def register_security(app: Flask) -> None:
    app.config.update(
        SESSION_COOKIE_NAME="chungsuc_form",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.session_interface = CookieSessions()
    app.before_request(_start)
    app.after_request(_secure)


def _start() -> None:
    g.began = time.perf_counter()


def _secure(response: Response) -> Response:
    if not is_page():
        return response
    if response.mimetype == "text/html":
        response.headers.setdefault("Content-Security-Policy", POLICY.format(nonce=csp_nonce()))
    for name, value in OTHERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", HSTS)
    if "began" in g:
        spent = 1000 * (time.perf_counter() - g.began)
        response.headers["Server-Timing"] = f"app;dur={spent:.1f}"
    return response
