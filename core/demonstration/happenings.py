"""All that happens from June 2017 to the practice date, each story with dice of its own."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from core.demonstration.accounts import PREFIXES
from core.demonstration.calendar import setting_the_calendar
from core.demonstration.cases import cases_of_2017, cases_of_2018
from core.demonstration.geography import BANG_LUNG, LUONG_BANG
from core.demonstration.overlapping import overlapping_cases
from core.demonstration.paperwork import CALLS, Paper
from core.demonstration.spreading import spreading
from core.demonstration.stories import Story
from core.domain.access import FRONT
from core.domain.movements import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from core.demonstration.world import World

SEED = 129
CONTINUED = 0.36
"""The share of last year's models that have been registered again by the practice date."""
CONTINUING = {
    LUONG_BANG: frozenset({FRONT, "cuu_chien_binh"}),
    BANG_LUNG: frozenset({FRONT, "phu_nu", "doan_thanh_nien"}),
}
"""Who has continued in the communes that a newcomer looks at first; the others still owe."""


def happenings(world: World) -> Iterator[Iterator[datetime]]:
    """Yield every thread for ``World.play``."""
    yield setting_the_calendar(world)
    for number, case in enumerate(cases_of_2017(world.geography)):
        story = Story(world, case, dice("2017", number))
        yield story.of_2017()
        if _continues(story, dice("2018", number)):
            yield story.continued_in_2018()
    for number, case in enumerate(cases_of_2018(world.geography, dice("2018"))):
        yield Story(world, case, dice("new", number)).begun_in_2018()
    for call in CALLS:
        for tenant in world.geography.units.values():
            for organization in PREFIXES:
                if world.has(tenant, organization):
                    rng = dice(call.period, tenant.id, organization)
                    yield Paper(world, tenant, organization, call, rng).told()
    for number, case in enumerate(overlapping_cases(world.geography)):
        yield Story(world, case, dice("overlap", number)).of_2017()
    yield spreading(world)


def dice(*name: object) -> Random:
    """Return the dice of one story, so that changing one changes no other."""
    return Random(f"{SEED}: {name}")  # noqa: S311 — plausible figures, no secret


def _continues(story: Story, rng: Random) -> bool:
    pattern = story.case.pattern
    chosen = CONTINUING.get(story.tenant.id)
    if chosen is not None:
        return pattern.kind is Kind.MODEL and pattern.organization in chosen
    return pattern.kind is Kind.MODEL and rng.random() < CONTINUED
