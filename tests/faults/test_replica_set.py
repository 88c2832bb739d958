"""Nodes of a replica set die while people register: no acknowledgement was too early."""

from __future__ import annotations

import pytest

from . import faults
from .nodes import Node, NodeSet
from .program import Surroundings
from .rig import all_kept, running

pytestmark = pytest.mark.faults

BETWEEN = 25


@pytest.fixture(scope="module")
def rig(tmp_path_factory):
    folder = tmp_path_factory.mktemp("set")
    nodes = NodeSet([Node(folder=folder / f"node{n}") for n in range(3)])
    with running(Surroundings(data_dir=folder / "var", uri=nodes.uri), nodes) as rig:
        yield rig


def test_a_killed_primary_loses_nothing_and_writes_are_back_within_15_seconds(rig):
    with rig.load() as load:
        load.wait_for(BETWEEN)
        faults.primary_dies(rig, load)
    account = rig.settle()
    assert all_kept(account)
    assert account.gap <= 15


def test_what_a_primary_took_alone_is_rolled_back_and_nothing_acknowledged_with_it(rig):
    with rig.load() as load:
        load.wait_for(BETWEEN)
        faults.primary_left_alone(rig, load)
    assert all_kept(rig.settle())


def test_all_nodes_killed_at_once_lose_nothing_and_writes_are_back_within_20_seconds(rig):
    with rig.load() as load:
        load.wait_for(BETWEEN)
        faults.all_nodes_die(rig, load)
    account = rig.settle()
    assert all_kept(account)
    assert account.gap <= 20
