"""A network of namespaces on this machine, in which one node can be cut off from all others."""

from __future__ import annotations

import secrets
import subprocess
from contextlib import ExitStack
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Self

NODES = 3


class Network:
    """A switch, the machine itself at ``.254``, and each node at ``.1``, ``.2``, ``.3``.

    Everything lies in namespaces that vanish with the context; of the machine itself there is
    one end of a cable.
    """

    def __init__(self) -> None:
        self._name = f"cs{secrets.token_hex(3)}"
        self._subnet = f"10.213.{secrets.randbelow(254) + 1}"
        self._undo = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as undo:
            self._build(undo)
            self._undo = undo.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._undo.close()

    def host(self, node: int) -> str:
        return f"{self._subnet}.{node + 1}"

    def inside(self, node: int) -> tuple[str, ...]:
        """Return what is put before a command that runs at *node*."""
        return ("ip", "netns", "exec", self._space(node))

    def cut(self, node: int) -> None:
        """Let nothing pass from or to *node*, silently: nobody is told, packets just vanish."""
        _ip("-n", self._hub, "link", "set", f"port{node}", "down")

    def mend(self, node: int) -> None:
        _ip("-n", self._hub, "link", "set", f"port{node}", "up")

    @property
    def _hub(self) -> str:
        return f"{self._name}-hub"

    def _space(self, node: int) -> str:
        return f"{self._name}-{node}"

    def _build(self, undo: ExitStack) -> None:
        for space in (self._hub, *map(self._space, range(NODES))):
            _ip("netns", "add", space)
            undo.callback(_ip, "netns", "delete", space)
            _ip("-n", space, "link", "set", "lo", "up")
        _ip("-n", self._hub, "link", "add", "switch", "type", "bridge")
        _ip("-n", self._hub, "link", "set", "switch", "up")
        _ip("link", "add", self._name, "type", "veth", "peer", "name", "here", "netns", self._hub)
        self._plug_in("here")
        _ip("address", "add", f"{self._subnet}.254/24", "dev", self._name)
        _ip("link", "set", self._name, "up")
        for node in range(NODES):
            space, port = self._space(node), f"port{node}"
            _ip("-n", space, "link", "add", "eth0", "type", "veth", "peer", "name", port,
                "netns", self._hub)  # fmt: skip
            self._plug_in(port)
            _ip("-n", space, "address", "add", f"{self.host(node)}/24", "dev", "eth0")
            _ip("-n", space, "link", "set", "eth0", "up")

    def _plug_in(self, port: str) -> None:
        _ip("-n", self._hub, "link", "set", port, "master", "switch")
        _ip("-n", self._hub, "link", "set", port, "up")


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True)
