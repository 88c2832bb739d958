"""Clients that connect and then send a byte now and then, as bad lines and bad people do."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from typing import Self

PACE_SECONDS = 0.5
HEADERS = b"GET /api/v1/me HTTP/1.1\r\nHost: cham\r\nX-Cham: " + b"a" * 400
BODY = (
    b"POST /api/v1/tokens HTTP/1.1\r\nHost: cham\r\nContent-Type: application/json\r\n"
    b"Content-Length: 400\r\n\r\n" + b" " * 400
)


class SlowClients:
    """So many connections, half of them slow in their headers and half in their bodies."""

    def __init__(self, address: str, count: int) -> None:
        parts = urlsplit(address)
        self._place = (parts.hostname or "", parts.port or 0)
        self._stopping = threading.Event()
        self._threads = [
            threading.Thread(target=self._trickle, args=((HEADERS, BODY)[n % 2],), daemon=True)
            for n in range(count)
        ]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        for thread in self._threads:
            thread.join(60)

    def _trickle(self, request: bytes) -> None:
        head, _, _ = request.partition(b"X-Cham" if request is HEADERS else b"    ")
        while not self._stopping.is_set():
            with suppress(OSError), socket.create_connection(self._place, timeout=30) as line:
                line.sendall(head)
                for sent in range(len(head), len(request)):
                    if self._stopping.wait(PACE_SECONDS):
                        break
                    line.sendall(request[sent : sent + 1])
