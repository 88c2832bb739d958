"""The faults: each is caused under load, and seen through until writes are acknowledged again."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from pymongo import MongoClient
from pymongo.errors import PyMongoError

from core.runtime.embedded import process
from core.runtime.embedded.folder import Folder

from ..waiting import until

if TYPE_CHECKING:
    from core.runtime.embedded.process import Mongod

    from .clients import Load
    from .disk import SmallDisk
    from .namespaces import Network
    from .nodes import Node, NodeSet
    from .rig import Rig

BACK_SECONDS = 60.0
"""Beyond every promise: whoever is not back by then never will be."""

HEALING_SECONDS = 240.0
DYING_SECONDS = 90.0
ALONE_SECONDS = 3.0


def worker_dies(rig: Rig, load: Load) -> None:
    rig.program.kill_a_worker()
    load.writes_again(BACK_SECONDS)


def program_dies(rig: Rig, load: Load) -> None:
    rig.program.kill_the_program()
    rig.program.start()
    load.writes_again(BACK_SECONDS)


def embedded_database_dies(rig: Rig, load: Load) -> None:
    rig.program.kill_the_database()
    load.writes_again(BACK_SECONDS)


def power_is_cut(rig: Rig, load: Load) -> None:
    rig.program.kill_everything()
    rig.program.start()
    load.writes_again(BACK_SECONDS)


def workers_are_reloaded(rig: Rig, load: Load) -> None:
    rig.program.reload()
    load.writes_again(BACK_SECONDS)


def program_is_stopped_and_started(rig: Rig, load: Load) -> None:
    rig.program.terminate()
    rig.program.start()
    load.writes_again(BACK_SECONDS)


def primary_dies(rig: Rig, load: Load) -> None:
    primary = nodes_of(rig).primary()
    primary.kill()
    load.writes_again(BACK_SECONDS)
    primary.start()
    _heal(rig)


def primary_left_alone(rig: Rig, load: Load) -> None:
    """Two nodes die, the primary takes writes alone, dies, and comes back last."""
    nodes = nodes_of(rig)
    primary, others = nodes.primary(), nodes.secondaries()
    primary.checkpoint()
    for node in others:
        node.kill()
    until(lambda: _is_ahead(primary))
    began = time.monotonic()
    until(lambda: time.monotonic() - began > ALONE_SECONDS)
    primary.kill()
    for node in others:
        node.start()
    load.writes_again(BACK_SECONDS)
    primary.start()
    _heal(rig)


def all_nodes_die(rig: Rig, load: Load) -> None:
    nodes = nodes_of(rig)
    nodes.kill()
    nodes.start()
    load.writes_again(BACK_SECONDS)
    _heal(rig)


def network_is_cut(rig: Rig, load: Load, network: Network, seconds: float = 0) -> None:
    """Cut the primary off until writes are back, and for *seconds* at least."""
    nodes = nodes_of(rig)
    lost = nodes.nodes.index(nodes.primary())
    began = time.monotonic()
    network.cut(lost)
    try:
        load.writes_again(BACK_SECONDS)
        until(lambda: time.monotonic() - began > seconds, seconds + 1)
    finally:
        network.mend(lost)
    _heal(rig)


def disk_is_full(rig: Rig, load: Load, disk: SmallDisk) -> None:
    """Fill the embedded database's disk until it dies of it, and make room again."""
    died = process.find(Folder.within(rig.program.data_dir))
    assert died is not None
    disk.fill()
    until(lambda: _has_died_of(disk, died, rig), DYING_SECONDS)
    died.close()
    refused = rig.journal.statuses[503]
    until(lambda: rig.journal.statuses[503] > refused, BACK_SECONDS)
    disk.make_room()
    load.writes_again(BACK_SECONDS)


def nodes_of(rig: Rig) -> NodeSet:
    assert rig.nodes is not None
    return rig.nodes


def _has_died_of(disk: SmallDisk, mongod: Mongod, rig: Rig) -> bool:
    disk.fill()
    with (
        suppress(PyMongoError),
        MongoClient[dict[str, Any]](rig.program.uri, timeoutMS=2_000) as client,
    ):
        client.admin.command("fsync")  # what it does once a minute
    return mongod.died(0.1)


def _heal(rig: Rig) -> None:
    until(nodes_of(rig).is_whole, HEALING_SECONDS)


def _is_ahead(node: Node) -> bool:
    """Return whether it has taken writes that no majority has."""
    last = node.hello().get("lastWrite", {})
    return bool(last and last["opTime"]["ts"] > last["majorityOpTime"]["ts"])
