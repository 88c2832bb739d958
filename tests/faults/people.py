"""Officers of three communes in two provinces, and the Front's people there who agree."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from argon2 import PasswordHasher

from core.domain.access import OPERATOR, Role
from core.domain.organizations import KNOWN_ORGANIZATIONS
from core.domain.people import Door, Grant
from core.domain.time import Moment
from core.services.passwords import Passwords
from core.services.people import add_user
from core.services.signing_in import signed_in_as
from core.storage.store import MongoStore

from ..api.main_job import FARMERS, SECURITY, WHOLE, YOUTH
from ..api.places import LUONG_BANG, NGHIA_TA
from .program import SECRET_KEY, ServedProgram

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.domain.people import User
    from core.services.ports.work import Repositories

LUNG_CU = "c00715"  # in Hà Giang
TENANTS = (LUONG_BANG, NGHIA_TA, LUNG_CU)
BODIES = {
    "phu_nu": WHOLE, "cuu_chien_binh": SECURITY, "doan_thanh_nien": YOUTH, "nong_dan": FARMERS,
}  # fmt: skip
PASSWORD = "mật khẩu để thử"
_PASSWORDS = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """Somebody who registers, and who of the Front in the same tenant answers."""

    token: str = field(repr=False)
    front_token: str = field(repr=False)
    tenant: str
    organization: str

    @property
    def body(self) -> dict[str, Any]:
        return BODIES[self.organization] | {
            "tenant": self.tenant, "organization": self.organization, "submit": True,
        }  # fmt: skip


@contextmanager
def at_store(program: ServedProgram) -> Iterator[MongoStore]:
    """Yield the program's database as the services use it."""
    store = MongoStore(program.uri, "chungsuc", SECRET_KEY.encode())
    try:
        yield store
    finally:
        store.close()


def hire(program: ServedProgram) -> list[Officer]:
    """Return an officer of each organization in each tenant, all signed in."""
    with at_store(program) as store:
        return store.write(OPERATOR, _hired)


def somebody(work: Repositories, tenant: str = LUONG_BANG, organization: str = "phu_nu") -> User:
    """Return a new officer."""
    now = datetime.now(UTC).replace(microsecond=0)
    username = f"{organization}.{tenant}.{uuid4().hex[:6]}"
    made = add_user(
        work=work, username=username, name="Nông Thị Hoa", moment=Moment(now=now, today=now.date()),
        grant=Grant(tenant=tenant, organization=organization, role=Role.OFFICER),
        organizations={*KNOWN_ORGANIZATIONS},
        password=_PASSWORDS.new(PASSWORD, username=username),
    )  # fmt: skip
    return made.user


def _hired(work: Repositories) -> list[Officer]:
    fronts = {tenant: _signed_in(work, tenant, "mttq") for tenant in TENANTS}
    return [
        Officer(
            token=_signed_in(work, tenant, organization),
            front_token=fronts[tenant], tenant=tenant, organization=organization,
        )
        for organization in BODIES
        for tenant in TENANTS
    ]  # fmt: skip


def _signed_in(work: Repositories, tenant: str, organization: str) -> str:
    now = datetime.now(UTC).replace(microsecond=0)
    user = somebody(work, tenant, organization)
    return signed_in_as(work, user, door=Door.API, now=now, lifetime=timedelta(days=30)).token
