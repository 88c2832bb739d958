"""``chungsuc audit``: where the trail stands, exported to be kept elsewhere."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from core.cli.database import opened
from core.cli.head_files import FOLDER, kept
from core.domain.audit_heads import sealed
from core.runtime.secret import with_secret_key
from core.services.audit_heads import heads_now
from core.storage.integrity import MongoEverything

if TYPE_CHECKING:
    from core.settings import Settings


@click.group()
def audit() -> None:
    """Nhật ký: xuất điểm cuối của các chuỗi để đối chiếu về sau."""


@audit.command("export-head")
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help=f"Thư mục chứa tệp; mặc định là {FOLDER} trong thư mục dữ liệu.",
)
@click.pass_obj
def export_head(settings: Settings, folder: Path | None) -> None:
    """Ghi điểm cuối của mọi chuỗi nhật ký vào một tệp có dấu; chạy mỗi ngày.

    Hãy chép tệp sang máy khác: ai cắt cuối nhật ký rồi sửa cả sổ điểm cuối trong cơ sở dữ liệu thì
    «chungsuc integrity --heads» vẫn phát hiện. Tệp không chứa dữ liệu cá nhân.
    """
    settings = with_secret_key(settings)
    at = datetime.now(UTC).replace(microsecond=0)
    with opened(settings) as store:
        heads = heads_now(MongoEverything(store.database), at=at)
    text = sealed(heads, key=(settings.secret_key or "").encode())
    path = kept(text, folder or settings.data_dir / FOLDER, at=at)
    click.echo(f"{path}: {len(heads.chains)} chuỗi.")
