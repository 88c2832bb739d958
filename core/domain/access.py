"""Who sees what, and who may do what: assignments, grants and the scope made of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

FRONT = "mttq"


class Role(StrEnum):
    """What an assignment lets its holder do (api.md, «Who may do what»)."""

    OFFICER = "officer"
    APPROVER = "approver"
    VIEWER = "viewer"
    ADMIN = "admin"


class View(StrEnum):
    """How much of an item is shown."""

    SUMMARY = "summary"
    FULL = "full"
    PERSONAL = "personal"  # full, with what the form marks personal


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Tenant × organization × role, with dates (inclusive; None is open).

    ``path`` and ``sight`` are those of the tenant: its own path today, and every path prefix under
    which it sees records (``core.domain.sight``).
    """

    id: str
    tenant: str
    organization: str
    role: Role
    path: str
    paths: tuple[str, ...]
    sight: tuple[str, ...]
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def of_front(self) -> bool:
        return self.organization == FRONT

    def sees(self, path: str) -> bool:
        return any(path.startswith(prefix) for prefix in self.sight)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a request may touch; every repository is made with one.

    ``assignments`` are those in force (only the acting one under ``Act-As``). ``everything`` is
    the operator's own scope (command line, migrations, integrity), never a request's.
    ``revision`` is that of the settings (units, calendars, overrides) when the scope was made;
    who does not know it reads them anew.
    """

    user: str
    assignments: tuple[Assignment, ...] = ()
    everything: bool = False
    revision: str | None = field(default=None, compare=False)

    def sees(self, path: str) -> bool:
        return self.everything or any(held.sees(path) for held in self.assignments)

    @property
    def prefixes(self) -> tuple[str, ...]:
        """Return the path prefixes in sight, none of them inside another."""
        every = {prefix for held in self.assignments for prefix in held.sight}
        return tuple(sorted(p for p in every if not any(p != q and p.startswith(q) for q in every)))


OPERATOR = Scope(user="operator", everything=True)
