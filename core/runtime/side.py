"""One of the processes that work side by side: ``python -m core.runtime.side <descriptor>``.

It is handed its work over a socket it has inherited, and imports what that needs and no more.
"""

from __future__ import annotations

import gc
import signal
import sys
from functools import partial
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

ASKING, TELLING = "asking", "telling"


class NobodyListensError(Exception):
    """The process that gave the work is gone."""


def run(line: Connection) -> None:
    """Do the work that comes over *line*, piece after piece."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the giver is interrupted too, and ends it
    gc.disable()  # millions of documents, none in a circle: looking for those doubles the time
    try:
        work, given = _received(line)
        work(_pieces(line), given, partial(_tell, line))
    except NobodyListensError:
        sys.exit(1)  # nobody is left to read a reason


def send(line: Connection, message: object) -> None:
    """Send *message*; where the other end is gone, the next reading from the line says so."""
    try:
        line.send(message)
    except ConnectionError:
        return


def _pieces(line: Connection) -> Iterator[Any]:
    while True:
        send(line, (ASKING, None))
        piece = _received(line)
        if piece is None:
            return
        yield piece


def _received(line: Connection) -> Any:
    try:
        return line.recv()
    except (EOFError, ConnectionError):
        raise NobodyListensError from None


def _tell(line: Connection, told: Any) -> None:
    try:
        line.send((TELLING, told))
    except ConnectionError:
        raise NobodyListensError from None


if __name__ == "__main__":
    run(Connection(int(sys.argv[1])))
