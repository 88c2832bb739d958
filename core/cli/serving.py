"""``chungsuc serve``: the database, the server, and what a newcomer needs to know."""

from __future__ import annotations

import socket
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import click
from pymongo.errors import PyMongoError

from core.cli.database import prepared
from core.cli.demo import demonstrated, three_visits, welcome
from core.domain.errors import DomainError, UnavailableError
from core.runtime.database import reach
from core.runtime.secret import with_secret_key
from core.runtime.serving import serve as serve_until_stopped
from core.settings import Settings, SettingsError
from core.storage.migrations import MigrationsLockedError
from core.storage.store import unavailable
from core.translation import translate

if TYPE_CHECKING:
    from datetime import date, datetime


@click.command()
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Ngày thực hành: quy định được xét theo ngày này.",
)
@click.option("--port", type=click.IntRange(1, 65535), help="Cổng lắng nghe.")
@click.pass_obj
def serve(settings: Settings, today: datetime | None, port: int | None) -> None:
    """Chạy cơ sở dữ liệu và máy chủ cho đến khi được dừng."""
    if today is not None:
        if settings.env == "production":
            raise SettingsError(("--today không dùng được khi CHUNGSUC_ENV=production.",))
        settings = replace(settings, today=today.date())
    if port is not None:
        settings = replace(settings, port=port)
    _refuse_taken_port(settings)
    with reach(with_secret_key(settings)) as reached:
        try:
            practice = _practice(reached)
        except (DomainError, PyMongoError, MigrationsLockedError) as error:
            if not _is_away(error):
                raise
            greet = partial(_greet_late, reached)
            serve_until_stopped(reached, greet, prepare_late=_with_practice)
        else:
            practiced = replace(reached, today=reached.today or practice)
            greet = partial(_greet, practiced, shown=practice is not None)
            serve_until_stopped(practiced, greet)


def _with_practice(reached: Settings) -> Settings:
    practice = _practice(reached)
    return replace(reached, today=reached.today or practice)


def _practice(reached: Settings) -> date | None:
    """Make the database ready; return the practice date of the demonstration, if there is one."""
    with prepared(reached) as store:
        return demonstrated(store, reached)


def _is_away(error: Exception) -> bool:
    refusal = unavailable(error) if isinstance(error, PyMongoError) else error
    return isinstance(refusal, UnavailableError | MigrationsLockedError)


def _refuse_taken_port(settings: Settings) -> None:
    """Raise SettingsError where something is listening already, perhaps this very program."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as trying:
        trying.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trying.bind((settings.host, settings.port))
        except OSError as error:
            message = (
                f"PORT={settings.port}: không dùng được cổng này ({error.strerror}); có thể Chung "
                f"Sức đang chạy rồi. Hãy mở địa chỉ đó, hoặc chọn cổng khác: make run PORT=8001."
            )
            raise SettingsError((message,)) from error


def _greet_late(settings: Settings) -> None:
    address = f"http://{settings.host}:{settings.port}"
    click.echo(f"\nChung Sức: {address}\n{translate('error.database_awaited')}")


def _greet(settings: Settings, *, shown: bool) -> None:
    """Print the address and, with the demonstration, its accounts and what to try."""
    address = f"http://{settings.host}:{settings.port}"
    if shown and settings.today is not None:
        click.echo(welcome(settings.today))
        click.echo(three_visits(address))
    else:
        click.echo(f"\nChung Sức: {address}")
    click.echo(f"API: {address}/api/docs")
