"""``chungsuc backup`` and ``verify``: the whole database in one file, and reading it back."""

from __future__ import annotations

import sys
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from core.app import ZONE, open_store
from core.cli.messages import explained
from core.domain.backups import Kind
from core.domain.errors import ConflictError, DomainError
from core.runtime.backup_folder import SUFFIX, appearing, place, remove_outdated, to_follow
from core.runtime.database import reach
from core.runtime.secret import has_secret_key, with_secret_key
from core.storage.backups.archive import sealing
from core.storage.backups.dumping import dump
from core.storage.backups.increments import dump_since
from core.storage.backups.manifest import manifest_of
from core.storage.backups.verifying import verify as read_back
from core.translation import translate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bson.timestamp import Timestamp
    from pymongo.database import Database

    from core.settings import Settings
    from core.storage.backups.manifest import Part
    from core.storage.backups.verifying import Verified
    from core.storage.database import Document

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("where", metavar="THƯ_MỤC|TỆP.zip", type=click.Path(path_type=Path))
@click.option(
    "--keep",
    type=click.IntRange(1),
    help="Sau khi bản mới đã được đọc lại, chỉ giữ chừng này bản đầy đủ trong thư mục.",
)
@click.option(
    "--increment", is_flag=True, help="Chỉ ghi những gì thay đổi từ bản mới nhất trong thư mục."
)
@click.pass_obj
def backup(
    settings: Settings,
    where: Path,
    keep: int | None,
    increment: bool,  # noqa: FBT001 — a flag of the command line
) -> None:
    """Sao lưu toàn bộ dữ liệu ở một thời điểm, rồi đọc lại tệp để kiểm tra.

    Chạy được trong lúc hệ thống đang làm việc; không sửa gì. Khóa bí mật không nằm trong tệp.
    """
    if where.suffix == SUFFIX and (keep is not None or increment):
        raise click.UsageError("--keep và --increment cần một thư mục.")
    if keep is not None and increment:
        raise click.UsageError("--keep chỉ dùng khi sao lưu đầy đủ.")
    kind = Kind.INCREMENT if increment else Kind.FULL
    path = place(where, database=settings.database, at=datetime.now(UTC), kind=kind)
    followed = to_follow(where, database=settings.database) if increment else []
    key = (with_secret_key(settings).secret_key or "").encode()
    with unprepared(settings) as database:
        if followed:
            _write_since(database, path, key, followed)
        else:
            _write(database, path, key)
    report(read_back(path, key=key), path)
    if keep is not None:
        for name in remove_outdated(where, database=settings.database, keep=keep):
            click.echo(translate("backup.removed", file=name))


@click.command()
@click.argument("files", metavar="TỆP.zip…", nargs=-1, required=True, type=FILE)
@click.pass_obj
def verify(settings: Settings, files: tuple[Path, ...]) -> None:
    """Đọc lại từng tệp sao lưu; mã thoát 1 nếu có dù chỉ một byte khác lúc ghi.

    Không cần cơ sở dữ liệu. Có khóa bí mật thì kiểm tra thêm tệp có đúng do khóa ấy ghi ra không;
    không đúng thì mã thoát cũng là 1.
    """
    whole = [_is_whole(path, known_key(settings)) for path in files]
    if not all(whole):
        sys.exit(1)


def _is_whole(path: Path, key: bytes | None) -> bool:
    """Read a file back and say what was found of it."""
    try:
        verified = read_back(path, key=key)
    except DomainError as error:
        click.echo(explained(error), err=True)
        return False
    report(verified, path)
    return verified.authentic is not False


@contextmanager
def unprepared(settings: Settings) -> Iterator[Database[Document]]:
    """Yield the database as it is: nothing migrated, nothing loaded."""
    with reach(with_secret_key(settings)) as reached:
        store = open_store(reached)
        try:
            yield store.database
        finally:
            store.close()


def known_key(settings: Settings) -> bytes | None:
    """Return the secret key where there is one; none is made."""
    if not has_secret_key(settings):
        return None
    return (with_secret_key(settings).secret_key or "").encode()


def report(verified: Verified, path: Path) -> None:
    """Say what a file holds, and whether it was written with the secret key at hand."""
    manifest = verified.manifest
    told = {
        "file": path,
        "size": path.stat().st_size / 1e6,
        "documents": manifest.documents,
        "database": manifest.database,
        "at": manifest.until.as_datetime().astimezone(ZONE),
        "program": manifest.program,
    }
    click.echo(translate(f"backup.holds_{manifest.kind}", **told))
    click.echo(translate(f"backup.authentic_{verified.authentic}".lower()))


def progress(part: Part) -> None:
    """Say that a part is done, to somebody who looks on."""
    if sys.stderr.isatty():
        click.echo(f"  {part.name}: {part.documents}", err=True)


def _write(database: Database[Document], path: Path, key: bytes) -> None:
    with appearing(path) as file, sealing(file, key) as archive:
        dump(database, archive, tell=progress)


def _write_since(
    database: Database[Document], path: Path, key: bytes, followed: list[Path]
) -> None:
    """Write what happened since the first of *followed* since which the server can tell it."""
    *better, last = (manifest_of(each).until for each in followed)
    for since in better:
        with suppress(ConflictError):
            _write_increment(database, path, key, since)
            return
    _write_increment(database, path, key, last)


def _write_increment(
    database: Database[Document], path: Path, key: bytes, since: Timestamp
) -> None:
    with appearing(path) as file, sealing(file, key) as archive:
        dump_since(database, archive, since=since, tell=progress)
