"""``chungsuc restore``: a backup put into an empty database, up to a moment, and checked."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from core.app import ZONE, open_store
from core.cli.backup import FILE, known_key, progress, report
from core.cli.integrity import integrity
from core.domain.errors import ConflictError
from core.runtime.database import reach
from core.runtime.secret import with_secret_key
from core.storage.backups.marker import begin, finish
from core.storage.backups.replaying import in_order, replay
from core.storage.backups.restoring import fill, refuse_newer
from core.storage.backups.verifying import verify
from core.translation import translate

if TYPE_CHECKING:
    from pathlib import Path

    from core.settings import Settings
    from core.storage.backups.manifest import Manifest


class _Moment(click.ParamType[datetime]):
    """A time of the clock on the wall in Vietnam, unless it says which zone it is of."""

    name = "moment"

    def convert(
        self, value: str | datetime, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        try:
            read = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        except ValueError:
            self.fail(
                f"{value!r}: phải có dạng 2026-11-20T17:00 hoặc 2026-11-20T17:00:30", param, ctx
            )
        return read if read.tzinfo else read.replace(tzinfo=ZONE)


@click.command()
@click.argument("files", metavar="TỆP.zip…", nargs=-1, required=True, type=FILE)
@click.option(
    "--until",
    type=_Moment(),
    help="Chỉ lấy những gì đã ghi đến lúc này (giờ Việt Nam), như 2026-11-20T17:00.",
)
@click.option("--again", is_flag=True, help="Bỏ lần khôi phục dở dang và làm lại từ đầu.")
@click.option(
    "--any-key", is_flag=True, help="Khôi phục cả khi khóa bí mật không phải khóa của tệp."
)
@click.option("--check/--no-check", default=True, help="Xong thì kiểm tra như chungsuc integrity.")
@click.pass_context
def restore(
    context: click.Context,
    files: tuple[Path, ...],
    until: datetime | None,
    again: bool,  # noqa: FBT001 — flags of the command line
    any_key: bool,  # noqa: FBT001
    check: bool,  # noqa: FBT001
) -> None:
    """Khôi phục vào một cơ sở dữ liệu trống: một bản đầy đủ và các bản tiếp theo nó, nếu có.

    Mọi tệp được kiểm tra trước. Dừng giữa chừng thì cơ sở dữ liệu ấy không dùng được cho đến khi
    chạy lại với --again.
    """
    settings: Settings = context.obj
    chain = in_order(_verified(settings, files, any_key=any_key), until=until)
    with reach(with_secret_key(settings)) as reached:
        _restore(reached, chain, until, again=again)
        if check:
            context.obj = reached
            context.invoke(integrity, as_json=False)


def _verified(
    settings: Settings, files: tuple[Path, ...], *, any_key: bool
) -> list[tuple[Path, Manifest]]:
    key = known_key(settings)
    if key is None and not any_key:
        raise ConflictError("restore_without_key", folder=str(settings.data_dir))
    found = []
    for path in files:
        verified = verify(path, key=key)
        if not verified.authentic and not any_key:
            raise ConflictError("restore_other_key", file=path.name)
        refuse_newer(verified.manifest, path.name)
        report(verified, path)
        found.append((path, verified.manifest))
    return found


def _restore(
    reached: Settings,
    chain: list[tuple[Path, Manifest]],
    until: datetime | None,
    *,
    again: bool,
) -> None:
    full, manifest = chain[0]
    store = open_store(reached)
    try:
        begin(store.database, again=again)
        fill(store.database, full, manifest, tell=progress)
        changes = replay(store.database, chain, until=until)
        finish(store.database)
    finally:
        store.close()
    told = {"database": reached.database, "documents": manifest.documents, "changes": changes}
    click.echo(translate("restore.done", **told))
