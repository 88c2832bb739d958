"""What clients sent and were told: every attempt, every acknowledgement, and what must follow."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from .people import Officer

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A write to something that exists; ``action`` is how the audit trail names it.

    ``after`` is what the item must state once it is done, with ``status``; ``result`` what its
    one result must. A result's write leaves the item's version alone.
    """

    action: str
    method: str
    path: str
    token: str = field(repr=False)
    body: Json
    version: int | None
    status: str
    after: Json = field(default_factory=dict)
    result: Json | None = None


@dataclass(slots=True)
class Item:
    """One registration as its client knows it, written by the thread of that client only.

    ``ids`` and ``numbers`` are those of its acknowledgements; without any, and without a refusal,
    nobody knows whether it was made. ``doubtful`` is the same of its last change.
    """

    key: str
    officer: Officer
    body: Json
    ids: list[str] = field(default_factory=list)
    number: str = ""
    refused: str = ""
    version: int = 1
    status: str = "submitted"
    stated: Json = field(default_factory=dict)
    result: Json | None = None
    done: Counter[str] = field(default_factory=Counter)
    doubtful: Change | None = None

    @property
    def title(self) -> str:
        return str(self.body["title"])

    @property
    def is_known(self) -> bool:
        return bool(self.ids)

    @property
    def path(self) -> str:
        return f"/registrations/{self.ids[0]}"

    def apply(self, change: Change) -> None:
        """Note that *change* was made."""
        self.done[change.action] += 1
        self.status = change.status
        if change.result is None:
            self.version += 1
            self.stated = self.stated | change.after
        else:
            self.result = change.result

    def possibilities(self) -> list[Item]:
        """Return how it may stand: as it is, and as it is after what nobody knows of."""
        if self.doubtful is None:
            return [self]
        other = deepcopy(self)
        other.apply(self.doubtful)
        return [self, other]


class Journal:
    """Appended to by all clients; a line a request in *file*, the rest in memory."""

    def __init__(self, file: Path) -> None:
        self._lock = threading.Lock()
        self._file = file.open("a", encoding="utf-8")
        self.items: list[Item] = []
        self.wrong: list[str] = []
        self.acknowledged: list[float] = []
        self.waits: list[float] = []
        self.statuses: Counter[int] = Counter()

    def open(self, officer: Officer, body: Json, key: str) -> Item:
        """Begin an item, before the first attempt to make it."""
        item = Item(key=key, officer=officer, body=body, stated=body)
        with self._lock:
            self.items.append(item)
        return item

    def attempt(
        self, *, what: str, key: str, body: Any, status: int, told: Any, began: float
    ) -> None:
        """Note one request and its answer; status 0 is none."""
        now = time.monotonic()
        told = told if isinstance(told, dict) else {}
        line = {
            "at": round(now, 4), "took": round(now - began, 4), "what": what, "key": key,
            "sent": hashlib.sha256(json.dumps(body).encode()).hexdigest()[:16], "status": status,
            "id": told.get("id"), "number": told.get("number"), "version": told.get("version"),
            "reason": told.get("reason"),
        }  # fmt: skip
        with self._lock:
            self._file.write(json.dumps(line) + "\n")
            self.statuses[status] += 1
            self.waits.append(now - began)

    def acknowledge(self) -> None:
        """Note that a write was acknowledged just now."""
        with self._lock:
            self.acknowledged.append(time.monotonic())

    def blame(self, code: str, said: str) -> None:
        """Note what must never happen."""
        with self._lock:
            self.wrong.append(f"{code} {said[:400]}")

    def close(self) -> None:
        self._file.close()
