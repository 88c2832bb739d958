"""Which port of 127.0.0.1 the embedded database listens on."""

from __future__ import annotations

import secrets
import socket
import time

# Below the ports the kernel lends to outgoing connections, which would take ours between restarts.
_FIRST, _COUNT = 20_000, 12_000
_PATIENCE_SECONDS = 2.0  # a mongod that was killed lets go of its port a little later


def is_free(port: int) -> bool:
    """Return whether a server could listen on *port* now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as mongod does
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def choose(preferred: int | None) -> int:
    """Return the preferred port unless somebody else keeps it, else one that is free."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while preferred is not None and time.monotonic() < deadline:
        if is_free(preferred):
            return preferred
        time.sleep(0.05)
    while not is_free(port := _FIRST + secrets.randbelow(_COUNT)):
        pass
    return port


def answers(port: int) -> bool:
    """Return whether something accepts connections on *port*."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
