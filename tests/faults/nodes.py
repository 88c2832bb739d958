"""A replica set of mongods on this machine, each of which can be killed and started again."""

from __future__ import annotations

import os
import subprocess
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pymongo import MongoClient
from pymongo.errors import OperationFailure, PyMongoError
from pymongo.write_concern import WriteConcern

from core.runtime.embedded.machine import look, usable_mongod
from core.runtime.embedded.ports import choose

from ..waiting import until

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SET = "faults"
ELECTING_SECONDS = 40.0
_ALREADY_INITIALIZED = 23


@dataclass(slots=True, kw_only=True)
class Node:
    """One mongod; ``inside`` and ``environ`` are as a program's ``Surroundings``."""

    folder: Path
    host: str = "127.0.0.1"
    inside: tuple[str, ...] = ()
    environ: Mapping[str, str] = field(default_factory=dict)
    port: int = field(default_factory=lambda: choose(None))
    running: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"{self.host}:{self.port}"

    def start(self) -> None:
        if self.running is not None:
            return
        data = self.folder / "data"
        data.mkdir(parents=True, exist_ok=True)
        command: list[str | Path] = [
            *self.inside, usable_mongod(look()), "--dbpath", data, "--port", str(self.port),
            "--bind_ip", self.host, "--replSet", SET, "--oplogSize", "128", "--nounixsocket",
            "--wiredTigerCacheSizeGB", "0.25", "--logpath", self.folder / "mongod.log",
            "--logappend", "--quiet", "--setParameter", "diagnosticDataCollectionEnabled=false",
        ]  # fmt: skip
        with (self.folder / "mongod.out").open("ab") as out:
            self.running = subprocess.Popen(
                command, env={**os.environ, "LC_ALL": "C", **self.environ}, stdout=out, stderr=out
            )

    def kill(self) -> None:
        """End it at once, as a power cut does."""
        if self.running is not None:
            self.running.kill()
            self.running.wait()
            self.running = None

    def hello(self) -> dict[str, Any]:
        """Return what it says of itself; empty where it does not answer."""
        return self._asked("hello", 2)

    def checkpoint(self) -> None:
        """Have it put all it holds into its files, as it does by itself once a minute.

        What it takes back is taken back from there on, and that is work: a minute of a whole
        load, at the side of that load, has taken minutes.
        """
        assert self._asked("fsync", 30)

    def _asked(self, command: str, seconds: int) -> dict[str, Any]:
        with (
            suppress(PyMongoError),
            MongoClient[dict[str, Any]](
                self.host, self.port, directConnection=True, serverSelectionTimeoutMS=500,
                socketTimeoutMS=seconds * 1_000, retryReads=False,
            ) as client,
        ):  # fmt: skip
            return dict(client.admin.command(command))
        return {}


QUICK_TO_TAKE_OVER = {"catchUpTimeoutMillis": 2_000}
"""So long a new primary waits for what one that vanished may have had more; nothing promised."""


class NodeSet:
    """A set with the defaults of MongoDB, election time-out included, but for *settings*."""

    def __init__(self, nodes: list[Node], settings: Mapping[str, int] | None = None) -> None:
        self.nodes = nodes
        self._settings = dict(settings or {})

    @property
    def uri(self) -> str:
        hosts = ",".join(node.address for node in self.nodes)
        return f"mongodb://{hosts}/?replicaSet={SET}"

    def start(self) -> None:
        """Start all nodes; the first time they are made a set."""
        for node in self.nodes:
            node.start()
        until(lambda: all(node.hello() for node in self.nodes), ELECTING_SECONDS)
        self._initiate()
        self.primary()

    def primary(self) -> Node:
        """Return the node that takes writes, once there is one that knows that it is alone."""
        found = until(self._primary, ELECTING_SECONDS)
        assert found is not None
        return found

    def secondaries(self) -> list[Node]:
        primary = self.primary()
        return [node for node in self.nodes if node is not primary]

    def is_whole(self) -> bool:
        """Return whether one node is primary and all others hold what it takes from now on.

        A node that has taken writes alone follows for a moment before it takes them back, which
        may last, and in which it neither takes nor votes.
        """
        said = [node.hello() for node in self.nodes]
        primaries = sum(bool(each.get("isWritablePrimary")) for each in said)
        following = sum(bool(each.get("secondary")) for each in said)
        return primaries == 1 and following == len(said) - 1 and self._all_take_a_write()

    def _all_take_a_write(self) -> bool:
        everywhere = WriteConcern(w=len(self.nodes), wtimeout=2_000)
        with (
            suppress(PyMongoError),
            MongoClient[dict[str, Any]](self.uri, serverSelectionTimeoutMS=2_000) as client,
        ):
            beside = client.get_database("beside_the_program", write_concern=everywhere)
            beside["writes"].insert_one({})
            return True
        return False

    def kill(self) -> None:
        for node in self.nodes:
            node.kill()

    def _primary(self) -> Node | None:
        claiming = [node for node in self.nodes if node.hello().get("isWritablePrimary")]
        return claiming[0] if len(claiming) == 1 else None

    def _initiate(self) -> None:
        members = [{"_id": i, "host": node.address} for i, node in enumerate(self.nodes)]
        first = self.nodes[0]
        with MongoClient[dict[str, Any]](first.host, first.port, directConnection=True) as client:
            config = {"_id": SET, "members": members, "settings": self._settings}
            try:
                client.admin.command("replSetInitiate", config)
            except OperationFailure as error:
                if error.code != _ALREADY_INITIALIZED:
                    raise
