"""Clocks jump by a day while people register: order, sessions and the audit trail bear it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
import requests

from ..waiting import until
from .clock import DAY, Clock
from .nodes import Node, NodeSet
from .program import Surroundings
from .rig import all_kept, running
from .sessions import SessionAtBrowser

pytestmark = pytest.mark.faults

BETWEEN = 15
WRONG = 2
"""Which node's clock jumps: a secondary, for libfaketime makes each commit of a primary slow."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("clock")


@pytest.fixture(scope="module")
def app_clock(folder):
    return Clock(folder / "of-the-app")


@pytest.fixture(scope="module")
def node_clock(folder):
    return Clock(folder / "of-a-node")


@pytest.fixture(scope="module")
def rig(folder, app_clock, node_clock):
    nodes = NodeSet(
        [
            Node(folder=folder / f"node{n}", environ=node_clock.environ if n == WRONG else {})
            for n in range(3)
        ]
    )
    around = Surroundings(data_dir=folder / "var", uri=nodes.uri, environ=app_clock.environ)
    with running(around, nodes) as rig:
        yield rig


def days_ahead(moment):
    return round((moment - datetime.now(UTC)) / timedelta(days=1))


def shown_by_app(rig):
    """What day a client is told, in days from the real one."""
    answer = requests.get(f"{rig.program.address}/health/live", timeout=15)
    return days_ahead(parsedate_to_datetime(answer.headers["Date"]))


def shown_by_node(rig):
    said = rig.nodes.nodes[WRONG].hello()
    return days_ahead(said["localTime"].replace(tzinfo=UTC)) if said else None


def test_the_clock_of_the_program_jumps_a_day_ahead_and_a_day_back(rig, app_clock):
    session = SessionAtBrowser(rig.program, hours=12)
    ends = session.ends()
    with rig.load() as load:
        for days, good in ((0, True), (1, False), (-1, True), (0, True)):
            app_clock.jump(days * DAY)
            until(lambda days=days: shown_by_app(rig) == days)
            load.wait_for(BETWEEN)
            # Each worker looks at its clock anew once a second only.
            until(lambda good=good: session.opens_pages() is good)
            assert session.ends() == ends
    assert all_kept(rig.settle())


def test_the_clock_of_a_secondary_node_jumps_a_day_ahead_and_a_day_back(rig, node_clock):
    with rig.load() as load:
        for days in (1, -1, 0):
            node_clock.jump(days * DAY)
            until(lambda days=days: shown_by_node(rig) == days)
            load.wait_for(BETWEEN)
    assert all_kept(rig.settle())
