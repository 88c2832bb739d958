"""A client's requests: each noted in the journal, repeated under the same key while in doubt."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http import HTTPStatus
from threading import Event
from typing import TYPE_CHECKING, Any

import requests

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .journal import Journal

BASE = "/api/v1"
HANGING_SECONDS = 15.0
"""Who gets no answer within this long has been left hanging."""

PATIENCE = 90.0
"""So long a client keeps asking for one answer."""

PAUSE = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """An answer; status 0 is none, of whatever cause."""

    status: int
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_doubtful(self) -> bool:
        """Return whether the request may or may not have been carried out."""
        return self.status in {0, HTTPStatus.SERVICE_UNAVAILABLE}


class Caller:
    """Requests of one thread to the program at *address*."""

    def __init__(self, address: str, journal: Journal) -> None:
        self._address = address
        self._journal = journal
        self._session = requests.Session()

    def ask(
        self, method: str, path: str, token: str, *, body: Any = None, key: str = "",
        version: int | None = None,
    ) -> Heard:  # fmt: skip
        """Send once."""
        headers = {"Authorization": f"Bearer {token}"}
        if key:
            headers["Idempotency-Key"] = key
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        began = time.monotonic()
        try:
            answer = self._session.request(
                method, f"{self._address}{BASE}{path}", json=body, headers=headers,
                timeout=(HANGING_SECONDS, HANGING_SECONDS),
            )  # fmt: skip
            heard = Heard(status=answer.status_code, body=_told(answer), headers=answer.headers)
        except requests.Timeout:
            self._journal.blame("HANG", f"{method} {path}: no answer in {HANGING_SECONDS} s")
            heard = Heard(status=0)
        except requests.RequestException:
            heard = Heard(status=0)
        self._journal.attempt(
            what=f"{method} {path}", key=key, body=body, status=heard.status, told=heard.body,
            began=began,
        )  # fmt: skip
        self._judge(method, path, heard)
        return heard

    def insist(self, method: str, path: str, token: str, **more: Any) -> Heard:
        """Send the same until it is answered, as api.md asks of clients; in vain: status 0."""
        deadline = time.monotonic() + PATIENCE
        while (heard := self.ask(method, path, token, **more)).is_doubtful:
            if time.monotonic() > deadline:
                return Heard(status=0)
            Event().wait(PAUSE)
        return heard

    def close(self) -> None:
        self._session.close()

    def _judge(self, method: str, path: str, heard: Heard) -> None:
        if heard.status == HTTPStatus.SERVICE_UNAVAILABLE:
            if "Retry-After" not in heard.headers:
                self._journal.blame("NO_RETRY_AFTER", f"{method} {path}: {heard.body}")
        elif heard.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            self._journal.blame("5XX", f"{method} {path}: {heard.status} {heard.body}")


def at_once(*acts: Callable[[], Heard]) -> list[Heard]:
    """Return what each of *acts* heard, all begun together."""
    if len(acts) == 1:
        return [acts[0]()]
    with ThreadPoolExecutor(len(acts)) as pool:
        return [begun.result() for begun in [pool.submit(act) for act in acts]]


def _told(answer: requests.Response) -> Any:
    try:
        return answer.json()
    except ValueError:
        return answer.text
