"""Clients that register, change, agree, report, read back, repeat and misuse keys without pause."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from http import HTTPStatus
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ..waiting import until
from .changes import Changing
from .likeness import unlike
from .talking import PATIENCE, Caller, at_once

if TYPE_CHECKING:
    from .journal import Item, Journal
    from .people import Officer
    from .talking import Heard


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How often, of 1, a client does what; the rest of its time it registers."""

    twice: float = 0.10
    reuse: float = 0.02
    read_back: float = 0.05
    change: float = 0.18


class Client(threading.Thread):
    """One officer's program: one item after the other, each until it is answered."""

    def __init__(
        self, address: str, officer: Officer, journal: Journal, habits: Habits, seed: int
    ) -> None:
        super().__init__(name=f"client-{seed}", daemon=True)
        self.stopping = threading.Event()
        self._officer = officer
        self._journal = journal
        self._habits = habits
        self._random = Random(seed)  # noqa: S311 - a load that can be repeated
        self._first, self._second = Caller(address, journal), Caller(address, journal)
        self._own: list[Item] = []
        self._changing = Changing(self._first, self._second, journal, self._random, habits.twice)

    def run(self) -> None:
        try:
            while not self.stopping.is_set():
                self._step()
        except Exception as error:  # a client that died unsaid would prove nothing
            self._journal.blame("CLIENT", repr(error))
        finally:
            self._first.close()
            self._second.close()

    def _step(self) -> None:
        changeable = [item for item in self._own[-20:] if item.doubtful is None]
        if changeable and self._rolls(self._habits.change):
            self._changing.change(self._random.choice(changeable))
        else:
            self._register()

    def _register(self) -> None:
        body = self._officer.body | {
            "title": f"Mô hình {uuid4().hex}",
            "households": self._random.randrange(1, 500),
            "funding": [{"source": "hoi_vien", "amount": self._random.randrange(10**9)}],
            "note": f"Ghi chú {self._random.random()}",
        }
        item = self._journal.open(self._officer, body, uuid4().hex)
        for heard in self._sent(item, twice=self._rolls(self._habits.twice)):
            self._hear(item, heard)
        if not item.is_known or item.refused:
            return
        self._own.append(item)
        if self._rolls(self._habits.reuse):
            self._reuse(item)
        if self._rolls(self._habits.read_back):
            self._read_back(item)

    def _sent(self, item: Item, *, twice: bool) -> list[Heard]:
        request = ("POST", "/registrations", self._officer.token)
        more: dict[str, Any] = {"body": item.body, "key": item.key}
        if not twice:
            return [self._first.insist(*request, **more)]
        return at_once(
            lambda: self._first.insist(*request, **more),
            lambda: self._second.insist(*request, **more),
        )

    def _hear(self, item: Item, heard: Heard) -> None:
        if heard.status == 0:
            return
        if heard.status != HTTPStatus.CREATED:
            item.refused = f"{heard.status} {heard.body}"
            self._journal.blame("REFUSED", item.refused)
            return
        if not item.ids:
            item.done["registration.register"] += 1
            item.number = heard.body["number"]
            self._journal.acknowledge()
        item.ids.append(heard.body["id"])
        if {heard.body["id"]} != set(item.ids):
            self._journal.blame("TWO_IDS", f"{item.key}: {item.ids}")
        expected = item.body | {"status": "submitted", "number": item.number, "version": 1}
        if found := unlike(expected, heard.body):
            self._journal.blame("CHANGED", f"in the answer of {item.ids[0]}: {found}")

    def _reuse(self, item: Item) -> None:
        other = item.body | {"title": f"Dùng lại khóa {uuid4().hex}"}
        heard = self._first.insist(
            "POST", "/registrations", self._officer.token, body=other, key=item.key
        )
        if heard.status not in {0, HTTPStatus.UNPROCESSABLE_ENTITY}:
            self._journal.blame("KEY_REUSE", f"{item.key}: {heard.status} {heard.body}")

    def _read_back(self, item: Item) -> None:
        heard = self._first.insist("GET", item.path, self._officer.token)
        if heard.status not in {0, HTTPStatus.OK}:
            self._journal.blame("UNREADABLE", f"{item.path}: {heard.status}")
        elif heard.status and (found := unlike(item.stated, heard.body)):
            self._journal.blame("CHANGED", f"when {item.path} was read back: {found}")
        for foreign in self._random.sample(self._journal.items, 1):
            if foreign.is_known and foreign.officer.tenant != self._officer.tenant:
                heard = self._first.insist("GET", foreign.path, self._officer.token)
                if heard.status not in {0, HTTPStatus.NOT_FOUND}:
                    self._journal.blame("LEAK", f"{foreign.path}: {heard.status}")

    def _rolls(self, chance: float) -> bool:
        return self._random.random() < chance


class Load:
    """Clients at work for as long as the context lasts."""

    def __init__(
        self, address: str, crew: list[Officer], journal: Journal, *, clients: int = 8,
        habits: Habits | None = None,
    ) -> None:  # fmt: skip
        self._journal = journal
        self._began = len(journal.acknowledged)
        seed = len(journal.items)
        self._clients = [
            Client(address, crew[n % len(crew)], journal, habits or Habits(), seed + n)
            for n in range(clients)
        ]

    def __enter__(self) -> Load:
        for client in self._clients:
            client.start()
        return self

    def __exit__(self, *_: object) -> None:
        for client in self._clients:
            client.stopping.set()
        for client in self._clients:
            client.join(PATIENCE + 30)
        assert not any(client.is_alive() for client in self._clients)

    def wait_for(self, more: int, seconds: float = 60.0) -> None:
        """Return when so many more writes have been acknowledged."""
        wanted = len(self._journal.acknowledged) + more
        until(lambda: len(self._journal.acknowledged) >= wanted, seconds)

    def writes_again(self, seconds: float) -> float:
        """Return how long it took until a write begun from now on was acknowledged."""
        began = time.monotonic()
        self.wait_for(len(self._clients) + 1, seconds)
        return time.monotonic() - began
