"""What ``gunicorn wsgi:app`` needs in this folder; gunicorn reads it, its own flags go before."""

import os

from core.runtime.gunicorn_options import options
from core.runtime.logs import configure_logs
from core.settings import Settings

settings = Settings.from_environment(os.environ)
configure_logs(settings)
globals().update(options(settings))
del settings
