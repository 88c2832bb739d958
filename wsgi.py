"""The program for any WSGI server that forks before it imports, as in ``gunicorn wsgi:app``.

Without ``CHUNGSUC_MONGODB_URI`` each process shares the embedded database until it ends. A
demonstration that has been loaded brings its practice date along, but never in production.
"""

from __future__ import annotations

import atexit
import os
from contextlib import ExitStack
from dataclasses import replace

from core.cli.database import prepared
from core.demonstration.loading import practice_date
from core.runtime.awaiting import Awaiting
from core.runtime.database import reach
from core.runtime.logs import configure_logs
from core.runtime.secret import with_secret_key
from core.settings import Settings

_until_exit = ExitStack()
atexit.register(_until_exit.close)


def _prepare(settings: Settings) -> Settings:
    with prepared(settings) as store:
        if settings.today is None and settings.env != "production":
            return replace(settings, today=practice_date(store))
    return settings


_settings = Settings.from_environment(os.environ)
configure_logs(_settings)
app = Awaiting(_until_exit.enter_context(reach(with_secret_key(_settings))), _prepare)
