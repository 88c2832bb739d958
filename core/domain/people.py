"""Users, what they are assigned to, and the secrets they sign in with (never the secrets' text)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from core.domain.errors import Problem
from core.domain.tenants import covers
from core.domain.text import folded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from core.domain.access import Role
    from core.domain.second_factor import SecondFactor

USERNAME = re.compile(r"[a-z0-9._-]{1,80}")
NAME_LIMIT = 120
EMAIL_LIMIT = 254
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
EMAIL = re.compile(rf"[A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-]{{1,64}}@{_LABEL}(?:\.{_LABEL})+")
"""A valid e-mail address (HTML Standard, «Email state»), of a domain with a dot, 64 before «@»."""
SHORTEST_PASSWORD = 8
LONGEST_PASSWORD = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """An assignment that is asked for: tenant id × organization × role, days inclusive."""

    tenant: str
    organization: str
    role: Role
    valid_from: date | None = None
    valid_to: date | None = None

    def overlaps(self, other: Grant | HeldAssignment) -> bool:
        """Tell whether *other* gives the same on some of the same days."""
        same = (self.tenant, self.organization, self.role)
        return same == (other.tenant, other.organization, other.role) and _days_meet(self, other)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldAssignment:
    """An assignment as it is kept; ``path`` is the one its tenant had when it was granted.

    One that was ended before its first day has ``valid_to`` before ``valid_from``.
    """

    id: str
    tenant: str
    path: str
    organization: str
    role: Role
    valid_from: date | None = None
    valid_to: date | None = None

    def in_force_on(self, day: date) -> bool:
        return covers(self.valid_from, self.valid_to, day)

    def over_on(self, day: date) -> bool:
        """Tell whether it will never be in force again."""
        if self.valid_to is None:
            return False
        return self.valid_to < max(day, self.valid_from or date.min)


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Someone who may sign in; without ``password_hash`` only an invitation lets them in.

    ``email`` is where reminders go, None: nowhere.
    ``generation`` counts what ends every sign-in before it (a new password, being disabled): a
    token of an earlier one is dead, even one that was being made at that moment.
    """

    id: str
    username: str
    name: str
    created_at: datetime
    assignments: tuple[HeldAssignment, ...] = ()
    disabled: bool = False
    password_hash: str | None = field(default=None, repr=False)
    second_factor: SecondFactor | None = field(default=None, repr=False)
    email: str | None = field(default=None, repr=False)
    generation: int = 1
    version: int = 1

    @property
    def words(self) -> tuple[str, ...]:
        """Return the folded words a search compares."""
        return tuple(sorted({*folded(self.name).split(), *folded(self.username).split()}))


class Door(StrEnum):
    """Where a sign-in lets in: to the API, to the pages, or only to the second factor's page."""

    API = "api"
    PAGES = "pages"
    HALLWAY = "hallway"


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A sign-in; ``hash`` is the SHA-256 (hex) of the token, whose text only its holder has."""

    hash: str = field(repr=False)
    user: str
    generation: int
    created_at: datetime
    expires_at: datetime
    door: Door = Door.API


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What a token opens: the sign-in, whose it is (None: gone), and the settings' revision."""

    token: Token
    user: User | None
    revision: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """A link that lets its holder set the user's password, once; kept by hash like a token."""

    hash: str = field(repr=False)
    user: str
    created_at: datetime
    created_by: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """That some users hold this assignment; says nothing of who. ``active``: not all disabled."""

    tenant: str
    organization: str
    role: Role
    active: bool


def problems_with_username(username: str) -> Iterator[Problem]:
    """Yield what is wrong: 1–80 of ``a-z0-9._-`` (api.md, «Running it»)."""
    if not USERNAME.fullmatch(username):
        yield Problem("username", "not_a_username")


def problems_with_name(name: str) -> Iterator[Problem]:
    """Yield what is wrong with a person's name, already normalized."""
    if not name:
        yield Problem("name", "required")
    elif len(name) > NAME_LIMIT:
        yield Problem("name", "too_long", {"max_length": NAME_LIMIT})


def problems_with_email(email: str | None) -> Iterator[Problem]:
    """Yield what is wrong with an address; None is none, and right."""
    if email is None:
        return
    if len(email) > EMAIL_LIMIT:
        yield Problem("email", "too_long", {"max_length": EMAIL_LIMIT})
    elif not EMAIL.fullmatch(email):
        yield Problem("email", "not_an_email")


def problems_with_password(password: str, *, username: str) -> Iterator[Problem]:
    """Yield what is wrong: 8–200 characters, not the username whatever its case."""
    if len(password) < SHORTEST_PASSWORD:
        yield Problem("password", "password_too_short", {"least": SHORTEST_PASSWORD})
    if len(password) > LONGEST_PASSWORD:
        yield Problem("password", "password_too_long", {"most": LONGEST_PASSWORD})
    if password.casefold() == username.casefold():
        yield Problem("password", "password_is_username")


def problems_with_days(grant: Grant) -> Iterator[Problem]:
    """Yield what is wrong with the days of an assignment that is asked for."""
    if grant.valid_from and grant.valid_to and grant.valid_to < grant.valid_from:
        yield Problem("to", "ends_before_start", {"starts_on": grant.valid_from})


def _days_meet(one: Grant, other: Grant | HeldAssignment) -> bool:
    first = max(one.valid_from or date.min, other.valid_from or date.min)
    last = min(one.valid_to or date.max, other.valid_to or date.max)
    return first <= last
