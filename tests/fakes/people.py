"""Users in memory, a small tree to assign them in, and a store of all that is kept of people."""

from collections import defaultdict
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime

from argon2 import PasswordHasher

from core.domain.access import OPERATOR, Assignment, Role
from core.domain.errors import ConflictError, NotFoundError, StaleVersionError
from core.domain.granting import exists_for, sees
from core.domain.people import Grant, Held, HeldAssignment, User
from core.domain.tenants import Dated, Level, Succession, Tenant
from core.domain.time import Moment
from core.services.passwords import Passwords

from .sign_ins import InMemoryInvitations, InMemoryThrottle, InMemoryTokens
from .tenants import Forest, InMemoryTenants

LAST, FIRST, TODAY = date(2025, 6, 30), date(2025, 7, 1), date(2017, 6, 21)
NOW = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
MOMENT = Moment(now=NOW, today=TODAY)
ORGANIZATIONS = frozenset({"mttq", "phu_nu", "nong_dan"})


def cheap_passwords(**parameters):
    cheapest = {"time_cost": 1, "memory_cost": 8, "parallelism": 1}
    return Passwords(PasswordHasher(**cheapest | parameters))


def _unit(unit, level, *parents, since=None, until=None):
    edges = [Dated(value=parent, valid_from=since, valid_to=until) for parent in parents]
    if len(parents) == 2:
        edges = [Dated(value=parents[0], valid_to=LAST), Dated(value=parents[1], valid_from=FIRST)]
    return Tenant(
        id=unit, code=unit[1:], level=level, names=(Dated(value=unit),), parents=tuple(edges),
        valid_from=since, valid_to=until,
    )  # fmt: skip


UNITS = [
    _unit("vn", Level.COUNTRY),
    _unit("p06", Level.PROVINCE, "vn", until=LAST),
    _unit("p19", Level.PROVINCE, "vn"),
    _unit("d064", Level.DISTRICT, "p06", until=LAST),
    _unit("d060", Level.DISTRICT, "p06", until=LAST),
    _unit("c02050", Level.COMMUNE, "d064", until=LAST),
    _unit("c02071", Level.COMMUNE, "d064", "p19"),
    _unit("c01840", Level.COMMUNE, "d060", until=LAST),
    _unit("c02050-25", Level.COMMUNE, "p19", since=FIRST),
]
STEPS = [
    Succession(source="p06", target="p19", effective=FIRST),
    Succession(source="c02050", target="c02050-25", effective=FIRST),
    Succession(source="c01840", target="c02050-25", effective=FIRST),
]


def a_forest():
    forest = Forest()
    InMemoryTenants(OPERATOR, forest).put_tree(UNITS, STEPS)
    return forest


TREE = a_forest().units


def a_grant(tenant="c02050", organization="phu_nu", role=Role.OFFICER, **days):
    return Grant(tenant=tenant, organization=organization, role=role, **days)


def held_as(tenant="c02050", organization="phu_nu", role=Role.OFFICER, today=TODAY, **days):
    """An assignment as it is kept with a user."""
    return HeldAssignment(
        id=f"{tenant}.{organization}.{role.value}", tenant=tenant, organization=organization,
        path=TREE[tenant].path_on(today), role=role, **days,
    )  # fmt: skip


def an_assignment(tenant="c02050", organization="phu_nu", role=Role.OFFICER, today=TODAY):
    """An assignment as it is acted under."""
    unit = TREE[tenant]
    return Assignment(
        id=f"{tenant}.{organization}.{role.value}", tenant=tenant, organization=organization,
        role=role, path=unit.path_on(today), sight=unit.sight,
        paths=tuple(path.value for path in unit.paths),
    )  # fmt: skip


def a_user(username="hoa", *assignments, **changes):
    held = assignments or (held_as(),)
    user = User(
        id=f"u-{username}", username=username, name="Nông Thị Hoa", created_at=NOW, assignments=held
    )
    return replace(user, **changes)


class PeopleRows:
    """What fakes of different scopes share, as repositories share a database."""

    def __init__(self):
        self.users = {}
        self.tokens = {}
        self.invitations = {}
        self.failures = defaultdict(list)
        self.acts = []

    def snapshot(self):
        return dict(self.users), dict(self.tokens), dict(self.invitations), list(self.acts)

    def restore(self, snapshot):
        self.users, self.tokens, self.invitations, self.acts = snapshot


class InMemoryUsers:
    def __init__(self, scope=OPERATOR, rows=None):
        self._scope = scope
        self._rows = rows or PeopleRows()

    def get(self, user_id):
        user = self._rows.users.get(user_id)
        if user is None or not exists_for(self._scope, user):
            raise NotFoundError
        return user

    def add(self, *users):
        if not all(exists_for(self._scope, user) for user in users):
            raise NotFoundError
        for user in users:
            if self.taken([user.username]):
                raise ConflictError("username_taken")
            self._rows.users[user.id] = user

    def replace(self, user, *, before):
        if not exists_for(self._scope, user):
            raise NotFoundError
        with suppress(NotFoundError):
            if self.get(before.id).version == before.version:
                self._rows.users[user.id] = user
                return
        raise StaleVersionError(fields=[])

    def search(self, *, words, seen_by, page):
        found = self._matching(words, seen_by)
        if page.after:
            found = [user for user in found if (user.created_at, user.id) < page.after]
        return found[page.skip : page.skip + page.limit]

    def count(self, *, words, seen_by, up_to):
        return min(len(self._matching(words, seen_by)), up_to)

    def for_sign_in(self, username):
        return next((u for u in self._rows.users.values() if u.username == username), None)

    def for_token(self, user_id):
        return self._rows.users.get(user_id)

    def names(self, user_ids):
        known = self._rows.users
        return {user_id: known[user_id].name for user_id in user_ids if user_id in known}

    def rehash(self, user_id, *, old, new):
        user = self._rows.users.get(user_id)
        if user and user.password_hash == old:
            self._rows.users[user_id] = replace(user, password_hash=new)

    def spend(self, user_id, proof):
        user = self._rows.users.get(user_id)
        factor = user.second_factor if user else None
        if factor is None or factor.sealed != proof.sealed:
            return False
        if proof.recovery is not None:
            left = tuple(mark for mark in factor.recovery if mark != proof.recovery)
            after = replace(factor, recovery=left)
        else:
            after = replace(factor, last_step=max(factor.last_step, proof.step))
        self._rows.users[user_id] = replace(user, second_factor=after)
        return after != factor

    def taken(self, usernames):
        return {user.username for user in self._rows.users.values()} & set(usernames)

    def held_on(self, day, *, prefixes):
        active = defaultdict(bool)
        for user in self._rows.users.values():
            for each in user.assignments:
                if each.in_force_on(day) and each.path.startswith(tuple(prefixes)):
                    active[each.tenant, each.organization, each.role] |= not user.disabled
        return {
            Held(tenant=tenant, organization=organization, role=role, active=value)
            for (tenant, organization, role), value in active.items()
        }

    def serving_on(self, day, *, after, limit):
        serving = (
            user.id
            for user in self._rows.users.values()
            if not user.disabled and any(each.in_force_on(day) for each in user.assignments)
        )
        return sorted(each for each in serving if each > after)[:limit]

    def _matching(self, words, seen_by):
        found = [
            user
            for user in self._rows.users.values()
            if exists_for(self._scope, user)
            and (
                seen_by is None
                or any(sees(held, each) for held in seen_by for each in user.assignments)
            )
            and set(words[:-1]) <= set(user.words)
            and all(any(w.startswith(last) for w in user.words) for last in words[-1:])
        ]
        return sorted(found, key=lambda user: (user.created_at, user.id), reverse=True)


class ListedActs:
    def __init__(self, rows):
        self._rows = rows

    def record(self, act):
        self._rows.acts.append(act)


class InMemoryPeople:
    """The repositories the use cases on users work with."""

    def __init__(self, scope, rows, forest):
        self.scope = scope
        self.users = InMemoryUsers(scope, rows)
        self.tokens = InMemoryTokens(rows)
        self.invitations = InMemoryInvitations(rows)
        self.throttle = InMemoryThrottle(rows)
        self.tenants = InMemoryTenants(scope, forest)
        self.audit = ListedActs(rows)


class InMemoryStore:
    """Reads and writes as the real one does: what fails leaves nothing behind."""

    def __init__(self):
        self.rows = PeopleRows()
        self._forest = a_forest()

    def read(self, scope):
        return InMemoryPeople(scope, self.rows, self._forest)

    def write(self, scope, act):
        before = self.rows.snapshot()
        try:
            return act(self.read(scope))
        except BaseException:
            self.rows.restore(before)
            raise
