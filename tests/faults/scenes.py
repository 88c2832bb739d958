"""The machines on which ``make soak`` plays its faults: what each needs, and what happens on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import faults
from .clock import DAY, Clock
from .disk import SmallDisk
from .namespaces import NODES, Network
from .nodes import QUICK_TO_TAKE_OVER, Node, NodeSet
from .program import Surroundings
from .rig import running
from .slow import SlowClients

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import ExitStack
    from pathlib import Path

    from .clients import Load
    from .rig import Rig

SLOW_CLIENTS = 40
WRONG = 2
"""Which node's clock jumps: a secondary, for libfaketime makes each commit of a primary slow."""

CUT_SECONDS = 30.0
"""So long a node stays cut off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A fault by name; ``cause`` gets what the scene has arranged besides the program."""

    name: str
    cause: Callable[[Rig, Load, Any], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A rig to be arranged in a folder; ``needs`` is the test file whose abilities it needs."""

    name: str
    arrange: Callable[[Path, ExitStack], tuple[Rig, Any]]
    acts: tuple[Act, ...]
    needs: str = ""


def _plainly(fault: Callable[[Rig, Load], None]) -> Act:
    return Act(name=fault.__name__, cause=lambda rig, load, _: fault(rig, load))


def _embedded(folder: Path, stack: ExitStack) -> tuple[Rig, None]:
    return stack.enter_context(running(Surroundings(data_dir=folder / "var"))), None


def _set(folder: Path, stack: ExitStack) -> tuple[Rig, None]:
    nodes = NodeSet([Node(folder=folder / f"node{n}") for n in range(NODES)])
    around = Surroundings(data_dir=folder / "var", uri=nodes.uri)
    return stack.enter_context(running(around, nodes)), None


def _small(folder: Path, stack: ExitStack) -> tuple[Rig, SmallDisk]:
    folder.mkdir(parents=True)
    disk = stack.enter_context(SmallDisk(folder / "disk"))
    around = Surroundings(data_dir=disk.path / "var", logs=folder)
    return stack.enter_context(running(around)), disk


def _networked(folder: Path, stack: ExitStack) -> tuple[Rig, Network]:
    network = stack.enter_context(Network())
    nodes = NodeSet(
        [
            Node(folder=folder / f"node{n}", host=network.host(n), inside=network.inside(n))
            for n in range(NODES)
        ],
        QUICK_TO_TAKE_OVER,
    )
    around = Surroundings(data_dir=folder / "var", uri=nodes.uri)
    return stack.enter_context(running(around, nodes)), network


def _clocked(folder: Path, stack: ExitStack) -> tuple[Rig, tuple[Clock, Clock]]:
    folder.mkdir(parents=True)
    of_app, of_node = Clock(folder / "of-the-app"), Clock(folder / "of-a-node")
    nodes = NodeSet(
        [
            Node(folder=folder / f"node{n}", environ=of_node.environ if n == WRONG else {})
            for n in range(NODES)
        ]
    )
    around = Surroundings(data_dir=folder / "var", uri=nodes.uri, environ=of_app.environ)
    return stack.enter_context(running(around, nodes)), (of_app, of_node)


def _jump(clock: Clock, load: Load) -> None:
    for days in (1, -1, 0):
        clock.jump(days * DAY)
        load.wait_for(20)


def _app_clock_jumps(_: Rig, load: Load, clocks: tuple[Clock, Clock]) -> None:
    _jump(clocks[0], load)


def _node_clock_jumps(_: Rig, load: Load, clocks: tuple[Clock, Clock]) -> None:
    _jump(clocks[1], load)


def _slow_clients_come(rig: Rig, load: Load, _: None) -> None:
    with SlowClients(rig.program.address, SLOW_CLIENTS):
        load.wait_for(100)


def _network_is_cut(rig: Rig, load: Load, network: Network) -> None:
    faults.network_is_cut(rig, load, network, CUT_SECONDS)


SCENES = (
    Scene(
        name="embedded", arrange=_embedded,
        acts=(
            _plainly(faults.worker_dies), _plainly(faults.program_dies),
            _plainly(faults.embedded_database_dies), _plainly(faults.power_is_cut),
            _plainly(faults.workers_are_reloaded), _plainly(faults.program_is_stopped_and_started),
            Act(name="slow_clients_come", cause=_slow_clients_come),
        ),
    ),
    Scene(
        name="set", arrange=_set,
        acts=(
            _plainly(faults.primary_dies), _plainly(faults.primary_left_alone),
            _plainly(faults.all_nodes_die),
        ),
    ),
    Scene(
        name="small-disk", arrange=_small, needs="test_disk_full",
        acts=(Act(name="disk_is_full", cause=faults.disk_is_full),),
    ),
    Scene(
        name="network", arrange=_networked, needs="test_network_cut",
        acts=(Act(name="network_is_cut", cause=_network_is_cut),),
    ),
    Scene(
        name="clocks", arrange=_clocked, needs="test_clock",
        acts=(
            Act(name="app_clock_jumps", cause=_app_clock_jumps),
            Act(name="node_clock_jumps", cause=_node_clock_jumps),
        ),
    ),
)  # fmt: skip
