"""The country's year: a million registrations in the program's own database, kept between runs."""

from __future__ import annotations

import contextlib
import json
import shutil
import sys
import time
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bench.people import Seat, sign_in, store_of
from bench.servers.mongo import mongo
from bench.servers.ours import environ_of, ours
from bench.servers.running import WORK, run
from core.domain.access import Role
from core.domain.people import Door

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from bench.people import SignedInPerson
    from bench.servers.mongo import Mongo
    from bench.servers.peers import Served

YEAR = 2017
PRACTICE = date(2018, 2, 5)
"""The day on which the filled country is looked at (``chungsuc demo --country``)."""

BOARD = Seat(tenant="vn", organization="mttq", role=Role.VIEWER)
"""Who sees the whole country: the Front at its top."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """The running program over a filled country, and someone signed in for every seat."""

    mongo: Mongo
    server: Served
    people: list[SignedInPerson]


def filled(rows: int) -> Path:
    """Return the data folder of a country with so many registrations; fills it once."""
    folder = WORK / f"country-{rows}"
    done = folder / "filled.json"
    if not done.exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        began = time.monotonic()
        print(f"  filling the country with {rows:,} registrations …", flush=True)
        command = [sys.executable, "-m", "core", "demo", "--country", "--registrations", str(rows)]
        run(command, name=f"country-{rows}", environ=environ_of(folder))
        done.write_text(json.dumps({"seconds": round(time.monotonic() - began, 1)}))
    return folder


@contextlib.contextmanager
def country(
    rows: int, seats: Sequence[Seat] = (BOARD,), *, door: Door = Door.API
) -> Iterator[Country]:
    """Run the program over the filled country, with a new user for every one of *seats*."""
    with mongo(filled(rows)) as database:
        with store_of(database) as store:
            prefix = f"bench{int(time.time())}."
            people = sign_in(store, seats, today=PRACTICE, prefix=prefix, door=door)
        with ours(database.data_dir, today=None, demo=True, name=f"ours-{rows}") as server:
            yield Country(mongo=database, server=server, people=people)
