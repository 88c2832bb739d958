"""The program for any WSGI server that forks before it imports, as in ``gunicorn wsgi:app``.

Without ``CHUNGSUC_MONGODB_URI`` each process shares the embedded database until it ends.
"""

from __future__ import annotations

import atexit
import os
from contextlib import ExitStack

from core.app import create_app
from core.runtime.database import reach
from core.runtime.secret import with_secret_key
from core.settings import Settings

_until_exit = ExitStack()
atexit.register(_until_exit.close)

app = create_app(
    _until_exit.enter_context(reach(with_secret_key(Settings.from_environment(os.environ))))
)
