"""What a plugin declared, checked as a whole; of a faulty one, what can still be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from core.domain.movements import Movement, MovementType, Theme
from core.domain.organizations import Organization
from core.domain.quotas import Quota
from core.plugin_api.locks import lock_faults, read_lock
from core.plugin_api.reading import read
from core.plugin_api.rules import movements as rules
from core.plugin_api.rules.codes import repetition_faults
from core.plugin_api.rules.quotas import quota_faults, reach_faults
from core.plugin_api.shapes import shape_faults

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from core.plugin_api.locks import Lock
    from core.plugin_api.reading import Reading


@dataclass(slots=True, kw_only=True)
class Declarations:
    """What is sound of each sort, and the faults of all: without any the plugin may be used."""

    organization: Organization | None = None
    themes: tuple[Theme, ...] = ()
    movements: tuple[Movement, ...] = ()
    movement_types: tuple[MovementType, ...] = ()
    quotas: tuple[Quota, ...] = ()
    faults: list[str] = field(default_factory=list)


def examine(plugin: object, name: str, *, seconds: float = 5.0) -> tuple[Reading, Declarations]:
    """Read *plugin* and its lock, and check all of it. Whatever it does, this returns."""
    reading = read(plugin, name, seconds=seconds)
    try:
        lock = read_lock(plugin)
    except (OSError, ValueError) as error:
        reading.faults.append(f"the lock cannot be read: {error}")
        lock = {}
    return reading, declarations_of(reading, lock)


def declarations_of(reading: Reading, lock: Lock) -> Declarations:
    """Check what was read, each thing in itself; when all are sound, together and by *lock*."""
    name = reading.name
    found = Declarations(faults=list(reading.faults))
    sound = partial(_sound, reading, found)
    organizations = sound("organization", Organization, partial(rules.organization_faults, name))
    found.organization = organizations[0] if organizations else None
    found.themes = sound("themes", Theme, partial(rules.theme_faults, name))
    found.movements = sound("movements", Movement, partial(rules.movement_faults, name))
    type_faults = partial(
        rules.type_faults,
        name,
        movements={movement.code for movement in found.movements},
        themes={theme.code for theme in found.themes},
    )
    found.movement_types = sound("movement_types", MovementType, type_faults)
    found.quotas = sound("quotas", Quota, partial(quota_faults, name))
    if not found.faults:
        found.faults += _joint_faults(found, lock)
    return found


def _sound(
    reading: Reading,
    found: Declarations,
    what: str,
    sort: type,
    check: Callable[[Any], Iterable[str]],
) -> tuple[Any, ...]:
    """Return the answers of ``register_<what>`` that are sound; add the others' faults."""
    hook = f"register_{what}"
    kept: list[Any] = []
    for index, item in enumerate(reading.of(hook)):
        faults = list(shape_faults(item, sort, f"{hook}()[{index}]")) or list(check(item))
        found.faults += faults
        if not faults:
            kept.append(item)
    found.faults += repetition_faults(kept, f"{hook}:")
    return tuple({item.code: item for item in kept}.values())


def _joint_faults(found: Declarations, lock: Lock) -> list[str]:
    """List what only shows when everything is seen together."""
    if found.organization is None:
        return ["register_organization is missing or returns nothing"]
    types = {of_type.code: of_type for of_type in found.movement_types}
    faults = list(rules.measure_conflict_faults(types.values()))
    for quota in found.quotas:
        faults += reach_faults(quota, types)
    return faults + list(lock_faults(types.values(), lock))
