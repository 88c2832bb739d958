"""Who is measured, and one turn of it: what came back and what it cost whom."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from bench.figures import percentile, turns
from bench.load import Load, Served
from bench.proc import busy_seconds, cpu_seconds, family
from bench.servers.running import ROOT, BrokenError, clean

if TYPE_CHECKING:
    from collections.abc import Sequence

FAILURES_BORNE = 0.01
"""More than this share of other answers than expected, and a turn measures something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One contender's figures in one round; times in ms, ``*_cpu`` in ms per request.

    ``others`` is the share of all processors that neither the contender, its database nor the
    load generator took; ``generator`` the generator's share of one processor.
    """

    rate: float
    p50: float
    p99: float
    app_cpu: float
    database_cpu: float
    others: float
    generator: float
    failed: int
    requests: int


class Contender(Protocol):
    """Someone who can be loaded for some seconds."""

    @property
    def name(self) -> str: ...
    @property
    def app_pids(self) -> list[int]: ...
    @property
    def database_pid(self) -> int: ...
    def load(self, seconds: float) -> list[Served]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpContender:
    """A server asked over HTTP by a load generator."""

    name: str
    port: int
    pid: int
    database_pid: int
    requests: list[str] = field(repr=False)
    clients: int = 16
    expected: int = 201

    @property
    def app_pids(self) -> list[int]:
        return [pid for pid in family(self.pid) if pid != self.database_pid]

    def load(self, seconds: float) -> list[Served]:
        load = Load(
            port=self.port, requests=self.requests, seconds=seconds, clients=self.clients,
            expected=self.expected,
        )  # fmt: skip
        return _side_by_side("bench.load", [_fields(load)], {})


@dataclass(frozen=True, slots=True, kw_only=True)
class RawContender:
    """pymongo alone: two processes of many threads; they are generator and application in one."""

    name: str
    uri: str
    database_pid: int
    bodies: list[dict[str, Any]] = field(repr=False)
    processes: int = 2
    threads: int = 16
    app_pids: list[int] = field(default_factory=list)

    def load(self, seconds: float) -> list[Served]:
        asked = {"seconds": seconds, "threads": self.threads, "bodies": self.bodies}
        return _side_by_side("bench.raw", [asked] * self.processes, {"MONGO_URI": self.uri})


def measure(contender: Contender, seconds: float) -> Turn:
    """Load *contender* and return what it did; raises BrokenError where too much failed."""
    app, database = contender.app_pids, family_of(contender.database_pid)
    before = (cpu_seconds(app), cpu_seconds(database), busy_seconds(), time.monotonic())
    served = contender.load(seconds)
    after = (cpu_seconds(app), cpu_seconds(database), busy_seconds(), time.monotonic())
    app_cpu, database_cpu, busy, clock = (b - a for a, b in zip(before, after, strict=True))
    latencies = [each for one in served for each in one.latencies]
    failed = sum(sum(one.failed.values()) for one in served)
    if not latencies or failed > FAILURES_BORNE * len(latencies):
        said = next((one.failure for one in served if one.failure), "no answer")
        raise BrokenError(f"{contender.name}: {failed} requests failed, such as {said}")
    generator = sum(one.cpu for one in served)
    own = generator + app_cpu + database_cpu
    return Turn(
        rate=sum(len(one.latencies) / one.elapsed for one in served),
        p50=percentile(latencies, 0.5),
        p99=percentile(latencies, 0.99),
        app_cpu=1000 * (app_cpu if app else generator) / len(latencies),
        database_cpu=1000 * database_cpu / len(latencies),
        others=max(0.0, busy - own) / (clock * (os.cpu_count() or 1)),
        generator=generator / clock if app else 0.0,
        failed=failed,
        requests=len(latencies),
    )


def compete(
    contenders: Sequence[Contender], *, rounds: int, seconds: float
) -> dict[str, list[Turn]]:
    """Return every contender's turns; each is warmed up, then they take turns in every round."""
    for contender in contenders:
        measure(contender, min(2.0, seconds))
    taken: dict[str, list[Turn]] = {contender.name: [] for contender in contenders}
    for number, contender in turns(contenders, rounds):
        turn = measure(contender, seconds)
        taken[contender.name].append(turn)
        print(
            f"  {number + 1}. {contender.name:24} {turn.rate:7.1f}/s  p50 {turn.p50:6.1f}  "
            f"p99 {turn.p99:6.1f} ms  CPU {turn.app_cpu:5.2f} + {turn.database_cpu:5.2f} ms  "
            f"others {turn.others:4.0%}",
            flush=True,
        )
    return taken


def family_of(pid: int) -> list[int]:
    return list(family(pid))


def _side_by_side(
    module: str, inputs: Sequence[dict[str, Any]], environ: dict[str, str]
) -> list[Served]:
    command = [sys.executable, "-m", module]
    started = [
        subprocess.Popen(  # noqa: S603
            command,
            cwd=ROOT,
            env=clean(environ),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for _ in inputs
    ]
    for process, asked in zip(started, inputs, strict=True):
        if process.stdin is None:
            raise BrokenError(f"{module} has no input")
        process.stdin.write(json.dumps(asked).encode())
        process.stdin.close()
        process.stdin = None
    answers = [process.communicate()[0] for process in started]
    if any(process.returncode for process in started):
        raise BrokenError(f"{module} ended before its time")
    return [Served(**json.loads(each)) for each in answers]


def _fields(load: Load) -> dict[str, Any]:
    return {name: getattr(load, name) for name in load.__slots__}
