"""Every page one person reaches by following links, and how long the server takes for each.

Addresses that differ in ids or filters are one page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import requests
from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from collections.abc import Iterator

OF_ONE_PAGE = 3
TIMES = 3
SLOW = 1000.0  # ms; what takes longer is asked once
SESSION_COOKIE = "chungsuc_session"
AN_ID = re.compile(r"/(?=[^/]*[0-9])[^/]+")
_PATIENCE = 60


@dataclass(slots=True)
class Measured:
    """One page: the server's times in ms, and its size over the line in bytes."""

    times: list[float] = field(default_factory=list)
    size: int = 0
    address: str = ""


def walk(base: str, token: str) -> tuple[dict[str, Measured], list[str]]:
    """Return the pages the holder of a session reaches, and the links that lead nowhere."""
    session = requests.Session()
    session.cookies.set(SESSION_COOKIE, token)
    start = session.get(base + "/", timeout=_PATIENCE).url
    waiting, seen = [start], {start}
    found: dict[str, Measured] = {}
    taken: dict[str, int] = {}
    dead: list[str] = []
    while waiting:
        address = waiting.pop(0)
        kind = kind_of(address)
        if taken.get(kind, 0) >= OF_ONE_PAGE:
            continue
        taken[kind] = taken.get(kind, 0) + 1
        answer = session.get(address, timeout=_PATIENCE)
        if answer.status_code >= requests.codes.bad_request:
            dead.append(f"{answer.status_code} {address}")
            continue
        if "text/html" not in answer.headers.get("Content-Type", ""):
            continue
        page = found.setdefault(kind, Measured())
        took = _note(page, answer)
        for _ in range(0 if took > SLOW else TIMES - 1):
            _note(page, session.get(address, timeout=_PATIENCE))
        for link in links(answer, base):
            if link not in seen:
                seen.add(link)
                waiting.append(link)
    return found, dead


def _note(page: Measured, answer: requests.Response) -> float:
    """Add an answer to its page; return the server's time."""
    took = float(answer.headers["Server-Timing"].rpartition("=")[2])
    if took > max(page.times, default=0.0):
        page.address = answer.url
    page.times.append(took)
    page.size = max(page.size, int(answer.headers.get("Content-Length", 0)))
    return took


def kind_of(address: str) -> str:
    """Return the address without hat, ids and filters; ``?`` tells that there are some."""
    parts = urlsplit(address)
    path = re.sub(r"^/v/[^/]+", "", parts.path)
    return AN_ID.sub("/…", path) + ("?" if parts.query else "")


def links(answer: requests.Response, base: str) -> Iterator[str]:
    """Yield the addresses of our own pages that a page leads to."""
    for link in BeautifulSoup(answer.text, "html.parser").select("a[href]"):
        address = urljoin(answer.url, str(link["href"])).partition("#")[0]
        if address.startswith(base + "/v/") or address == base + "/doi-vai":
            yield address
