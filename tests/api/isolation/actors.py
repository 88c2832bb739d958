"""Who asks: every relation one can have to the items of one organization in one commune."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from core.domain.access import OPERATOR, Role
from core.domain.organizations import KNOWN_ORGANIZATIONS
from core.domain.people import Grant
from core.services.people import add_user
from tests.api.conftest import PASSWORD, PASSWORDS, Caller
from tests.api.places import CHO_DON, HA_GIANG, LUONG_BANG, NGHIA_TA

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.api.conftest import Api

ROLES = ("officer", "approver", "viewer", "admin")
WRITERS = ("officer", "approver")
STEERERS = ("approver", "admin")
READERS = ("officer", "approver", "viewer")
"""Those who see registrations as fully as their organization does; an admin sees a summary."""


class Relation(StrEnum):
    """How an actor stands to what the Women's Union of Lương Bằng has registered."""

    OWN = "own"
    OWN_ABOVE = "own_above"
    PARTNER = "partner"
    OTHER = "other"
    OTHER_ABOVE = "other_above"
    FRONT = "front"
    FRONT_ABOVE = "front_above"
    COUNTRY = "country"
    SIBLING = "sibling"
    SIBLING_FRONT = "sibling_front"
    ELSEWHERE = "elsewhere"
    ELSEWHERE_FRONT = "elsewhere_front"
    NOBODY = "nobody"  # signed in, with no assignment in force
    ANONYMOUS = "anonymous"


SEATS = {
    Relation.OWN: (LUONG_BANG, "phu_nu"),
    Relation.OWN_ABOVE: (CHO_DON, "phu_nu"),
    Relation.PARTNER: (LUONG_BANG, "cuu_chien_binh"),
    Relation.OTHER: (LUONG_BANG, "nong_dan"),
    Relation.OTHER_ABOVE: (CHO_DON, "nong_dan"),
    Relation.FRONT: (LUONG_BANG, "mttq"),
    Relation.FRONT_ABOVE: (CHO_DON, "mttq"),
    Relation.COUNTRY: ("vn", "mttq"),
    Relation.SIBLING: (NGHIA_TA, "phu_nu"),
    Relation.SIBLING_FRONT: (NGHIA_TA, "mttq"),
    Relation.ELSEWHERE: (HA_GIANG, "phu_nu"),
    Relation.ELSEWHERE_FRONT: (HA_GIANG, "mttq"),
}


class Who(NamedTuple):
    """A relation and a role; of NOBODY and ANONYMOUS the role says why they are nobody."""

    relation: Relation
    role: str

    def __str__(self) -> str:
        return f"{self.relation.value}-{self.role}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody who calls the program."""

    who: Who
    caller: Caller


def every(*relations: Relation, roles: tuple[str, ...] = ROLES) -> frozenset[Who]:
    return frozenset(Who(relation, role) for relation in relations for role in roles)


IDLE = frozenset({Who(Relation.NOBODY, "dismissed"), Who(Relation.NOBODY, "upcoming")})
STRANGERS = frozenset({Who(Relation.ANONYMOUS, "nobody"), Who(Relation.ANONYMOUS, "forger")})
SEATED = every(*SEATS)
SIGNED_IN = SEATED | IDLE

OWNERS = (Relation.OWN, Relation.OWN_ABOVE)
FRONTS = (Relation.FRONT, Relation.FRONT_ABOVE, Relation.COUNTRY)
IN_COMMUNE = (Relation.OWN, Relation.PARTNER, Relation.OTHER, Relation.FRONT)
AT_TENANT = (
    *IN_COMMUNE,
    Relation.OWN_ABOVE,
    Relation.OTHER_ABOVE,
    Relation.FRONT_ABOVE,
    Relation.COUNTRY,
)


def actors_of(api: Api) -> Iterator[Actor]:
    """Make everybody, and sign them in."""
    for relation, (tenant, organization) in SEATS.items():
        for role in ROLES:
            caller = api.make_user(tenant, organization, role, username=f"{relation}-{role}")
            yield Actor(who=Who(relation, role), caller=caller)
    days = {"dismissed": (None, date(2017, 6, 30)), "upcoming": (date(2017, 8, 1), None)}
    for role, (first, last) in days.items():
        caller = dated_user(api, LUONG_BANG, "phu_nu", Role.OFFICER, first, last, name=role)
        yield Actor(who=Who(Relation.NOBODY, role), caller=caller)
    yield Actor(who=Who(Relation.ANONYMOUS, "nobody"), caller=api.nobody)
    forged = Caller(app=api.app, token="cs_" + "0" * 60)
    yield Actor(who=Who(Relation.ANONYMOUS, "forger"), caller=forged)


def dated_user(
    api: Api, tenant: str, organization: str, role: Role, first: date | None, last: date | None,
    *, name: str,
) -> Caller:  # fmt: skip
    """Return somebody signed in whose only assignment holds on those days (inclusive)."""
    grant = Grant(
        tenant=tenant, organization=organization, role=role, valid_from=first, valid_to=last
    )
    api.platform.store.write(
        OPERATOR,
        lambda work: add_user(
            work=work, username=name, name="Hoàng Thị Lan", grant=grant,
            organizations={*KNOWN_ORGANIZATIONS}, moment=api.platform.moment(),
            password=PASSWORDS.new(PASSWORD, username=name),
        ),
    )  # fmt: skip
    return api.sign_in(name)
