"""The accounts of the demonstration: for every kind of user somebody to sign in as."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from core.demonstration.geography import LUONG_BANG, PROVINCE, SHOWN, in_a_sentence
from core.demonstration.world import ZONE
from core.domain.access import FRONT, Role
from core.domain.organizations import KNOWN_ORGANIZATIONS
from core.domain.people import Grant
from core.domain.tenants import ROOT
from core.services.passwords import NewPassword
from core.services.people import create_user

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.demonstration.geography import Geography
    from core.demonstration.world import World
    from core.domain.tenants import Tenant

PASSWORD = "ChungSuc-2017"  # noqa: S105 — published with the demonstration, worth nothing elsewhere
PREFIXES = {
    FRONT: "mt",
    "phu_nu": "pn",
    "doan_thanh_nien": "tn",
    "cuu_chien_binh": "ccb",
    "nong_dan": "nd",
}
SHORT = {
    FRONT: "Mặt trận Tổ quốc",
    "phu_nu": "Hội Phụ nữ",
    "doan_thanh_nien": "Đoàn Thanh niên",
    "cuu_chien_binh": "Hội Cựu chiến binh",
    "nong_dan": "Hội Nông dân",
}
HEADS = {"doan_thanh_nien": "Bí thư"}
CHAIR = ".ct"
"""Ends the username of a chair, who is an approver; without it, it is an officer's."""

WITHOUT_OFFICER = 24
"""In how many communes each organization has nobody; the district enters for them."""

COUNTRY_CHAIR = f"mt.trunguong{CHAIR}"
"""Receives what the province's Front reports."""

TWO_HATS = "haivai.luongbang"
ADMIN = "qt.backan"
VIEWER = "xem.backan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody who can sign in."""

    username: str
    name: str
    grants: tuple[Grant, ...]


def accounts(geography: Geography) -> Iterator[Account]:
    """Yield every account, those that are shown to a newcomer among them."""
    for organization in PREFIXES:
        empty = _without_officer(geography, organization)
        for tenant in geography.units.values():
            if tenant.id not in empty:
                yield _seat(geography, tenant, organization, Role.OFFICER)
            if tenant.id in SHOWN:
                yield _seat(geography, tenant, organization, Role.APPROVER)
    yield from _special()


def create_accounts(world: World, password_hash: str) -> None:
    """Create them all, two days before the plan, through the use case an admin's page uses."""
    password = NewPassword(hash=password_hash)
    organizations = {*KNOWN_ORGANIZATIONS, *world.catalogue.organizations}
    start = datetime(2017, 6, 19, 8, tzinfo=ZONE)
    for number, account in enumerate(accounts(world.geography)):
        world.now = start + timedelta(seconds=20 * number)
        create_user(
            work=world.operator(),
            username=account.username,
            name=account.name,
            grants=account.grants,
            organizations=organizations,
            password=password,
            moment=world.moment,
        )
        for grant in account.grants:
            seat = (grant.tenant, grant.organization, grant.role)
            world.seats.setdefault(seat, account.username)


def _without_officer(geography: Geography, organization: str) -> set[str]:
    if organization == FRONT:
        return set()
    rng = Random(f"{organization}: nobody")  # noqa: S311 — which communes, no secret
    communes = [c.id for c in geography.communes if c.id not in SHOWN]
    return set(rng.sample(communes, WITHOUT_OFFICER))


def _seat(geography: Geography, tenant: Tenant, organization: str, role: Role) -> Account:
    chair = role is Role.APPROVER
    title = HEADS.get(organization, "Chủ tịch") if chair else "Cán bộ"
    return Account(
        username=f"{PREFIXES[organization]}.{geography.slugs[tenant.id]}{CHAIR if chair else ''}",
        name=f"{title} {SHORT[organization]} {in_a_sentence(tenant)} (minh họa)",
        grants=(Grant(tenant=tenant.id, organization=organization, role=role),),
    )


def _special() -> Iterator[Account]:
    yield Account(
        username=ADMIN,
        name="Quản trị Mặt trận Tổ quốc tỉnh Bắc Kạn (minh họa)",
        grants=(Grant(tenant=PROVINCE, organization=FRONT, role=Role.ADMIN),),
    )
    yield Account(
        username=COUNTRY_CHAIR,
        name="Ban Thường trực Mặt trận Tổ quốc cấp Trung ương (minh họa)",
        grants=(Grant(tenant=ROOT, organization=FRONT, role=Role.APPROVER),),
    )
    yield Account(
        username="qt.pn.backan",
        name="Quản trị Hội Phụ nữ tỉnh Bắc Kạn (minh họa)",
        grants=(Grant(tenant=PROVINCE, organization="phu_nu", role=Role.ADMIN),),
    )
    yield Account(
        username=VIEWER,
        name="Người xem, Mặt trận Tổ quốc tỉnh Bắc Kạn (minh họa)",
        grants=(Grant(tenant=PROVINCE, organization=FRONT, role=Role.VIEWER),),
    )
    yield Account(
        username=TWO_HATS,
        name="Nông Thị Hoa, Chủ tịch Hội Phụ nữ, Phó Chủ tịch Mặt trận xã Lương Bằng (minh họa)",
        grants=(
            Grant(tenant=LUONG_BANG, organization="phu_nu", role=Role.APPROVER),
            Grant(tenant=LUONG_BANG, organization=FRONT, role=Role.APPROVER),
        ),
    )
