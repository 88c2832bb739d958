"""The server's log: lines of JSON for machines, lines of text on a terminal, nothing personal."""

from __future__ import annotations

import logging
import os
import re
import sys
import traceback
from typing import TYPE_CHECKING, TextIO

from gunicorn import glogging  # type: ignore[import-untyped]
from structlog.contextvars import merge_contextvars
from structlog.dev import ConsoleRenderer, plain_traceback
from structlog.processors import JSONRenderer, TimeStamper
from structlog.stdlib import ExtraAdder, ProcessorFormatter, add_log_level, add_logger_name

from core.edge.request_log import REQUESTS

if TYPE_CHECKING:
    from structlog.typing import EventDict, Processor, WrappedLogger

    from core.settings import Settings

_QUOTED = re.compile(r"""'[^']*'|"[^"]*"|«[^»]*»""")
_MAIL = re.compile(r"[^\s@]+@[^\s@]+")
_LONG_NUMBER = re.compile(r"\+?\d(?:[ .-]?\d){8,}")
_QUERY = re.compile(r"\?\S+")
_STRANGERS = ("pymongo", "limits", "asyncio")
"""Loggers of libraries that tell what was sent and stored once they are made to talk."""


def configure_logs(settings: Settings, stream: TextIO | None = None) -> None:
    """Send what the program logs to *stream*, standard error by default, in the settings' form.

    Text is for a person at a terminal, who sees a request only if it failed or if the level is
    ``DEBUG``; JSON has one line per request.
    """
    stream = stream or sys.stderr
    as_text = (settings.log_format or ("text" if stream.isatty() else "json")) == "text"
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_formatter(_text(stream) if as_text else JSONRenderer(ensure_ascii=False)))
    logging.basicConfig(level=settings.log_level, handlers=[handler], force=True)
    quiet = as_text and settings.log_level == "INFO"
    logging.getLogger(REQUESTS).setLevel(logging.WARNING if quiet else logging.NOTSET)
    for stranger in _STRANGERS:
        logging.getLogger(stranger).setLevel(logging.WARNING)


def impersonal(text: str) -> str:
    """Return *text* without what might be of a person: quoted values, addresses, long numbers."""
    for pattern in (_QUOTED, _MAIL, _LONG_NUMBER):
        text = pattern.sub("…", text)
    return text


class GunicornLog(glogging.Logger):  # type: ignore[misc] # gunicorn ships no types
    """Gunicorn's messages among ours, instead of in a form of their own."""

    def setup(self, cfg: object) -> None:
        self.cfg = cfg
        self.error_log.handlers.clear()
        self.error_log.propagate = True


def _formatter(renderer: Processor) -> ProcessorFormatter:
    said: list[Processor] = [
        add_log_level, add_logger_name, ExtraAdder(), merge_contextvars,
        TimeStamper("iso", key="time"), _add_process, _explain, _tidy_gunicorn,
    ]  # fmt: skip
    return ProcessorFormatter(
        foreign_pre_chain=said,
        processors=[ProcessorFormatter.remove_processors_meta, renderer],
    )


def _text(stream: TextIO) -> ConsoleRenderer:
    return ConsoleRenderer(colors=stream.isatty(), exception_formatter=plain_traceback)


def _add_process(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    event["pid"] = os.getpid()
    return event


def _explain(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Put the exception into words: where it came from, and what it said but for values."""
    found = event.pop("exc_info", None)
    error = found[1] if isinstance(found, tuple) else found
    if isinstance(error, BaseException):
        event["exception"] = "\n".join(_causes(error))
    return event


def _causes(error: BaseException | None) -> list[str]:
    told: list[str] = []
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        frames = "".join(traceback.format_tb(error.__traceback__))
        told.insert(0, f"{frames}{type(error).__qualname__}: {impersonal(str(error))}")
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return told


def _tidy_gunicorn(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Take out what a client sent: gunicorn quotes requests that it cannot read."""
    if event.get("logger", "").startswith("gunicorn"):
        event["event"] = _QUERY.sub("…", _QUOTED.sub("…", event["event"]))
    return event
