"""Which items there are in the demonstration: who meets a quota, who does not, and why not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import cycle
from random import Random
from typing import TYPE_CHECKING

from core.demonstration.geography import LUONG_BANG, PROVINCE
from core.demonstration.items import above, farmers, front, veterans, women, youth
from core.domain.movements import Stage
from core.domain.tenants import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.demonstration.geography import Geography
    from core.demonstration.patterns import Pattern
    from core.domain.tenants import Tenant


class Fate(StrEnum):
    """What becomes of a registration in consultation."""

    AGREED = "agreed"
    SUBMITTED = "submitted"
    RESENT = "resent"  # returned, corrected, agreed
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One item of one year."""

    tenant: Tenant
    pattern: Pattern
    stage: Stage
    fate: Fate


NOTHING_AT_ALL = "c02197"
"""Xã Liêm Thủy: nobody has registered anything."""
ONE_MODEL_FOR_TWO_CLAUSES = "c02047"
"""Xã Yên Thượng: the veterans' only model fits both clauses of their quota, and serves one."""
BUILT_WHERE_KEPT_IS_ASKED = "c02026"
KEPT_WHERE_BUILT_IS_ASKED = "c02038"
A_WORK_WHERE_A_MODEL_IS_ASKED = "c02023"
RETURNED_AND_NOT_SENT_AGAIN = "c02035"
ONE_OF_TWO_WITHDRAWN = "c02029"
WORKS_BUT_NO_MODEL = "c02032"
A_DRAFT_NEVER_SENT = "c02041"

KEPT, NEW = Stage.MAINTAINED, Stage.NEW
KNOWN: tuple[tuple[str, Pattern, Stage, Fate], ...] = (
    (ONE_MODEL_FOR_TWO_CLAUSES, veterans.BOTH_AT_ONCE, NEW, Fate.AGREED),
    (BUILT_WHERE_KEPT_IS_ASKED, women.THREE_CLEANS, NEW, Fate.AGREED),
    (KEPT_WHERE_BUILT_IS_ASKED, youth.WASTE_TEAM, KEPT, Fate.AGREED),
    (A_WORK_WHERE_A_MODEL_IS_ASKED, youth.ENVIRONMENT_WORK, NEW, Fate.AGREED),
    (RETURNED_AND_NOT_SENT_AGAIN, women.HAPPY_FAMILY, KEPT, Fate.RETURNED),
    (ONE_OF_TWO_WITHDRAWN, veterans.HELPING, NEW, Fate.AGREED),
    (ONE_OF_TWO_WITHDRAWN, veterans.GONG, NEW, Fate.WITHDRAWN),
    (WORKS_BUT_NO_MODEL, front.HOUSES, NEW, Fate.AGREED),
    (A_DRAFT_NEVER_SENT, women.FLOWER_ROAD, KEPT, Fate.DRAFT),
    (LUONG_BANG, front.CLEAN, KEPT, Fate.AGREED),
    (LUONG_BANG, front.HOUSES, NEW, Fate.AGREED),
    (LUONG_BANG, women.FLOWER_ROAD, KEPT, Fate.AGREED),
    (LUONG_BANG, women.HELPING, NEW, Fate.RESENT),
    (LUONG_BANG, youth.WASTE_TEAM, NEW, Fate.AGREED),
    (LUONG_BANG, youth.LIT_ROAD, NEW, Fate.AGREED),
    (LUONG_BANG, veterans.HELPING, NEW, Fate.AGREED),
    (LUONG_BANG, veterans.GONG, Stage.PILOT, Fate.AGREED),
    (LUONG_BANG, farmers.CLEAN_HOUSE, NEW, Fate.AGREED),
    (LUONG_BANG, farmers.DITCH, NEW, Fate.SUBMITTED),
)

MEETING: tuple[tuple[int, tuple[Sequence[Pattern], ...]], ...] = (
    (70, (front.MODELS,)),
    (70, (women.MODELS,)),
    (66, (youth.MODELS,)),
    (58, ((veterans.HELPING,), veterans.ORDER_MODELS)),
    (30, (farmers.MODELS,)),
)
"""In how many communes an organization has one model of each of these groups."""

ONLY_ONE_OF_TWO = 5
WORKS = (*front.WORKS, *women.WORKS, *youth.WORKS, *veterans.WORKS, *farmers.WORKS)
NUMBER_OF_WORKS = 26
FATES = (*[Fate.AGREED] * 17, *[Fate.RESENT] * 2, Fate.SUBMITTED)
ENDS = (*[Fate.RETURNED] * 7, *[Fate.WITHDRAWN] * 6, *[Fate.DRAFT] * 7)
"""What counts in nothing, beside what does."""


def cases_of_2017(geography: Geography) -> Iterator[Case]:
    """Yield them all, the same ones every time."""
    rng = Random(129)  # noqa: S311 — plausible figures, no secret
    units = geography.units
    for tenant, pattern, stage, fate in KNOWN:
        yield Case(tenant=units[tenant], pattern=pattern, stage=stage, fate=fate)
    for number, groups in MEETING:
        yield from _meeting(geography, number, groups, rng)
    yield from _works(geography, rng)
    yield from _ends(geography, rng)
    yield from _above(geography, rng)


def cases_of_2018(geography: Geography, rng: Random) -> Iterator[Case]:
    """Yield what is begun in 2018, beside what is continued from 2017."""
    groups = (front.MODELS, women.MODELS, youth.MODELS, veterans.ORDER_MODELS, farmers.MODELS)
    for commune, models in zip(rng.sample(_free(geography, ""), 25), cycle(groups), strict=False):
        pattern = rng.choice(models)
        fate = rng.choice((Fate.AGREED, Fate.SUBMITTED, Fate.SUBMITTED, Fate.DRAFT))
        stage = rng.choice(pattern.stages)
        yield Case(tenant=commune, pattern=pattern, stage=stage, fate=fate)


def _meeting(
    geography: Geography, number: int, groups: Sequence[Sequence[Pattern]], rng: Random
) -> Iterator[Case]:
    communes = _free(geography, groups[0][0].organization)
    rng.shuffle(communes)
    for commune in communes[:number]:
        for group in groups:
            yield _case(commune, rng.choice(group), rng)
    if len(groups) > 1:
        for commune in communes[number : number + ONLY_ONE_OF_TWO]:
            yield _case(commune, rng.choice(rng.choice(groups)), rng)


def _works(geography: Geography, rng: Random) -> Iterator[Case]:
    communes = rng.sample(_free(geography, ""), NUMBER_OF_WORKS)
    for commune, pattern in zip(communes, cycle(WORKS), strict=False):
        yield _case(commune, pattern, rng)


def _ends(geography: Geography, rng: Random) -> Iterator[Case]:
    communes = rng.sample(_free(geography, ""), len(ENDS))
    for commune, fate in zip(communes, ENDS, strict=True):
        pattern = rng.choice(WORKS)
        stage = rng.choice(pattern.stages)
        yield Case(tenant=commune, pattern=pattern, stage=stage, fate=fate)


def _above(geography: Geography, rng: Random) -> Iterator[Case]:
    patterns = cycle(above.ALL)
    for district in geography.of_level(Level.DISTRICT):
        yield _case(district, next(patterns), rng)
    for pattern in above.ALL:
        yield _case(geography.units[PROVINCE], pattern, rng)


def _free(geography: Geography, organization: str) -> list[Tenant]:
    """Return the communes where nothing is fixed for *organization* (empty: for anyone)."""
    fixed = {NOTHING_AT_ALL} | {
        tenant for tenant, pattern, *_ in KNOWN if organization in ("", pattern.organization)
    }
    return [commune for commune in geography.communes if commune.id not in fixed]


def _case(tenant: Tenant, pattern: Pattern, rng: Random) -> Case:
    stage, fate = rng.choice(pattern.stages), rng.choice(FATES)
    return Case(tenant=tenant, pattern=pattern, stage=stage, fate=fate)
