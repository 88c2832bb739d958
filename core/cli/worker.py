"""``chungsuc worker``: doing the jobs in a program of its own, beside the server's."""

from __future__ import annotations

import signal
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from core.app import moment_of
from core.catalogue import Catalogue
from core.cli.database import prepared
from core.demonstration.loading import practice_date
from core.runtime.database import reach
from core.runtime.logs import configure_logs
from core.runtime.secret import with_secret_key
from core.runtime.working import Worker, handlers_for
from core.translation import translate

if TYPE_CHECKING:
    from core.settings import Settings


@click.command()
@click.pass_obj
def worker(settings: Settings) -> None:
    """Làm các việc đang chờ (tìm chồng chéo, nhắc việc, gửi thư …) cho đến khi được dừng.

    Máy chủ cũng tự làm; chạy thêm lệnh này khi muốn dành riêng một tiến trình cho các việc ấy
    (CHUNGSUC_JOBS=0 để máy chủ không làm).
    """
    configure_logs(settings)
    with reach(with_secret_key(settings)) as reached, prepared(reached) as store:
        today = reached.today or practice_date(store)
        practiced = replace(reached, today=today)
        handlers = handlers_for(practiced, store, Catalogue.installed())
        working = Worker(store, lambda: moment_of(practiced, datetime.now(UTC)), handlers=handlers)

        def stop(*_: Any) -> None:
            working.stop()

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop)
        click.echo(translate("worker.begun"), err=True)
        working.run()
