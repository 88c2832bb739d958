"""What those who run a tenant may state of it: dated attributes, plugins on or off, settings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from core.domain.audit import Change
from core.domain.errors import Problem
from core.domain.reminders import FURTHEST, MOST_DAYS, are_days
from core.domain.reminders import SETTING as REMINDER_DAYS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from core.domain.tenants import Attribute, PluginSwitch, Tenant

ATTRIBUTE_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
KNOWN_ATTRIBUTES: dict[str, type] = {"xa_nong_thon_moi": bool}
"""Attributes that quotas ask for, and what they are; «mỗi xã nông thôn mới» is of 004, III.5."""

KNOWN_SETTINGS: dict[str, tuple[bool | str, ...]] = {
    "second_factor": ("required",),
    "self_confirmation": (False, True),
}
"""Settings and their values; what a tenant leaves unset it inherits (api.md, «Who may do what»).

Beside them there is ``reminder_days``, whose values are lists (``core.domain.reminders``).
"""

SettingValue = bool | str | Sequence[int] | None

NAME_LIMIT = 60
VALUE_LIMIT = 200
SOURCE_LIMIT = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """What is to be stated anew; what is not mentioned stays.

    An attribute of the same name and first day replaces the earlier statement, so does a plugin's
    switch; a setting that is None is inherited again.
    """

    attributes: tuple[Attribute, ...] = ()
    plugins: tuple[PluginSwitch, ...] = ()
    settings: Mapping[str, SettingValue] = field(default_factory=dict)


def problems_with_statements(stated: Statements, *, plugins: Collection[str]) -> Iterator[Problem]:
    """Yield what is wrong with *stated*; *plugins* are the codes of all there are."""
    if not (stated.attributes or stated.plugins or stated.settings):
        yield Problem("", "nothing_to_change")
    for place, attribute in enumerate(stated.attributes):
        for problem in _problems_with_attribute(attribute):
            yield replace(problem, field=f"attributes.{place}.{problem.field}")
    for place, switch in enumerate(stated.plugins):
        if switch.code not in plugins:
            yield Problem(f"plugins.{place}.code", "unknown_plugin", {"plugin": switch.code[:80]})
    for name, value in stated.settings.items():
        yield from _problems_with_setting(name, value)
    yield from _repeated("attributes", stated.attributes)
    yield from _repeated("plugins", stated.plugins)


def stated_anew(tenant: Tenant, stated: Statements) -> Tenant:
    """Return the next version of *tenant* with *stated* in it."""
    settings = {**tenant.settings, **stated.settings}
    return replace(
        tenant,
        attributes=_merged(tenant.attributes, stated.attributes),
        plugins=_merged(tenant.plugins, stated.plugins),
        settings={name: value for name, value in settings.items() if value is not None},
        version=tenant.version + 1,
    )


def changes_between(before: Tenant, after: Tenant) -> tuple[Change, ...]:
    """Return each statement and setting that differs, as the trail shows it."""
    return (
        *_changed("attributes", before.attributes, after.attributes),
        *_changed("plugins", before.plugins, after.plugins),
        *(
            Change(field=f"settings.{name}", old=old, new=new)
            for name in sorted({*before.settings, *after.settings})
            if (old := before.settings.get(name)) != (new := after.settings.get(name))
        ),
    )


def _problems_with_attribute(attribute: Attribute) -> Iterator[Problem]:
    if not ATTRIBUTE_NAME.fullmatch(attribute.name) or len(attribute.name) > NAME_LIMIT:
        yield Problem("name", "not_an_attribute_name")
    if isinstance(attribute.value, str) and not attribute.value:
        yield Problem("value", "required")
    wanted = KNOWN_ATTRIBUTES.get(attribute.name)
    if wanted is bool and not isinstance(attribute.value, bool):
        yield Problem("value", "not_yes_no")
    if not attribute.source:
        yield Problem("source", "required")
    first, last = attribute.valid_from, attribute.valid_to
    if first and last and last < first:
        yield Problem("to", "ends_before_start", {"starts_on": first})


def _problems_with_setting(name: str, value: SettingValue) -> Iterator[Problem]:
    if name == REMINDER_DAYS:
        if value is not None and not are_days(value):
            limits = {"most": MOST_DAYS, "furthest": FURTHEST}
            yield Problem(f"settings.{name}", "not_reminder_days", limits)
        return
    allowed = KNOWN_SETTINGS.get(name)
    if allowed is None:
        yield Problem(f"settings.{name}", "unknown_field")
    elif value is not None and value not in allowed:
        choices = ", ".join(map(str, allowed))
        yield Problem(f"settings.{name}", "not_a_choice", {"choices": choices})


def _key(stated: Any) -> tuple[str, date]:
    name = stated.name if hasattr(stated, "name") else stated.code
    return name, stated.valid_from or date.min


def _merged(before: Iterable[Any], stated: Iterable[Any]) -> tuple[Any, ...]:
    by_key = {_key(one): one for one in (*before, *stated)}
    return tuple(by_key[key] for key in sorted(by_key))


def _repeated(member: str, stated: Iterable[Any]) -> Iterator[Problem]:
    seen: set[tuple[str, date]] = set()
    for place, one in enumerate(stated):
        if _key(one) in seen:
            yield Problem(f"{member}.{place}", "stated_twice")
        seen.add(_key(one))


def _changed(member: str, before: Iterable[Any], after: Iterable[Any]) -> Iterator[Change]:
    earlier = {_key(one): one for one in before}
    for one in after:
        if one != earlier.get(_key(one)):
            yield Change(field=f"{member}.{_key(one)[0]}", old=earlier.get(_key(one)), new=one)
