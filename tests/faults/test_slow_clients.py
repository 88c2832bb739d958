"""Slow clients wait for themselves: the others are served meanwhile, and nothing is lost."""

from __future__ import annotations

from statistics import quantiles

import pytest

from .rig import all_kept
from .slow import SlowClients

pytestmark = pytest.mark.faults

SLOW = 40


def test_forty_slow_clients_keep_nobody_waiting(rig):
    with rig.load(clients=2) as load:
        calm = slowest(rig, load)
        with SlowClients(rig.program.address, SLOW):
            load.wait_for(10)  # every slow one has begun
            beside_slow_ones = slowest(rig, load)
    assert all_kept(rig.settle())
    assert beside_slow_ones < max(1.0, 3 * calm)  # a busy machine is slow by itself


def slowest(rig, load):
    """How long 19 of 20 requests took at most."""
    begun = len(rig.journal.waits)
    load.wait_for(30)
    return quantiles(rig.journal.waits[begun:], n=20)[-1]
