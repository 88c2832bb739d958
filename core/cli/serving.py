"""``chungsuc serve``: the database, the server, and what a newcomer needs to know."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from core.cli.database import opened
from core.cli.demo import demonstrated, three_commands, welcome
from core.runtime.serving import serve as serve_until_stopped
from core.settings import Settings, SettingsError

if TYPE_CHECKING:
    from datetime import datetime


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
    with opened(settings) as store:
        practice = demonstrated(store, settings)
    if practice is not None and settings.today is None:
        settings = replace(settings, today=practice)
    serve_until_stopped(settings, on_ready=lambda: _greet(settings, shown=practice is not None))


def _greet(settings: Settings, *, shown: bool) -> None:
    """Print the address and, with the demonstration, its accounts and what to try."""
    address = f"http://{settings.host}:{settings.port}"
    if shown and settings.today is not None:
        click.echo(welcome(settings.today))
        click.echo(three_commands(address))
    click.echo(f"\nChung Sức: {address}/api/docs")
