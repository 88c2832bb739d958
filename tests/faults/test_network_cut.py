"""A node is cut off from everybody while people register: what it alone took was never promised."""

from __future__ import annotations

import pytest

from . import faults
from .namespaces import NODES, Network
from .nodes import QUICK_TO_TAKE_OVER, Node, NodeSet
from .program import Surroundings
from .rig import ITSELF, all_kept, running

pytestmark = pytest.mark.faults


@pytest.fixture(scope="module")
def network():
    with Network() as network:
        yield network


@pytest.fixture(scope="module")
def rig(network, tmp_path_factory):
    folder = tmp_path_factory.mktemp("cut")
    nodes = NodeSet(
        [
            Node(folder=folder / f"node{n}", host=network.host(n), inside=network.inside(n))
            for n in range(NODES)
        ],
        QUICK_TO_TAKE_OVER,
    )
    with running(Surroundings(data_dir=folder / "var", uri=nodes.uri), nodes) as rig:
        yield rig


def test_a_primary_cut_off_from_everybody_loses_nothing_and_is_replaced(rig, network):
    with rig.load() as load:
        load.wait_for(25)
        faults.network_is_cut(rig, load, network)
    account = rig.settle()
    assert all_kept(account)
    assert account.gap <= ITSELF
