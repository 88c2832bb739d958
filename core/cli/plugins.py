"""``chungsuc plugins``: which are installed and how they are, and the beginning of a new one."""

from __future__ import annotations

import json
from pathlib import Path

import click

from core.catalogue import Catalogue, PluginStatus
from core.cli.scaffold import NameRefusedError, scaffold
from core.translation import translate


@click.group()
def plugins() -> None:
    """Phần bổ trợ của các tổ chức."""


@plugins.command("list")
@click.option("--json", "as_json", is_flag=True, help="In danh sách JSON.")
def list_plugins(
    as_json: bool,  # noqa: FBT001 — a flag of the command line
) -> None:
    """Liệt kê phần bổ trợ đã cài: tên, phiên bản, trạng thái, lý do."""
    states = Catalogue.installed().plugins
    if as_json:
        rows = [
            {
                "name": state.name,
                "version": state.version,
                "api_version": state.api_version,
                "state": state.state.value,
                "reason": state.reason,
                "detail": list(state.detail),
            }
            for state in states
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for state in states:
        shown = translate(f"plugin.{state.state.value}")
        click.echo(f"{state.name:<20} {state.version:<8} {shown}")
        if state.state is PluginStatus.QUARANTINED:
            click.echo(f"    {translate(f'plugin.{state.reason}')}")
            for fault in state.detail:
                click.echo(f"    - {fault}")


@plugins.command()
@click.argument("name")
@click.option(
    "--into",
    type=click.Path(exists=True, file_okay=False, writable=True, path_type=Path),
    default=Path("plugins"),
    show_default=True,
    help="Thư mục chứa các phần bổ trợ.",
)
def new(name: str, into: Path) -> None:
    """Tạo thư mục NAME với một phần bổ trợ tối thiểu chạy được."""
    try:
        made = scaffold(name, into)
    except NameRefusedError as error:
        raise click.ClickException(translate(f"scaffold.{error.reason}", name=name)) from error
    for path in made:
        click.echo(path)
    click.echo(translate("scaffold.next", name=name, folder=into.name))
