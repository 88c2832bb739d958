"""What is read of Linux and of the program's own figures."""

from __future__ import annotations

import os

import pytest

from bench.commits import read_commits
from bench.proc import (
    busy_ticks,
    cpu_seconds,
    cpu_ticks,
    family,
    proportional_kilobytes,
    proportional_megabytes,
)

STAT = (
    "812 (chung (suc) 1) S 1 812 812 0 -1 4194560 5 6 7 8 40 20 9 1 20 0 17 0 100 0 0 "
    "18446744073709551615 1 1 0 0 0 0 0 0 0 0 0 0 17 0 0 0 0 0 0"
)


def test_processor_time_counts_user_system_and_ended_children_whatever_the_name():
    assert cpu_ticks(STAT) == 40 + 20 + 9 + 1


def test_the_machine_is_busy_when_it_neither_idles_nor_waits_for_a_disk():
    assert busy_ticks("cpu  100 5 50 9000 70 1 2 3 20 0\ncpu0 1 1 1 1\n") == 161


def test_memory_is_the_proportional_set_size():
    rollup = "00400000-7fff [rollup]\nRss:  9000 kB\nPss:  4096 kB\nPss_Anon: 100 kB\n"

    assert proportional_kilobytes(rollup) == 4096
    with pytest.raises(ValueError, match="Pss"):
        proportional_kilobytes("Rss: 1 kB\n")


def test_this_process_is_of_its_own_family_and_has_time_and_memory():
    here = os.getpid()

    assert here in set(family(here))
    assert cpu_seconds([here]) > 0
    assert proportional_megabytes([here]) > 1


def test_a_process_that_is_gone_counts_nothing():
    assert cpu_seconds([2**22 + 1]) == 0


def test_tries_and_size_of_commits_are_those_since_an_earlier_look():
    earlier = read_commits(_metrics(attempts=10, commits=8, writes=20))
    later = read_commits(_metrics(attempts=32, commits=28, writes=120))

    assert later.tries_since(earlier) == pytest.approx(1.1)
    assert later.writes_since(earlier) == 5
    assert later.tries_since(later) is None


def _metrics(*, attempts: int, commits: int, writes: int) -> str:
    return (
        "# HELP chungsuc_write_attempts_total Tries\n"
        f"chungsuc_write_attempts_total {attempts}.0\n"
        f"chungsuc_commit_attempts_count {commits}.0\n"
        'chungsuc_commit_attempts_bucket{le="1.0"} 7.0\n'
        f"chungsuc_writes_committed_total {writes}.0\n"
    )
