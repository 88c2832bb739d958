"""``chungsuc tenants``: finding administrative units."""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import click

from core.app import moment_of
from core.cli.database import opened
from core.domain.access import OPERATOR
from core.domain.tenants import Level
from core.services.tenants import find_tenants

if TYPE_CHECKING:
    from core.domain.tenants import Tenant
    from core.settings import Settings


@click.group()
def tenants() -> None:
    """Đơn vị hành chính."""


@tenants.command()
@click.argument("name")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Đơn vị có vào ngày này.")
@click.option("--level", type=click.Choice([level.value for level in Level]))
@click.option("--limit", type=click.IntRange(1, 200), default=20, show_default=True)
@click.option(
    "--json", "as_json", is_flag=True, help="In danh sách JSON (mặc định khi không phải màn hình)."
)
@click.pass_obj
def find(
    settings: Settings,
    name: str,
    as_of: datetime | None,
    level: str | None,
    limit: int,
    as_json: bool,  # noqa: FBT001 — a flag of the command line
) -> None:
    """Tìm đơn vị theo tên, không cần dấu: «xa luong bang»."""
    day = as_of.date() if as_of else None
    with opened(settings) as store:
        found, _ = find_tenants(
            store.read(OPERATOR).tenants,
            q=name,
            level=Level(level) if level else None,
            as_of=day,
            limit=limit,
        )
    on = day or moment_of(settings, datetime.now(UTC)).today
    rows = [tenant_row(tenant, on) for tenant in found]
    if as_json or not sys.stdout.isatty():
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        click.echo(
            f"{row['id']:<12} {row['level']:<9} {row['type']} {row['name']}  ({row['path']})"
        )


def tenant_row(tenant: Tenant, on: date) -> dict[str, Any]:
    return {
        "id": tenant.id,
        "code": tenant.code,
        "level": tenant.level.value,
        "name": tenant.name_on(on),
        "full_name": tenant.full_name_on(on),
        "type": tenant.type_on(on),
        "path": tenant.path_on(on),
        "valid_from": tenant.valid_from.isoformat() if tenant.valid_from else None,
        "valid_to": tenant.valid_to.isoformat() if tenant.valid_to else None,
    }
