"""The load generator, a process of its own: clients that keep their connections and never pause.

Reads a ``Load`` as JSON from standard input, writes a ``Served`` as JSON to standard output. One
thread over raw sockets: what it takes is counted, and is little beside what it asks of a server.
"""

from __future__ import annotations

import json
import selectors
import socket
import sys
import time
from dataclasses import asdict, dataclass, field
from itertools import count
from uuid import uuid4

KEY = "\0key\0"
"""Stands in a request for something that is new every time it is sent."""

_PATIENCE = 30.0  # seconds for the answers that are under way when the time is over
_RECEIVED = 65536


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """Requests as they go over the line, sent in turn by *clients* for *seconds*."""

    port: int
    requests: list[str]
    seconds: float
    clients: int = 16
    expected: int = 200


@dataclass(slots=True, kw_only=True)
class Served:
    """What came back: ms per expected answer, how often which other status, one of them whole."""

    latencies: list[float] = field(default_factory=list)
    failed: dict[str, int] = field(default_factory=dict)
    failure: str = ""
    elapsed: float = 0.0
    cpu: float = 0.0


class Client:
    """One connection and the answer it waits for."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.received = b""
        self.sent_at = 0.0

    def send(self, request: bytes) -> None:
        self.received = b""
        self.sent_at = time.perf_counter()
        self.socket.sendall(request)

    def take(self) -> tuple[int, bytes] | None:
        """Return status and text once the answer is whole; ConnectionError when it ended early."""
        more = self.socket.recv(_RECEIVED)
        if not more:
            raise ConnectionError("the server closed the connection")
        self.received += more
        return answer_of(self.received)


def answer_of(received: bytes) -> tuple[int, bytes] | None:
    """Return status and the whole text of an answer, or None while some of it is missing."""
    head, ended, body = received.partition(b"\r\n\r\n")
    if not ended:
        return None
    lowered = head.lower()
    _, found, rest = lowered.partition(b"\r\ncontent-length:")
    if found:
        complete = len(body) >= int(rest.partition(b"\r\n")[0])
    else:
        complete = b"chunked" in lowered and body.endswith(b"0\r\n\r\n")
    return (int(head[9:12]), received) if complete else None


def run(load: Load) -> Served:
    """Ask until the time is over, wait for what is under way, and tell what came back."""
    served, numbers, prefix = Served(), count(), uuid4().hex[:16]
    prepared = [request.encode().split(KEY.encode()) for request in load.requests]

    def next_request() -> bytes:
        number = next(numbers)
        parts = prepared[number % len(prepared)]
        return f"{prefix}{number:x}".encode().join(parts)

    with selectors.DefaultSelector() as selector:
        began, cpu = time.perf_counter(), time.process_time()
        over = began + load.seconds
        for _ in range(load.clients):
            client = Client(load.port)
            selector.register(client.socket, selectors.EVENT_READ, client)
            client.send(next_request())
        while selector.get_map():
            for key, _ in selector.select(_PATIENCE) or _silent():
                client = key.data
                answer = client.take()
                if answer is None:
                    continue
                now = time.perf_counter()
                _note(served, load, answer, 1000 * (now - client.sent_at))
                if now < over:
                    client.send(next_request())
                else:
                    selector.unregister(client.socket)
                    client.socket.close()
        served.elapsed = time.perf_counter() - began
        served.cpu = time.process_time() - cpu
    return served


def _note(served: Served, load: Load, answer: tuple[int, bytes], took: float) -> None:
    status, text = answer
    if status == load.expected:
        served.latencies.append(took)
        return
    served.failed[str(status)] = served.failed.get(str(status), 0) + 1
    served.failure = served.failure or text.decode(errors="replace")[:2000]


def _silent() -> list[tuple[selectors.SelectorKey, int]]:
    raise TimeoutError(f"no answer within {_PATIENCE:.0f} seconds")


if __name__ == "__main__":
    json.dump(asdict(run(Load(**json.load(sys.stdin)))), sys.stdout)
