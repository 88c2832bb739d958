"""``chungsuc jobs``: what waits in the queue, what failed for good, and trying that again."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from core.app import ZONE, moment_of
from core.cli.database import opened
from core.domain.access import OPERATOR
from core.services.queueing import look_everywhere
from core.translation import translate

if TYPE_CHECKING:
    from core.settings import Settings

MOST = 50


@click.group(invoke_without_command=True)
@click.pass_context
def jobs(context: click.Context) -> None:
    """Xem các việc nền: số đang chờ, và những việc đã hỏng sau nhiều lần thử."""
    if context.invoked_subcommand is not None:
        return
    settings: Settings = context.obj
    with opened(settings) as store:
        queue = store.read(OPERATOR).jobs
        click.echo(translate("jobs.numbers", **queue.numbers()))
        for job in queue.dead(limit=MOST):
            told = {
                "id": job.id,
                "kind": job.kind,
                "key": job.key,
                "error": job.error,
                "at": job.enqueued_at.astimezone(ZONE),
            }
            click.echo(translate("jobs.dead", **told))


@jobs.command()
@click.option("--year", type=int, required=True, help="Năm của các đăng ký.")
@click.pass_obj
def overlaps(settings: Settings, year: int) -> None:
    """Tìm lại chồng chéo ở mọi đơn vị có đăng ký trong năm."""
    with opened(settings) as store:
        moment = moment_of(settings, datetime.now(UTC))
        number = look_everywhere(store, year, moment=moment)
        click.echo(translate("jobs.looking", number=number, year=year))


@jobs.command()
@click.pass_obj
def retry(settings: Settings) -> None:
    """Thử lại từ đầu mọi việc đã hỏng."""
    with opened(settings) as store:
        queue = store.read(OPERATOR).jobs
        number = 0
        while dead := queue.dead(limit=MOST):
            for job in dead:
                queue.revive(job.id, now=datetime.now(UTC))
                number += 1
        click.echo(translate("jobs.revived", number=number))
