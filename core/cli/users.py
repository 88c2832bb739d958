"""``chungsuc users``: the first accounts, and lists of them."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from core.app import moment_of
from core.catalogue import Catalogue
from core.cli.database import opened
from core.domain.access import OPERATOR, Role
from core.domain.errors import InvalidError, Problem
from core.domain.organizations import KNOWN_ORGANIZATIONS
from core.domain.people import Grant
from core.domain.registration_search import Page
from core.services.passwords import Passwords
from core.services.people import add_user, list_users
from core.services.people_import import import_users, plan_import
from core.services.resetting_second_factor import reset_by_operator
from core.translation import translate

if TYPE_CHECKING:
    from core.domain.people import User
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
    organizations = _organizations()

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


@users.command("list")
@click.option("--q", default="", help="Tìm theo tên, tên đăng nhập; không cần dấu.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=200, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="In danh sách JSON.")
@click.pass_obj
def list_all(
    settings: Settings,
    q: str,
    limit: int,
    as_json: bool,  # noqa: FBT001 — a flag of the command line
) -> None:
    """Liệt kê người dùng, mới nhất trước, với các phân công."""
    with opened(settings) as store:
        found, total = list_users(
            work=store.read(OPERATOR), q=q, page=Page(limit=limit), count_up_to=10_000
        )
    if as_json:
        click.echo(json.dumps([_row(user) for user in found], ensure_ascii=False, indent=2))
        return
    for user in found:
        mark = translate("users.disabled") if user.disabled else ""
        click.echo(f"{user.username:<24} {user.name}  ({user.id}) {mark}".rstrip())
        for held in user.assignments:
            days = f"{held.valid_from or ''}…{held.valid_to or ''}"
            click.echo(f"  {held.tenant}  {held.organization}  {held.role.value}  {days}")
    click.echo(translate("users.total", shown=len(found), total=total))


@users.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Chỉ kiểm tra, không tạo ai.")
@click.pass_obj
def import_(
    settings: Settings,
    file: Path,
    dry_run: bool,  # noqa: FBT001 — a flag of the command line
) -> None:
    """Tạo người dùng từ bảng CSV: tất cả, hoặc không ai nếu có dòng sai.

    Cột: username, name, tenant, organization, role và, nếu cần, from, to. Mỗi người nhận một mã
    mời dùng một lần.
    """
    content, organizations = file.read_bytes(), _organizations()
    moment = moment_of(settings, datetime.now(UTC))

    def act(work: Repositories) -> list[Invited]:
        return import_users(work=work, content=content, organizations=organizations, moment=moment)

    with opened(settings) as store:
        if dry_run:
            plan = plan_import(
                work=store.read(OPERATOR),
                content=content,
                organizations=organizations,
                moment=moment,
            )
            if plan.problems:
                raise InvalidError(problems=plan.problems)
            click.echo(translate("users.import_possible", count=len(plan.newcomers)))
            return
        made = store.write(OPERATOR, act)
    for each in made:
        click.echo(f"{each.user.username}\t{each.user.name}\t{each.token}")


@users.command("reset-second-factor")
@click.argument("username")
@click.pass_obj
def reset_factor(settings: Settings, username: str) -> None:
    """Bỏ bước xác thực thứ hai của người mất điện thoại và mã dự phòng; mọi phiên đều kết thúc."""
    moment = moment_of(settings, datetime.now(UTC))
    with opened(settings) as store:
        user = store.write(
            OPERATOR, lambda work: reset_by_operator(work=work, username=username, moment=moment)
        )
    click.echo(translate("users.second_factor_reset", username=user.username))


def _organizations() -> set[str]:
    return {*Catalogue.installed().organizations, *KNOWN_ORGANIZATIONS}


def _row(user: User) -> dict[str, object]:
    return {
        "id": user.id,
        "username": user.username,
        "name": user.name,
        "disabled": user.disabled,
        "assignments": [
            {
                "id": held.id,
                "tenant": held.tenant,
                "organization": held.organization,
                "role": held.role.value,
                "from": held.valid_from.isoformat() if held.valid_from else None,
                "to": held.valid_to.isoformat() if held.valid_to else None,
            }
            for held in user.assignments
        ],
    }
