"""The disk is full while people register: nothing acknowledged goes, and room is all it takes."""

from __future__ import annotations

import pytest

from . import faults
from .disk import SmallDisk
from .program import Surroundings
from .rig import all_kept, running

pytestmark = pytest.mark.faults


@pytest.fixture(scope="module")
def disk(tmp_path_factory):
    with SmallDisk(tmp_path_factory.mktemp("full") / "disk") as disk:
        yield disk


@pytest.fixture(scope="module")
def rig(disk, tmp_path_factory):
    logs = tmp_path_factory.mktemp("logs")
    with running(Surroundings(data_dir=disk.path / "var", logs=logs)) as rig:
        yield rig


def test_a_full_disk_loses_nothing_and_writes_are_back_once_there_is_room(rig, disk):
    with rig.load() as load:
        load.wait_for(25)
        faults.disk_is_full(rig, load, disk)
    account = rig.settle()
    assert all_kept(account)
    assert account.statuses[503] > 0
