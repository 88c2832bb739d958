"""Tenants: administrative units with an identity of their own and dated everything else."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = "vn"

Value = TypeVar("Value")
AttributeValue = bool | int | float | str


class Level(StrEnum):
    """Where a tenant stands; districts exist until 2025-06-30 (domain.md §2.1)."""

    COUNTRY = "country"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"

    @property
    def depth(self) -> int:
        """Return 0 for the country … 3 for a commune."""
        return list(Level).index(self)


class Portion(StrEnum):
    """How much of a tenant passed into its successor."""

    WHOLE = "whole"
    PART = "part"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated(Generic[Value]):
    """A value and the days it holds, both inclusive; None is open. ``basis``: by what document."""

    value: Value
    valid_from: date | None = None
    valid_to: date | None = None
    basis: str | None = None

    def covers(self, day: date) -> bool:
        return covers(self.valid_from, self.valid_to, day)


def covers(valid_from: date | None, valid_to: date | None, day: date) -> bool:
    return (valid_from is None or valid_from <= day) and (valid_to is None or day <= valid_to)


def value_on(periods: Sequence[Dated[Value]], day: date) -> Value | None:
    """Return the value of that day, else of the nearest period; None only if there is none.

    The oldest snapshot counts from the beginning, and a closed unit keeps its last name.
    """
    if len(periods) <= 1:  # nearly all there are
        return periods[0].value if periods else None
    begun = [p for p in periods if p.valid_from is None or p.valid_from <= day]
    if not begun:
        return min(periods, key=lambda p: p.valid_from or date.min).value
    return max(begun, key=lambda p: p.valid_from or date.min).value


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """Something stated of a tenant for some days, such as «xã nông thôn mới», and who says so."""

    name: str
    value: AttributeValue
    source: str
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PluginSwitch:
    """A tenant's own statement that a plugin is on or off from a day on."""

    code: str
    enabled: bool
    valid_from: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """That ``source`` passed into ``target``; ``default`` marks where its work belongs by default.

    Of the successions of one source exactly one is the default.
    """

    source: str
    target: str
    effective: date
    portion: Portion = Portion.WHOLE
    default: bool = True
    basis: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenant:
    """One administrative unit, from its first day to its last (architecture.md, «Tenancy»).

    ``id`` is the identity; ``code`` is the statistical code, which is reused. ``parents`` holds
    tenant ids, ``paths`` ids from the root with a closing slash (``vn/p06/d064/c02050/``);
    ``sight`` the path prefixes under which it sees records (``core.domain.sight``).
    """

    id: str
    code: str
    level: Level
    names: tuple[Dated[str], ...]
    types: tuple[Dated[str], ...] = ()
    parents: tuple[Dated[str], ...] = ()
    paths: tuple[Dated[str], ...] = ()
    sight: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    legal_basis: str | None = None
    attributes: tuple[Attribute, ...] = ()
    plugins: tuple[PluginSwitch, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    version: int = 1

    def name_on(self, day: date) -> str:
        return value_on(self.names, day) or ""

    def type_on(self, day: date) -> str:
        """Return «Xã», «Huyện» …; empty for the country."""
        return value_on(self.types, day) or ""

    def full_name_on(self, day: date) -> str:
        """Return the type and the name: «Xã Lương Bằng»."""
        return f"{self.type_on(day)} {self.name_on(day)}".strip()

    def parent_on(self, day: date) -> str | None:
        """Return the id of the tenant above; None for the country."""
        return value_on(self.parents, day)

    def path_on(self, day: date) -> str:
        """Return the path of that day; before ``sight`` has been worked out there is none."""
        return value_on(self.paths, day) or ""

    def in_force_on(self, day: date) -> bool:
        return covers(self.valid_from, self.valid_to, day)

    def attribute_on(self, name: str, day: date) -> AttributeValue | None:
        """Return what was stated for that day; None when nobody has. The later statement wins."""
        stated = [
            each
            for each in self.attributes
            if each.name == name and covers(each.valid_from, each.valid_to, day)
        ]
        return max(stated, key=lambda each: each.valid_from or date.min).value if stated else None

    def plugin_enabled_on(self, code: str, day: date) -> bool | None:
        """Return the tenant's own statement; None when it makes none and inherits."""
        stated = [
            each
            for each in self.plugins
            if each.code == code and covers(each.valid_from, None, day)
        ]
        return max(stated, key=lambda each: each.valid_from or date.min).enabled if stated else None
