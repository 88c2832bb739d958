"""Ending transactions whose process is gone.

A killed process leaves its transaction open on the server, which lets it hold what it wrote for
a minute (``transactionLifetimeLimitSeconds``): until then nobody could register in that commune,
nor in its province. So each process says who it is, and who waits for a document looks around.
"""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from typing import TYPE_CHECKING

from pymongo.errors import PyMongoError

if TYPE_CHECKING:
    from pymongo import MongoClient

    from core.storage.database import Document

LONGEST_PAUSE = 5_000_000
"""Microseconds a living process leaves a transaction alone at most; a plugin's check takes 2 s."""

_PROGRAM = "chungsuc"


def application_name() -> str:
    """Return how this process introduces itself to the server: program, host, process."""
    return f"{_PROGRAM} {socket.gethostname()[:64]} {os.getpid()}"


def end_abandoned(client: MongoClient[Document]) -> None:
    """End the idle transactions of processes that are gone, or silent for too long.

    One that is alive after all repeats its transaction, so a wrong guess costs only time. Errors
    are left to the next attempt: this is a help, never a condition.
    """
    idle: list[Document] = [
        {"$currentOp": {"idleSessions": True}},
        {"$match": {"type": "idleSession", "transaction": {"$exists": True}}},
    ]
    with suppress(PyMongoError):
        for operation in client["admin"].aggregate(idle):
            if _is_abandoned(operation):
                client["admin"].command("killSessions", [{"id": operation["lsid"]["id"]}])


def _is_abandoned(operation: Document) -> bool:
    program, _, place = operation.get("appName", "").partition(" ")
    host, _, process = place.rpartition(" ")
    if program != _PROGRAM:
        return False
    here = host == socket.gethostname()[:64] and process.isdigit()
    if here and not _is_alive(int(process)):
        return True
    return bool(operation["transaction"]["timeInactiveMicros"] > LONGEST_PAUSE)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's, so it is not ours
        return False
    return True
