"""The server is stopped, reloaded or sent everything twice under load: no error but a cut line."""

from __future__ import annotations

import pytest

from . import faults
from .clients import Habits
from .rig import all_kept

pytestmark = pytest.mark.faults

BETWEEN = 25


def test_workers_replaced_under_load_lose_nothing_and_refuse_nobody(rig):
    with rig.load() as load:
        for _ in range(2):
            load.wait_for(BETWEEN)
            faults.workers_are_reloaded(rig, load)
    account = rig.settle()
    assert all_kept(account)
    assert account.statuses[503] == 0


def test_a_server_stopped_in_good_order_and_started_again_loses_nothing(rig):
    with rig.load() as load:
        load.wait_for(BETWEEN)
        faults.program_is_stopped_and_started(rig, load)
    assert all_kept(rig.settle())


def test_clients_that_send_everything_twice_have_it_done_once(rig):
    with rig.load(habits=Habits(twice=1.0, change=0.4)) as load:
        load.wait_for(4 * BETWEEN)
    assert all_kept(rig.settle())


def test_the_check_finds_nothing_wrong_while_others_write(rig):
    with rig.load() as load:
        load.wait_for(BETWEEN)
        checks = [rig.program.run("integrity", "--json") for _ in range(2)]
    assert [check.stdout for check in checks if check.returncode] == []
