"""The command line: ``chungsuc …``; commands attach to the running database."""

from __future__ import annotations

import os
import sys

import click
from pymongo.errors import OperationFailure, PyMongoError

from core.cli.audit import audit
from core.cli.backup import backup, verify
from core.cli.demo import demo
from core.cli.integrity import integrity
from core.cli.jobs import jobs
from core.cli.mails import mails
from core.cli.messages import explained
from core.cli.plugins import plugins
from core.cli.purge import purge
from core.cli.rebuild import rebuild
from core.cli.restore import restore
from core.cli.serving import serve
from core.cli.tenants import tenants
from core.cli.users import users
from core.cli.worker import worker
from core.domain.errors import DomainError
from core.runtime.embedded import EmbeddedDatabaseError
from core.settings import Settings, SettingsError
from core.storage.store import unavailable

COMMANDS = (
    audit, backup, demo, integrity, jobs, mails, plugins, purge, rebuild, restore, serve, tenants,
    users, verify, worker,
)  # fmt: skip

REFUSING = frozenset({13, 18})
"""Codes with which MongoDB says that an account may not do that, or is not known."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="chungsuc")
@click.pass_context
def chungsuc(context: click.Context) -> None:
    """Chung Sức: đăng ký, hiệp thương, báo cáo, tổng hợp công trình, mô hình, phần việc."""
    context.obj = Settings.from_environment(os.environ)


for command in COMMANDS:
    chungsuc.add_command(command)


def main() -> None:
    """Run a command; what it refuses is one clear message, not a traceback."""
    try:
        chungsuc.main(prog_name="chungsuc", standalone_mode=True)
    except (DomainError, SettingsError, EmbeddedDatabaseError) as error:
        click.echo(explained(error), err=True)
        sys.exit(1)
    except PyMongoError as error:
        if isinstance(error, OperationFailure) and error.code in REFUSING:
            # After the brace comes the command as it was sent; its first word is what was asked.
            right, _, sent = str((error.details or {}).get("errmsg", "")).partition(" { ")
            said = f"{right} {sent.partition(':')[0]}".strip()
            click.echo(f"CHUNGSUC_MONGODB_URI: cơ sở dữ liệu từ chối tài khoản: {said}.", err=True)
            sys.exit(1)
        refusal = unavailable(error)
        if not isinstance(refusal, DomainError):
            raise
        click.echo(explained(refusal), err=True)
        sys.exit(1)
