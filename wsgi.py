"""The program for any WSGI server that forks before it imports, as in ``gunicorn wsgi:app``.

Without ``CHUNGSUC_MONGODB_URI`` each process shares the embedded database until it ends. A
demonstration that has been loaded brings its practice date along, but never in production.
"""

from __future__ import annotations

import atexit
import os
from contextlib import ExitStack
from dataclasses import replace

from core.app import create_app
from core.cli.database import prepared
from core.demonstration.loading import practice_date
from core.runtime.database import reach
from core.runtime.secret import with_secret_key
from core.settings import Settings

_until_exit = ExitStack()
atexit.register(_until_exit.close)

_settings = _until_exit.enter_context(reach(with_secret_key(Settings.from_environment(os.environ))))
with prepared(_settings) as _store:
    if _settings.today is None and _settings.env != "production":
        _settings = replace(_settings, today=practice_date(_store))

app = create_app(_settings)
