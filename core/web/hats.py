"""The acting role («vai»): it is in the address, so that two tabs may hold two hats."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from flask import Blueprint, g

from core.domain.access import Assignment, Role, Scope
from core.domain.errors import NotFoundError
from core.domain.tenants import Level
from core.domain.text import folded
from core.edge.platform import moment, platform, scope
from core.services.acting import scope_of
from core.services.signing_in import NOBODY
from core.web.naming import in_a_sentence, organization_name
from core.web.rendering import front_of, t
from core.web.sessions import require_session

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from core.domain.people import User
    from core.domain.tenants import Tenant


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """Whom one acts for; ``hat`` stands in the address: ``phu-nu-luong-bang``.

    ``revision`` is that of the settings when it was put on.
    """

    hat: str
    assignment: Assignment
    tenant: Tenant
    today: date
    revision: str | None = None

    def scope(self, user: str) -> Scope:
        """Return what *user*, whose hat it is, may touch under it."""
        return Scope(user=user, assignments=(self.assignment,), revision=self.revision)

    @property
    def organization(self) -> str:
        return self.assignment.organization

    @property
    def role(self) -> Role:
        return self.assignment.role

    @property
    def is_front(self) -> bool:
        return self.assignment.of_front

    @property
    def at_commune(self) -> bool:
        return self.tenant.level is Level.COMMUNE

    @property
    def may_write(self) -> bool:
        """Tell whether the role enters and decides, rather than looks on or administers."""
        return self.role in {Role.OFFICER, Role.APPROVER}

    @property
    def title(self) -> str:
        """Return «Hội Phụ nữ xã Lương Bằng»."""
        place = in_a_sentence(self.tenant, self.today)
        if self.role is Role.ADMIN:
            return t("hat.admin", place=place)
        if self.is_front:
            return t("hat.front", front=front_of(self.tenant, self.today))
        return f"{organization_name(self.organization)} {place}"

    @property
    def trail(self) -> tuple[Tenant, ...]:
        """Return the units above, the province first; read once."""
        if "trail" not in g:
            tenants = platform().store.read(scope()).tenants
            above = tenants.ancestors(self.tenant, self.today)
            g.trail = tuple(one for one in above if one.level is not Level.COUNTRY)
        return cast("tuple[Tenant, ...]", g.trail)

    def within(self, tenant: Tenant) -> bool:
        """Tell whether *tenant* lies in sight, so that its name may be a link."""
        return any(self.assignment.sees(path.value) for path in tenant.paths)


def acting() -> Acting:
    return cast("Acting", g.acting)


def hats_of(user: User, *, revision: str | None = None) -> list[Acting]:
    """Return the hats of *user* in force today, in the order of their titles.

    *revision* is that of the settings, where the session tells it.
    """
    today = moment().today
    tenants = platform().store.read(replace(NOBODY, revision=revision)).tenants
    every = scope_of(user, tenants=tenants, today=today).assignments
    known = tenants.many({held.tenant for held in every})
    named = _named(every, known, today)
    hats = [
        Acting(hat=hat, assignment=held, tenant=known[held.tenant], today=today, revision=revision)
        for hat, held in named.items()
    ]
    return sorted(hats, key=lambda one: (folded(one.title), one.hat))


def hat_blueprint(name: str) -> Blueprint:
    """Return a blueprint below ``/v/<hat>``: signed in, narrowed to that role, before any view."""
    blueprint = Blueprint(f"web_{name}", name, url_prefix="/v/<hat>")
    blueprint.url_value_preprocessor(_take_hat)
    blueprint.url_defaults(_give_hat)
    blueprint.before_request(_put_on)
    return blueprint


def _take_hat(_: str | None, values: dict[str, Any] | None) -> None:
    g.hat = (values or {}).pop("hat", "")


def _give_hat(_: str, values: dict[str, Any]) -> None:
    if "hat" in g:
        values.setdefault("hat", g.hat)


def _put_on() -> None:
    session = require_session()
    g.hats = hats_of(session.user, revision=session.revision)
    found = next((hat for hat in g.hats if hat.hat == g.hat), None)
    if found is None:
        raise NotFoundError
    g.acting = found
    g.scope = found.scope(session.user.id)


def _named(
    held: Iterable[Assignment], tenants: dict[str, Tenant] | Any, today: date
) -> dict[str, Assignment]:
    """Return the assignments by hat; of equal ones the role, then a number, tells them apart."""
    named: dict[str, Assignment] = {}
    for one in sorted(held, key=lambda each: each.id):
        place = folded(tenants[one.tenant].name_on(today))
        plain = f"{one.organization.replace('_', '-')}-{place.replace(' ', '-')}"
        with_role = plain if one.role is Role.OFFICER else f"{plain}-{ROLE_SLUGS[one.role]}"
        hat, number = with_role, 2
        while hat in named:
            hat, number = f"{with_role}-{number}", number + 1
        named[hat] = one
    return named


ROLE_SLUGS = {Role.APPROVER: "duyet", Role.VIEWER: "xem", Role.ADMIN: "quan-tri"}
