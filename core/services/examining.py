"""Having a file looked through by a process that may be ended, one at a time."""

from __future__ import annotations

import hashlib
import json
import subprocess  # nosec B404
import sys
import threading
from pathlib import Path
from typing import Any

from core.domain.errors import InvalidError, Problem, UnavailableError
from core.domain.evidence import LARGEST_FILE, Content, Examined, MediaType

CHILD = Path(__file__).with_name("examining_child.py")
SECONDS = 8.0
"""So long one file is looked at; a photo of a telephone takes half a second."""

WAITING_SECONDS = 3.0
READ = 256 * 1024

_ONE_AT_A_TIME = threading.Lock()


def examine(file: Path, *, keep_position: bool) -> Examined:
    """Return what is to be kept of *file*, laid beside it.

    Raises InvalidError for what is no photo or document of the kinds there are, or none that can
    be read; UnavailableError where others are being looked through for too long, or this machine
    has no room or no time.
    """
    kept, thumbnail = file.with_suffix(".kept"), file.with_suffix(".small")
    if not _ONE_AT_A_TIME.acquire(timeout=WAITING_SECONDS):
        raise UnavailableError
    try:
        told = _told(file, kept, thumbnail, keep_position=keep_position)
    finally:
        _ONE_AT_A_TIME.release()
    if refused := told.get("refused"):
        raise InvalidError(problems=[Problem("content", refused)])
    digest, size = digest_of(kept)
    if size > LARGEST_FILE:  # a picture of noise, drawn anew
        raise InvalidError(problems=[Problem("content", "picture_too_large")])
    content = Content(
        media_type=MediaType(told["media_type"]),
        size=size,
        sha256=digest,
        width=told.get("width"),
        height=told.get("height"),
        position=told.get("position", False),
    )
    small = thumbnail.read_bytes() if content.media_type.is_photo else None
    return Examined(content=content, file=kept, thumbnail=small)


def digest_of(file: Path) -> tuple[str, int]:
    """Return the SHA-256 (hex) of a file and its size, reading a little at a time."""
    digest, size = hashlib.sha256(), 0
    with file.open("rb") as opened:
        while piece := opened.read(READ):
            digest.update(piece)
            size += len(piece)
    return digest.hexdigest(), size


def _told(file: Path, kept: Path, thumbnail: Path, *, keep_position: bool) -> dict[str, Any]:
    command = [sys.executable, "-I", str(CHILD), str(file), str(kept), str(thumbnail)]
    try:
        child = subprocess.run(  # noqa: S603  # nosec B603
            [*command, "1" if keep_position else "0"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
            env={"LC_ALL": "C.UTF-8"},  # no secret of ours is within a decoder's reach
            cwd=file.parent,
        )
        found: dict[str, Any] = json.loads(child.stdout)
    except subprocess.TimeoutExpired as error:  # its own limit comes first: this machine is busy
        raise UnavailableError from error
    except ValueError:  # it was ended by its limits
        return {"refused": "file_unreadable"}
    if found.get("unavailable"):
        raise UnavailableError
    return found
