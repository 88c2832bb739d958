"""``chungsuc users``: the first accounts, and lists of them."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from core.app import moment_of
from core.catalogue import Catalogue
from core.cli.database import opened
from core.domain.access import OPERATOR, Role
from core.domain.errors import InvalidError, Problem
from core.domain.organizations import KNOWN_ORGANIZATIONS
from core.domain.people import Grant
from core.services.passwords import Passwords
from core.services.people import add_user

if TYPE_CHECKING:
    from core.services.inviting import Invited
    from core.services.ports.work import Repositories
    from core.settings import Settings


@click.group()
def users() -> None:
    """Người dùng và phân công."""


@users.command()
@click.argument("username")
@click.option("--name", help="Họ tên.")
@click.option("--tenant", required=True, help="Mã đơn vị (xem: chungsuc tenants find).")
@click.option("--organization", required=True, help="Mã tổ chức, ví dụ phu_nu, mttq.")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option("--password-stdin", is_flag=True, help="Đọc mật khẩu từ đầu vào chuẩn.")
@click.pass_obj
def add(
    settings: Settings,
    username: str,
    name: str | None,
    tenant: str,
    organization: str,
    role: str,
    password_stdin: bool,  # noqa: FBT001 — a flag of the command line
) -> None:
    """Tạo người dùng; gọi lại với tên đã có thì thêm một phân công."""
    password = sys.stdin.read().rstrip("\r\n") if password_stdin else None
    passwords = Passwords()
    grant = Grant(tenant=tenant, organization=organization, role=Role(role))
    moment = moment_of(settings, datetime.now(UTC))
    new = passwords.new(password, username=username) if password is not None else None
    organizations = {*Catalogue.installed().organizations, *KNOWN_ORGANIZATIONS}

    def act(work: Repositories) -> Invited:
        if not work.tenants.many([tenant]):
            raise InvalidError(problems=[Problem("tenant", "unknown_tenant", {"tenant": tenant})])
        return add_user(
            work=work,
            username=username,
            name=name or username,
            grant=grant,
            organizations=organizations,
            password=new,
            moment=moment,
        )

    with opened(settings) as store:
        invited = store.write(OPERATOR, act)
    user = invited.user
    click.echo(f"{user.username} ({user.id})")
    for held in user.assignments:
        click.echo(f"  {held.id}  {held.tenant}  {held.organization}  {held.role.value}")
    if invited.token:
        click.echo(f"Mã mời (dùng một lần, hạn 7 ngày): {invited.token}")
