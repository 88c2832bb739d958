"""Who sends the load: officers of communes everywhere, signed in without a password's cost."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from core.cli.database import prepared
from core.domain.access import OPERATOR, Role
from core.domain.people import Door, Grant
from core.domain.tenants import Level
from core.domain.time import Moment
from core.runtime.secret import with_secret_key
from core.services.passwords import NewPassword
from core.services.people import create_user
from core.services.signing_in import signed_in_as
from core.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bench.servers.mongo import Mongo
    from core.services.ports.work import Repositories
    from core.storage.store import MongoStore

AT_ONCE = 50
LIFETIME = timedelta(days=2)
NO_PASSWORD = NewPassword(hash="-")  # nothing hashes to it


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A post someone holds."""

    tenant: str
    organization: str
    role: Role = Role.OFFICER


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedInPerson:
    """Someone of a seat with a token, for the API or, as ``Door.PAGES``, for the pages."""

    seat: Seat
    username: str
    token: str


@contextlib.contextmanager
def store_of(mongo: Mongo) -> Iterator[MongoStore]:
    """Yield the program's own store over *mongo*, migrated, with the country's tenants."""
    settings = with_secret_key(Settings(data_dir=mongo.data_dir, mongodb_uri=mongo.uri, demo=False))
    with prepared(settings) as store:
        yield store


def communes(store: MongoStore, today: date) -> list[list[str]]:
    """Return the ids of the communes in force, a list for every province, in order of ids."""
    by_province: dict[str, list[str]] = {}
    for tenant in store.read(OPERATOR).tenants.subtree(["vn/"], level=Level.COMMUNE, on=today):
        path = tenant.path_on(today)
        by_province.setdefault(path.split("/")[1], []).append(tenant.id)
    return [sorted(by_province[province]) for province in sorted(by_province)]


def sign_in(
    store: MongoStore,
    seats: Sequence[Seat],
    *,
    today: date,
    prefix: str,
    door: Door = Door.API,
) -> list[SignedInPerson]:
    """Return one new signed-in user for every seat."""
    named = [(f"{prefix}{number:05}", seat) for number, seat in enumerate(seats)]
    people: list[SignedInPerson] = []
    for start in range(0, len(named), AT_ONCE):
        some = named[start : start + AT_ONCE]

        def act(work: Repositories, some: list[tuple[str, Seat]] = some) -> list[SignedInPerson]:
            now = datetime.now(UTC)
            moment = Moment(now=now.replace(microsecond=0), today=today)
            return [_signed_in(work, name, seat, moment, door) for name, seat in some]

        people += store.write(OPERATOR, act)
    return people


def _signed_in(
    work: Repositories, username: str, seat: Seat, moment: Moment, door: Door
) -> SignedInPerson:
    grant = Grant(tenant=seat.tenant, organization=seat.organization, role=seat.role)
    made = create_user(
        work=work, username=username, name=username, grants=[grant],
        organizations={seat.organization}, password=NO_PASSWORD, moment=moment,
    )  # fmt: skip
    signed_in = signed_in_as(work, made.user, door=door, now=moment.now, lifetime=LIFETIME)
    return SignedInPerson(seat=seat, username=username, token=signed_in.token)
