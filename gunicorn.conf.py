"""What ``gunicorn wsgi:app`` needs in this folder; gunicorn reads it, its own flags go before."""

import os

# Before the fork, so that what no worker writes to lies in memory once.
import core.cli.database
import core.demonstration.loading  # noqa: F401
from core.runtime.gunicorn_options import options
from core.runtime.logs import configure_logs
from core.settings import Settings

settings = Settings.from_environment(os.environ)
configure_logs(settings)
globals().update(options(settings))
del settings
