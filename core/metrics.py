"""What the operator measures: every instrument there is, under the layers that use them.

Functions, not instruments, are what others call: figures are kept per process and put together
over all workers of a server (``core.runtime.shared_metrics``), so an instrument is made in the
process that uses it, never before the fork. Nothing here names a tenant, a user or an item.
"""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WhyRefused = Literal["queue_full", "too_late", "database"]
"""Why a write was answered 503: no room in the queue, its time was up, the database was away."""

SignIn = Literal["passed", "failed", "throttled"]

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
GROUP = (1, 2, 4, 8, 16, 32, 64, 128, 256)
ATTEMPTS = (1, 2, 3, 5, 8, 13, 21)


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseCondition:
    """How the database is now, as far as the program's own account may ask.

    ``majority_lag`` is by how many seconds what most nodes have is behind the primary;
    ``member_lag`` the same by node, and ``members`` nodes by state, both empty where the account
    lacks the role ``clusterMonitor``.
    """

    writable: bool
    majority_lag: float | None = None
    member_lag: Mapping[str, float] = field(default_factory=dict)
    members: Mapping[str, int] = field(default_factory=dict)


def write_committed(*, writes: int = 1, attempts: int = 1, seconds: float) -> None:
    """Count one commit of *writes* writes that needed *attempts* tries and *seconds* in all."""
    made = _instruments()
    made.writes_committed.inc(writes)
    made.write_attempts.inc(attempts)
    made.attempts_per_commit.observe(attempts)
    made.group_size.observe(writes)
    made.commit_seconds.observe(seconds)


def write_failed(*, attempts: int = 1) -> None:
    """Count *attempts* tries that ended without a commit, for a refusal or a fault."""
    _instruments().write_attempts.inc(attempts)


def write_refused(why: WhyRefused, *, writes: int = 1) -> None:
    """Count *writes* that were answered 503 for want of a durable commit."""
    _instruments().writes_refused.labels(why).inc(writes)


def writes_waiting(length: int) -> None:
    """Note how many writes stand in this process's queue now."""
    _instruments().queue_length.set(length)


def write_waited(seconds: float) -> None:
    """Count how long a write stood in the queue before its transaction began."""
    _instruments().queue_seconds.observe(seconds)


def request_answered(*, route: str, method: str, status: int, seconds: float) -> None:
    """Count one answered request; *route* is a template such as ``/api/v1/tenants/<id>``."""
    _instruments().requests.labels(route, method, f"{status // 100}xx").observe(seconds)
    if status == _UNAVAILABLE:
        _instruments().unavailable.labels(route).inc()


def sign_in(outcome: SignIn) -> None:
    """Count a try to sign in, on the pages or through the API."""
    _instruments().sign_ins.labels(outcome).inc()


def registry() -> CollectorRegistry:
    """Return the registry of this process's own figures."""
    return _instruments().registry


_UNAVAILABLE = 503


class _Instruments:
    """The instruments of one process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.writes_committed = self._count("chungsuc_writes_committed", "Writes made durable")
        self.write_attempts = self._count(
            "chungsuc_write_attempts", "Tries of transactions, those that failed included"
        )
        self.attempts_per_commit = self._spread(
            "chungsuc_commit_attempts", "Tries that a commit needed", ATTEMPTS
        )
        self.group_size = self._spread("chungsuc_commit_writes", "Writes of one commit", GROUP)
        self.commit_seconds = self._spread(
            "chungsuc_commit_seconds", "From the first try to the durable commit", SECONDS
        )
        self.queue_seconds = self._spread(
            "chungsuc_write_queue_seconds", "How long a write waits for its transaction", SECONDS
        )
        self.writes_refused = self._count(
            "chungsuc_writes_refused", "Writes answered 503, and why", ("why",)
        )
        self.queue_length = Gauge(
            "chungsuc_write_queue",
            "Writes that wait now, over all workers",
            registry=self.registry,
            multiprocess_mode="livesum",
        )
        self.requests = self._spread(
            "chungsuc_request_seconds",
            "Duration of requests",
            SECONDS,
            ("route", "method", "status"),
        )
        self.unavailable = self._count(
            "chungsuc_requests_unavailable", "Requests answered 503", ("route",)
        )
        self.sign_ins = self._count("chungsuc_sign_ins", "Tries to sign in", ("outcome",))

    def _count(self, name: str, meaning: str, labels: Sequence[str] = ()) -> Counter:
        return Counter(name, meaning, labels, registry=self.registry)

    def _spread(
        self, name: str, meaning: str, buckets: Sequence[float], labels: Sequence[str] = ()
    ) -> Histogram:
        return Histogram(name, meaning, labels, registry=self.registry, buckets=buckets)


class _Process:
    """The instruments of this process, made once by the first thread that counts."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        self._making = threading.Lock()
        self._made: _Instruments | None = None

    def instruments(self) -> _Instruments:
        made = self._made
        if made is None:
            with self._making:
                made = self._made = self._made or _Instruments()
        return made


_process = _Process()
_instruments = _process.instruments
os.register_at_fork(after_in_child=_process.begin)
