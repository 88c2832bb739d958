"""Where registrations compete: an empty country, the program, and officers of every province."""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from bench import bodies
from bench.contenders import HttpContender
from bench.people import Seat, communes, sign_in, store_of
from bench.servers.mongo import mongo
from bench.servers.ours import TODAY, ours
from bench.servers.running import WORK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.people import SignedInPerson
    from bench.plan import Plan
    from bench.servers.mongo import Mongo
    from bench.servers.peers import Served

OURS = "Chung Sức"
PROVINCE_COMMUNES = 60
COMMUNE_OFFICERS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Arena:
    """The running program over a fresh database, and who registers in it.

    ``everywhere`` has an officer for every organization in every province; ``province`` those of
    sixty communes of one province; ``commune`` sixteen of one organization in one commune.
    """

    mongo: Mongo
    server: Served
    everywhere: list[SignedInPerson] = field(repr=False)
    province: list[SignedInPerson] = field(repr=False)
    commune: list[SignedInPerson] = field(repr=False)

    def contender(self, name: str, people: list[SignedInPerson], plan: Plan) -> HttpContender:
        """Return the program as *people* load it: all register one of their works, then another."""
        works = range(bodies.WORKS)
        requests = [bodies.registering(person, number) for number in works for person in people]
        return HttpContender(
            name=name, port=self.server.port, pid=self.server.pid, database_pid=self.mongo.pid,
            requests=requests, clients=plan.clients,
        )  # fmt: skip


@contextlib.contextmanager
def arena(*, jobs: bool = True) -> Iterator[Arena]:
    """Run the program over a fresh database that has the country's tenants and no registration.

    Without *jobs* nothing is done beside the requests: what they leave to be done is left.
    """
    folder = WORK / "arena"
    shutil.rmtree(folder, ignore_errors=True)
    today = date.fromisoformat(TODAY)
    with mongo(folder) as database:
        with store_of(database) as store:
            places = communes(store, today)
            crowds = [
                sign_in(store, seats, today=today, prefix=prefix)
                for prefix, seats in (
                    ("everywhere", _everywhere(places)),
                    ("province", _province(places)),
                    (
                        "commune",
                        [Seat(tenant=places[0][0], organization="phu_nu")] * COMMUNE_OFFICERS,
                    ),
                )
            ]
        everywhere, province, commune = crowds
        with ours(folder, jobs=jobs) as server:
            yield Arena(
                mongo=database, server=server, everywhere=everywhere, province=province,
                commune=commune,
            )  # fmt: skip


def _everywhere(places: list[list[str]]) -> list[Seat]:
    """Return a seat for every organization and province, each in another commune."""
    return [
        Seat(tenant=province[number % len(province)], organization=organization)
        for number, organization in enumerate(bodies.ORGANIZATIONS)
        for province in places
    ]


def _province(places: list[list[str]]) -> list[Seat]:
    largest = max(places, key=len)[:PROVINCE_COMMUNES]
    return [
        Seat(tenant=tenant, organization=organization)
        for tenant in largest
        for organization in bodies.ORGANIZATIONS
    ]


def _commune(places: list[list[str]]) -> list[Seat]:
    return [Seat(tenant=places[0][0], organization="phu_nu")] * COMMUNE_OFFICERS
