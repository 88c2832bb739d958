"""Databases of tests that are done with: dropped, and their files closed soon."""

from __future__ import annotations

from itertools import count
from typing import Any

from pymongo import MongoClient

_dropped = count(1)

BETWEEN = 4
"""So many databases are dropped before their files are closed together."""


def forget_soon(uri: str) -> None:
    """A dropped database keeps its files open for as long as its past may be read.

    The five minutes of a default are two thousand tests, and more files than a process may open.
    """
    with MongoClient[dict[str, Any]](uri) as client:
        client.admin.command("setParameter", 1, minSnapshotHistoryWindowInSeconds=3)


def drop(client: MongoClient[Any], name: str) -> None:
    """Drop a database; its some 130 files are closed after the next checkpoint only.

    By itself a server makes one in a minute, and does not heed a shorter ``syncdelay`` that is
    set while it runs.
    """
    client.drop_database(name)
    if not next(_dropped) % BETWEEN:
        client.admin.command("fsync", 1)
