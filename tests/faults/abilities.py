"""Which faults can be caused on this machine, and what it lacks for the others."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import tempfile
from dataclasses import dataclass

from .clock import LIBRARIES


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """What a test file needs and this machine has not; ``installable``: a package would do."""

    file: str
    what: str
    installable: bool


def lacking() -> list[Lack]:
    """Return why which test files cannot run here."""
    lacks = []
    if not _can_mount():
        lacks.append(Lack(file="test_disk_full.py", what="quyền gắn tmpfs", installable=False))
    if shutil.which("ip") is None:
        lacks.append(Lack(file="test_network_cut.py", what="gói iproute2", installable=True))
    elif not _can_make_networks():
        lacks.append(Lack(file="test_network_cut.py", what="quyền tạo netns", installable=False))
    if not LIBRARIES:
        lacks.append(Lack(file="test_clock.py", what="gói libfaketime", installable=True))
    return lacks


def _can_mount() -> bool:
    if os.geteuid() != 0:
        return False
    with tempfile.TemporaryDirectory() as place:
        done = _quietly("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", place)
        return done and _quietly("umount", place)


def _can_make_networks() -> bool:
    if os.geteuid() != 0:
        return False
    name = f"cs{secrets.token_hex(3)}"
    made = _quietly("ip", "netns", "add", name)
    joined = made and _quietly("ip", "-n", name, "link", "add", "switch", "type", "bridge")
    return made and _quietly("ip", "netns", "delete", name) and joined


def _quietly(*command: str) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
