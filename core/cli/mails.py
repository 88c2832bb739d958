"""``chungsuc mails``: what became of the reminders' mails, and sending again what is in doubt."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from core.app import moment_of
from core.cli.database import opened
from core.domain.access import OPERATOR
from core.services.mailing import send_again
from core.translation import translate

if TYPE_CHECKING:
    from core.settings import Settings

MOST = 50


@click.group(invoke_without_command=True)
@click.pass_context
def mails(context: click.Context) -> None:
    """Xem các thư nhắc việc: số thư theo tình trạng, thư chưa rõ đã đến hay bị từ chối."""
    if context.invoked_subcommand is not None:
        return
    settings: Settings = context.obj
    with opened(settings) as store:
        outbox = store.read(OPERATOR).mails
        click.echo(translate("mails.numbers", **outbox.numbers()))
        for mail in outbox.troubled(limit=MOST):
            state = translate(f"mails.state.{mail.state.value}")
            told = {"id": mail.id, "day": mail.day, "state": state, "error": mail.error}
            click.echo(translate("mails.troubled", **told))


@mails.command()
@click.argument("mail")
@click.pass_obj
def resend(settings: Settings, mail: str) -> None:
    """Gửi lại thư có mã MAIL, dù người nhận có thể đã nhận được."""
    with opened(settings) as store:
        moment = moment_of(settings, datetime.now(UTC))
        store.write(OPERATOR, lambda work: send_again(work, mail, moment=moment))
        click.echo(translate("mails.resent", id=mail))
