"""Importing users from a table: tried first, then all of them or none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import uuid4

from core.domain.access import Role
from core.domain.errors import InvalidError
from core.domain.granting import may_grant, post_of
from core.domain.people import Grant, User, problems_with_name, problems_with_username
from core.services.acting import acting_id
from core.services.assigning import assigned, problems_with_grant
from core.services.inviting import Invited, invite
from core.services.people import record_creation
from core.services.people_rights import refuse_non_admin
from core.services.people_rows import read_rows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from core.domain.access import Assignment
    from core.domain.errors import Problem
    from core.domain.tenants import Tenant
    from core.domain.time import Moment
    from core.services.people_rows import Row
    from core.services.ports.work import Repositories


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """A user an import would create; several rows of one username are one user."""

    username: str
    name: str
    grants: tuple[Grant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What an import would do, or every problem (``rows.3.tenant``) that keeps it from it.

    ``under`` is the acting assignment's id, None for the operator.
    """

    newcomers: tuple[Newcomer, ...]
    problems: tuple[Problem, ...]
    under: str | None


def plan_import(
    *, work: Repositories, content: bytes, organizations: Collection[str], moment: Moment
) -> ImportPlan:
    """Try an import and change nothing; row numbers are those of the sheet.

    Columns ``username, name, tenant (an id), organization, role`` and, if wanted, ``from, to``.
    Raises ForbiddenError, InvalidError ``act_as_required``, and InvalidError for what is no such
    table.
    """
    refuse_non_admin(work.scope)
    under = acting_id(work.scope, lambda held: held.role is Role.ADMIN)
    admin = next((held for held in work.scope.assignments if held.id == under), None)
    rows = read_rows(content)
    judging = _Judging(
        admin=admin,
        tenants=work.tenants.many({row["tenant"] for row in rows}),
        taken=work.users.taken({row["username"] for row in rows}),
        organizations=organizations,
        moment=moment,
    )
    problems = [problem for row in rows for problem in judging.problems_with(row)]
    by_username: dict[str, list[Row]] = {}
    for row in rows:
        problems += _problems_among(by_username.setdefault(row["username"], []), row)
        by_username[row["username"]].append(row)
    newcomers = () if problems else tuple(map(_newcomer, by_username.values()))
    return ImportPlan(newcomers=newcomers, problems=tuple(problems), under=under)


def import_users(
    *, work: Repositories, content: bytes, organizations: Collection[str], moment: Moment
) -> list[Invited]:
    """Create everyone of the table, each with an invitation.

    Raises InvalidError where one row has a problem, and then creates none.
    """
    plan = plan_import(work=work, content=content, organizations=organizations, moment=moment)
    if plan.problems:
        raise InvalidError(problems=plan.problems)
    grants = [grant for newcomer in plan.newcomers for grant in newcomer.grants]
    kept = iter(assigned(work, grants, moment=moment))
    users = [
        User(
            id=uuid4().hex,
            username=newcomer.username,
            name=newcomer.name,
            created_at=moment.now,
            assignments=tuple(next(kept) for _ in newcomer.grants),
        )
        for newcomer in plan.newcomers
    ]
    work.users.add(*users)
    for user in users:
        record_creation(work, user, moment=moment, under=plan.under, invited=True)
    return invite(work, users, now=moment.now)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judging:
    """What a row is judged by; ``admin`` None is the operator."""

    admin: Assignment | None
    tenants: Mapping[str, Tenant]
    taken: set[str]
    organizations: Collection[str]
    moment: Moment

    def problems_with(self, row: Row) -> Iterator[Problem]:
        yield from row.problems
        if row["username"]:
            yield from _in_row(row, problems_with_username(row["username"]))
        if row["name"]:
            yield from _in_row(row, problems_with_name(row["name"]))
        if row["username"] in self.taken:
            yield row.problem("username", "username_taken")
        tenant = self.tenants.get(row["tenant"])
        if row["tenant"] and (tenant is None or not self._sees(tenant)):
            yield row.problem("tenant", "unknown_tenant", tenant=row["tenant"][:80])
        elif tenant and row.role and row["organization"]:
            yield from self._problems_with_grant(row, _grant(row), tenant)

    def _problems_with_grant(self, row: Row, grant: Grant, tenant: Tenant) -> Iterator[Problem]:
        wrong = list(_in_row(row, problems_with_grant(grant, organizations=self.organizations)))
        yield from wrong
        post = post_of(grant, tenant, today=self.moment.today)
        if not wrong and self.admin and not may_grant(self.admin, post):
            yield row.problem("role", "beyond_own_grant")

    def _sees(self, tenant: Tenant) -> bool:
        return self.admin is None or self.admin.sees(tenant.path_on(self.moment.today))


def _problems_among(earlier: Sequence[Row], row: Row) -> Iterator[Problem]:
    if not earlier or not row["username"]:
        return
    if row["name"] != earlier[0]["name"]:
        yield row.problem("name", "name_differs", row=earlier[0].number)
    for other in earlier:
        if row.role and other.role and _grant(row).overlaps(_grant(other)):
            yield row.problem("role", "assignment_repeated")
            return


def _newcomer(rows: Sequence[Row]) -> Newcomer:
    return Newcomer(
        username=rows[0]["username"], name=rows[0]["name"], grants=tuple(map(_grant, rows))
    )


def _grant(row: Row) -> Grant:
    if row.role is None:
        raise ValueError("a row without a role grants nothing")
    return Grant(
        tenant=row["tenant"],
        organization=row["organization"],
        role=row.role,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def _in_row(row: Row, problems: Iterator[Problem]) -> Iterator[Problem]:
    return (replace(each, field=f"rows.{row.number}.{each.field}") for each in problems)
