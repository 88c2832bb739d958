"""How models spread in January 2018: who names as its origin what was recognised elsewhere."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime
from typing import TYPE_CHECKING

from core.demonstration.geography import PROVINCE
from core.demonstration.world import ZONE
from core.domain.drafts import Draft
from core.domain.movements import Stage
from core.domain.registrations import Status
from core.services.registering import edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.demonstration.world import World
    from core.domain.registrations import Registration

AFTER_THE_MEETINGS = datetime(2018, 2, 1, 9, tzinfo=ZONE)
STATED = tuple(each.name for each in fields(Draft))


def spreading(world: World) -> Iterator[datetime]:
    """Tell how this year's expansions state their origins.

    The first of a type copies what was recognised, and says so itself; the next copies that copy,
    as the organization of the province knows, which sees both.
    """
    yield AFTER_THE_MEETINGS
    copies: dict[str, Registration] = {}
    for copy in _expanding(world):
        origin = copies.get(copy.movement_type) or _recognised(world, copy)
        if origin is None:
            continue
        home = PROVINCE if copy.movement_type in copies else copy.tenant
        edit(
            copy.id,
            replace(_as_stated(copy), copied_from=origin.id),
            version=copy.version,
            submitting=False,
            work=world.member(world.geography.units[home], copy.organization),
            catalogue=world.catalogue,
            moment=world.moment,
        )
        copies[copy.movement_type] = copy


def _expanding(world: World) -> list[Registration]:
    """Return what can still be edited, in the order in which it was registered."""
    found = [
        each
        for each in world.ledger.registrations.values()
        if (each.year, each.stage, each.status) == (2018, Stage.EXPANDED, Status.SUBMITTED)
    ]
    return sorted(found, key=lambda each: each.created_at)


def _recognised(world: World, copy: Registration) -> Registration | None:
    """Return the model of the same type another commune was last recognised for, alike if any."""
    found = [
        each
        for each in world.ledger.registrations.values()
        if each.recognised_on is not None
        and each.movement_type == copy.movement_type
        and each.tenant != copy.tenant
    ]
    return max(
        found,
        key=lambda each: (_kind_of(each) == _kind_of(copy), each.recognised_on, each.created_at),
        default=None,
    )


def _kind_of(item: Registration) -> list[str]:
    """Return what its title begins with: «Đường hoa»."""
    return item.title.lower().split()[:2]


def _as_stated(copy: Registration) -> Draft:
    return Draft(**{name: getattr(copy, name) for name in STATED})
