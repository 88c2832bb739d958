"""The composition root: joins the parts into a Flask application, and holds no logic."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flask import Flask
from flask_smorest import Api
from pymongo.errors import PyMongoError

from core.api.blueprints import BLUEPRINTS
from core.api.documentation import describe
from core.api.errors import refuse, refuse_unexpected, register_error_handlers
from core.api.headers import add_security_headers
from core.api.health import register_health
from core.api.metrics import register_metrics
from core.api.signed_in import require_sign_in
from core.api.strict_json import StrictJson
from core.catalogue import Catalogue
from core.domain.errors import DomainError
from core.domain.time import Moment
from core.edge.platform import Platform
from core.services.passwords import Passwords
from core.storage.store import MongoStore, unavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import ModuleType

    from flask import Response

    from core.settings import Settings

PATIENCE_MS = 10_000
"""So long a request waits for an answer of the database, frozen or not."""

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
"""The zone in which the rules' days begin and end."""


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
    app = Flask("core", static_folder=None)
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
        moment=lambda: moment_of(settings, clock()),
    )
    require_sign_in(app)
    register_health(app)
    register_metrics(app)
    add_security_headers(app)
    api = Api(app, spec_kwargs=describe())
    for blueprint in BLUEPRINTS:
        api.register_blueprint(blueprint)
    register_error_handlers(app)
    app.register_error_handler(PyMongoError, _refuse_database)
    return app


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


def _refuse_database(error: PyMongoError) -> Response:
    refusal = unavailable(error)
    return refuse(refusal) if isinstance(refusal, DomainError) else refuse_unexpected(refusal)
