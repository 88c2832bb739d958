"""How long the server takes for every page of the demonstration, found by following the links.

    python bench/pages.py                   # starts its own server on a new data folder
    python bench/pages.py http://127.0.0.1:8000   # or asks one that runs the demonstration

Each kind of user signs in and follows every link from the home page on; addresses that differ in
ids or filters are one page. Prints, for every page, the median and the worst of the server's own
time (``Server-Timing``) over a few rounds, and the bytes over the line. Ends with 1 when a page's
median is above the goal (100 ms) or a link leads nowhere.
"""

from __future__ import annotations

import contextlib
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import requests
from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from collections.abc import Iterator

GOAL_MS = 100
ROUNDS = 5
OF_ONE_KIND = 8
PASSWORD = "ChungSuc-2017"  # noqa: S105 — published with the demonstration
ACCOUNTS = (
    "pn.luongbang", "pn.luongbang.ct", "mt.luongbang", "mt.chodon", "mt.backan", "xem.backan",
    "qt.backan",
)  # fmt: skip
AN_ID = re.compile(r"/(?=[^/]*[0-9])[^/]+")


@dataclass(slots=True)
class Measured:
    """One page: the server's times in ms, and its size over the line in bytes."""

    times: list[float] = field(default_factory=list)
    size: int = 0


def main(base: str | None) -> int:
    with contextlib.nullcontext(base) if base else running() as address:
        worst = 0.0
        broken: list[str] = []
        print(f"{'page':72} {'median':>7} {'worst':>7} {'kB':>6}")
        for account in ACCOUNTS:
            pages, dead = walk(str(address), account)
            broken += dead
            print(f"-- {account}")
            for kind, page in sorted(pages.items()):
                median = statistics.median(page.times)
                worst = max(worst, median)
                mark = " *" if median > GOAL_MS else ""
                row = (
                    f"{kind:72} {median:7.1f} {max(page.times):7.1f} {page.size / 1000:6.1f}{mark}"
                )
                print(row)
    for line in broken:
        print(line)
    return int(worst > GOAL_MS or bool(broken))


def walk(base: str, account: str) -> tuple[dict[str, Measured], list[str]]:
    """Return the pages one account reaches, and the links that lead nowhere."""
    session = signed_in(base, account)
    start = session.get(base + "/", timeout=60).url
    waiting, seen = [start], {start}
    found: dict[str, Measured] = {}
    taken: dict[str, int] = {}
    dead: list[str] = []
    while waiting:
        address = waiting.pop(0)
        kind = kind_of(address)
        if taken.get(kind, 0) >= OF_ONE_KIND:
            continue
        taken[kind] = taken.get(kind, 0) + 1
        answer = session.get(address, timeout=60)
        if answer.status_code >= requests.codes.bad_request:
            dead.append(f"{answer.status_code} {address} ({account})")
            continue
        if "text/html" not in answer.headers.get("Content-Type", ""):
            continue
        measured = found.setdefault(kind, Measured())
        for _ in range(ROUNDS):
            again = session.get(address, timeout=60)
            measured.times.append(float(again.headers["Server-Timing"].rpartition("=")[2]))
            measured.size = max(measured.size, int(again.headers.get("Content-Length", 0)))
        for link in links(answer, base):
            if link not in seen:
                seen.add(link)
                waiting.append(link)
    return found, dead


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


def signed_in(base: str, account: str) -> requests.Session:
    session = requests.Session()
    form = BeautifulSoup(session.get(base + "/dang-nhap", timeout=60).text, "html.parser")
    token = form.select_one('input[name="csrf_token"]')
    sent = {"csrf_token": token["value"] if token else "", "username": account}
    session.post(base + "/dang-nhap", data=sent | {"password": PASSWORD}, timeout=60)
    return session


@contextlib.contextmanager
def running() -> Iterator[str]:
    """Run the program with a fresh demonstration; yield its address."""
    base = "http://127.0.0.1:8977"
    with tempfile.TemporaryDirectory() as folder:
        environ = os.environ | {"CHUNGSUC_DATA_DIR": folder, "CHUNGSUC_PORT": "8977"}
        command = [sys.executable, "-m", "core", "serve"]
        with subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL) as server:  # noqa: S603
            try:
                wait_for(base + "/health/ready")
                yield base
            finally:
                server.terminate()


def wait_for(address: str, seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with contextlib.suppress(requests.ConnectionError):
            if requests.get(address, timeout=5).ok:
                return
        time.sleep(0.2)
    raise TimeoutError(address)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else None))
