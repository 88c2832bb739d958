"""Asking one thing again and again on one connection: times of the client and of the server."""

from __future__ import annotations

import http.client
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bench.commits import total
from bench.figures import median
from bench.servers.running import BrokenError, get

if TYPE_CHECKING:
    from collections.abc import Mapping

SERVED = "chungsuc_request_seconds"
_PATIENCE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer: the client's time and, where the server tells it, the server's, in ms."""

    took: float
    server: float | None
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


class Asker:
    """One client with its connection."""

    def __init__(self, port: int, token: str = "") -> None:
        self.port = port
        self._headers = {"Accept": "application/json"}
        if token:
            self._headers["Authorization"] = f"Bearer {token}"
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)

    def ask(self, path: str) -> Answer:
        """Return the answer of a GET; raises BrokenError unless it is 200.

        A server closes a connection that was idle; then a new one is opened and timed.
        """
        try:
            return self._ask(path)
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            self._connection.close()
            return self._ask(path)

    def _ask(self, path: str) -> Answer:
        began = time.perf_counter()
        self._connection.request("GET", path, headers=self._headers)
        answer = self._connection.getresponse()
        body = answer.read()
        took = 1000 * (time.perf_counter() - began)
        if answer.status != http.HTTPStatus.OK:
            raise BrokenError(f"GET {path}: {answer.status} {body[:500].decode(errors='replace')}")
        headers = {name.lower(): value for name, value in answer.getheaders()}
        timing = headers.get("server-timing", "").rpartition("=")[2]
        server = float(timing) if timing else None
        return Answer(took=took, server=server, headers=headers, body=body)

    def close(self) -> None:
        self._connection.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """How long one question took, in ms: medians over some askings."""

    client: float
    server: float | None
    bytes: int


def times(asker: Asker, path: str, times_asked: int, *, route: str = "") -> Times:
    """Ask so often; *route* names where ``/metrics`` has the server's time, if no header does."""
    answers: list[Answer] = []
    told: list[float] = []
    for _ in range(times_asked):
        before = _served(asker.port, route)
        answer = asker.ask(path)
        server = answer.server if answer.server is not None else _since(before, asker.port, route)
        answers.append(answer)
        told += [] if server is None else [server]
    return Times(
        client=median([answer.took for answer in answers]),
        server=median(told) if told else None,
        bytes=len(answers[-1].body),
    )


def _since(before: tuple[float, float], port: int, route: str) -> float | None:
    """Return the mean of the server's times since *before*, in ms: usually of one request."""
    seconds, number = (b - a for a, b in zip(before, _served(port, route), strict=True))
    return 1000 * seconds / number if number else None


def _served(port: int, route: str) -> tuple[float, float]:
    """Return seconds and number of the requests to *route* so far; nothing without one."""
    if not route:
        return 0.0, 0.0
    metrics = get(port, "/metrics")[1].decode()
    label = f'"{route}"'
    return total(metrics, f"{SERVED}_sum", label), total(metrics, f"{SERVED}_count", label)
