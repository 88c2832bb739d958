"""Whatever is killed while people register: what was acknowledged is there, exactly once."""

from __future__ import annotations

import pytest

from . import faults
from .rig import all_kept

pytestmark = pytest.mark.faults

BETWEEN = 25  # writes acknowledged between one fault and the next


@pytest.mark.parametrize(
    ("fault", "times"),
    [
        pytest.param(faults.worker_dies, 3, id="worker"),
        pytest.param(faults.program_dies, 1, id="program"),
        pytest.param(faults.embedded_database_dies, 2, id="database"),
        pytest.param(faults.power_is_cut, 1, id="everything"),
    ],
)
def test_whatever_is_killed_every_acknowledged_write_is_there_exactly_once(rig, fault, times):
    with rig.load() as load:
        for _ in range(times):
            load.wait_for(BETWEEN)
            fault(rig, load)
        load.wait_for(BETWEEN)
    assert all_kept(rig.settle())
