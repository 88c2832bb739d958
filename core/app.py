"""The composition root: joins the parts into a Flask application, and holds no logic."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from flask import Flask
from flask_smorest import Api
from pymongo.errors import PyMongoError
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from core.api import errors
from core.api.blueprints import BLUEPRINTS
from core.api.documentation import describe
from core.api.headers import add_security_headers
from core.api.health import register_health
from core.api.metrics import register_metrics
from core.api.signed_in import require_sign_in
from core.api.strict_json import JsonRefusedError, StrictJson
from core.catalogue import Catalogue
from core.domain.errors import DomainError
from core.domain.time import Moment
from core.edge.platform import Platform
from core.edge.request_log import register_request_log
from core.services.factor_secrets import FactorSecrets
from core.services.passwords import Passwords
from core.storage.condition import condition_of
from core.storage.deadline import within
from core.storage.store import MongoStore, unavailable
from core.web import refusals
from core.web.pages import register_pages
from core.web.security import is_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import ModuleType
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from core.settings import Settings

PATIENCE_MS = 10_000
"""So long a request waits for an answer of the database, frozen or not."""

REQUEST_SECONDS = 12.0
"""So long all that a request asks of the database may take; then it is refused with 503."""

EXAMINING = ("/completion", "/xong", "/minh-chung")
EXAMINING_SECONDS = 45.0
"""So long those may take which have a file looked through, or bring one whole on a weak line."""

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
"""The zone in which the rules' days begin and end."""


class Program(Flask):
    """Flask whose functions are all what they seem to be."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        # None is a coroutine; to ask each of them anew, at every call, takes longer than most run.
        return func


def create_app(
    settings: Settings,
    plugins: Iterable[ModuleType] | None = None,
    *,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    passwords: Passwords | None = None,
) -> Flask:
    """Return the application; it opens the database with its first request.

    *plugins* are modules to load instead of the installed entry points; *clock* is real time.
    """
    app = Program("core", static_folder=None, template_folder="web/templates")
    app.config.update(
        API_TITLE="Chung Sức",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        MAX_CONTENT_LENGTH=settings.max_body_bytes,
        SECRET_KEY=settings.secret_key,
    )
    app.json = StrictJson(app)
    app.extensions["chungsuc"] = Platform(
        settings=settings,
        store=open_store(settings, patience_ms=PATIENCE_MS),
        catalogue=Catalogue.installed() if plugins is None else Catalogue.load(plugins),
        passwords=passwords or Passwords(),
        factor_secrets=FactorSecrets(settings.secret_key or ""),
        moment=lambda: moment_of(settings, clock()),
    )
    register_request_log(app)
    require_sign_in(app)
    register_health(app)
    register_metrics(app, lambda: condition_of(app.extensions["chungsuc"].store.database))
    add_security_headers(app)
    api = Api(app, spec_kwargs=describe())
    for blueprint in BLUEPRINTS:
        api.register_blueprint(blueprint)
    register_pages(app, without_form_tokens=BLUEPRINTS)
    if settings.proxies:
        # The nearest proxy writes X-Forwarded-Proto; each adds its client to X-Forwarded-For.
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.proxies, x_proto=1, x_host=0
        )
    app.wsgi_app = _in_time(app.wsgi_app)  # type: ignore[assignment, method-assign]
    _refuse_by_edge(app)
    return app


def _in_time(serve: WSGIApplication) -> WSGIApplication:
    def served(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        examined = str(environ.get("PATH_INFO", "")).endswith(EXAMINING)
        with within(EXAMINING_SECONDS if examined else REQUEST_SECONDS):
            return serve(environ, start_response)

    return served


def open_store(settings: Settings, *, patience_ms: int | None = None) -> MongoStore:
    """Return the store of *settings*, whose URI and secret key have been filled in.

    A command waits for the database as long as it takes, a server only for *patience_ms*.
    """
    if not settings.mongodb_uri or not settings.secret_key:
        raise ValueError("the settings name no database or no secret key")
    key = settings.secret_key.encode()
    return MongoStore(
        settings.mongodb_uri,
        settings.database,
        key,
        patience_ms=patience_ms,
        turns=settings.data_dir / "writers.lock" if settings.data_dir.is_dir() else None,
    )


def moment_of(settings: Settings, now: datetime) -> Moment:
    """Return real time, and the date by which the rules judge."""
    # To the millisecond, as the database keeps it: what is answered is what will be read.
    kept = now.replace(microsecond=now.microsecond // 1000 * 1000)
    return Moment(now=kept, today=settings.today or now.astimezone(ZONE).date())


def _refuse_by_edge(app: Flask) -> None:
    """Answer each refusal as the edge does that was asked: pages to people, JSON to programs."""

    def pick(for_pages: Callable[[Any], Any], for_programs: Callable[[Any], Any]) -> Any:
        return lambda error: for_pages(error) if is_page() else for_programs(error)

    refused = pick(refusals.refuse, errors.refuse)
    unexpected = pick(refusals.refuse_unexpected, errors.refuse_unexpected)

    def refuse_database(error: PyMongoError) -> Any:
        refusal = unavailable(error)
        return refused(refusal) if isinstance(refusal, DomainError) else unexpected(refusal)

    app.register_error_handler(DomainError, refused)
    app.register_error_handler(JsonRefusedError, errors.refuse_json)
    app.register_error_handler(HTTPException, pick(refusals.refuse_http, errors.refuse_http))
    app.register_error_handler(PyMongoError, refuse_database)
    app.register_error_handler(Exception, unexpected)
