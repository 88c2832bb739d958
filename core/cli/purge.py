"""``chungsuc purge --personal``: removing what earlier years hold of people."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from core.app import moment_of
from core.catalogue import Catalogue
from core.cli.database import opened
from core.domain.access import OPERATOR
from core.domain.periods import FIRST_YEAR, LAST_YEAR
from core.services.purging import purge_personal
from core.storage.purging import MongoPersonalRecords
from core.translation import translate

if TYPE_CHECKING:
    from core.settings import Settings


@click.command()
@click.option(
    "--personal",
    is_flag=True,
    required=True,
    help="Xóa người phụ trách, điện thoại và câu trả lời mà biểu mẫu ghi là dữ liệu cá nhân.",
)
@click.option(
    "--before",
    "before",
    type=click.IntRange(FIRST_YEAR, LAST_YEAR),
    required=True,
    help="Chỉ xóa ở đăng ký của các năm trước năm này.",
)
@click.pass_obj
def purge(
    settings: Settings,
    personal: bool,  # noqa: ARG001, FBT001 — a flag that says what is to be removed
    before: int,
) -> None:
    """Xóa dữ liệu cá nhân của các năm trước; không lấy lại được."""
    catalogue = Catalogue.installed()
    with opened(settings) as store:
        purged = purge_personal(
            before=before,
            store=store,
            records=MongoPersonalRecords(store.database),
            scope=OPERATOR,
            catalogue=catalogue,
            moment=moment_of(settings, datetime.now(UTC)),
        )
    told = {"registrations": purged.registrations, "replies": purged.replies, "before": before}
    click.echo(translate("purge.done", **told))
    for code in sorted(purged.left):
        click.echo(translate("purge.left", movement_type=code))
