"""From a pattern to what an organization states of one item, and later of its results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.demonstration.geography import DAY_OF_TREE, URBAN, in_a_sentence
from core.demonstration.names import PEOPLE, PHONES
from core.demonstration.patterns import Of
from core.domain.drafts import Draft
from core.domain.organizations import KNOWN_ORGANIZATIONS
from core.domain.registrations import InKind, Money, Partner, Place, Quantity
from core.domain.tenants import Level

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from random import Random

    from core.demonstration.geography import Geography
    from core.demonstration.patterns import Number, Pattern
    from core.domain.movements import Stage
    from core.domain.tenants import Tenant

MILLION = 1_000_000
IN_KIND = {"ngay_cong": "công", "dat_hien": "m²"}
QUALIFIERS = (None, None, None, None, "khoảng", "trên", "gần")
"""How often a number is stated as it is, and how often with «khoảng», «trên», «gần»."""
NAMED = 0.08
"""The share of items that name a person and a telephone number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What is stated of an item, and the numbers it was drawn from."""

    draft: Draft
    pattern: Pattern
    values: Mapping[str, Number]


def draw(
    pattern: Pattern,
    tenant: Tenant,
    geography: Geography,
    rng: Random,
    *,
    stage: Stage,
    year: int,
    days: tuple[date, date],
) -> Drawn:
    """Return an item of *pattern* in *tenant*, done between *days* (both inclusive)."""
    values = _values(pattern, rng)
    places = _places(pattern, tenant, geography, rng)
    draft = Draft(
        tenant=tenant.id,
        organization=pattern.organization,
        year=year,
        movement_type=pattern.type,
        kind=pattern.kind,
        title=rng.choice(pattern.titles).format(**_words(tenant, places)),
        stage=stage,
        content=pattern.content,
        themes=pattern.themes,
        places=places,
        starts_on=days[0],
        ends_on=days[1],
        partners=tuple(_partner(name, tenant) for name in pattern.partners),
        **_means(pattern, values, rng),
    )
    return Drawn(draft=draft, pattern=pattern, values=values)


def _values(pattern: Pattern, rng: Random) -> dict[str, Number]:
    spans = {**pattern.values, "ngay_cong": pattern.labour, "dat_hien": pattern.land}
    return {name: span.drawn(rng) for name, span in spans.items() if span is not None}


def _means(pattern: Pattern, values: Mapping[str, Number], rng: Random) -> dict[str, Any]:
    """Return answers, scale, money and labour, and sometimes who is in charge."""
    person = rng.randrange(len(PEOPLE)) if rng.random() < NAMED else None
    return {
        "answers": _answers(pattern, values),
        "scale": _scale(pattern, values, rng),
        "funding": _funding(pattern, rng),
        "in_kind": tuple(
            InKind(kind=kind, amount=values[kind], unit=unit)
            for kind, unit in IN_KIND.items()
            if kind in values
        ),
        "households": _whole(values[pattern.households]) if pattern.households else None,
        "person_in_charge": None if person is None else PEOPLE[person],
        "phone": None if person is None else PHONES[person],
    }


def _places(
    pattern: Pattern, tenant: Tenant, geography: Geography, rng: Random
) -> tuple[Place, ...]:
    if tenant.level is Level.COMMUNE:
        areas = geography.areas(tenant)
        if pattern.area is not None:
            return (Place(area=areas[pattern.area], detail=pattern.detail),)
        chosen = rng.sample(areas, 2) if rng.random() < 0.1 else [rng.choice(areas)]  # noqa: PLR2004
        return tuple(Place(area=area, detail=pattern.detail) for area in sorted(chosen))
    below = geography.communes_below(tenant)
    chosen_communes = rng.sample(below, min(len(below), rng.randint(3, 6)))
    return tuple(
        Place(tenant=commune.id, area=rng.choice(geography.areas(commune)))
        for commune in sorted(chosen_communes, key=lambda c: c.code)
    )


def _words(tenant: Tenant, places: Sequence[Place]) -> dict[str, str]:
    areas = [place.area or "" for place in places]
    return {
        "area": " và ".join(area[:1].lower() + area[1:] for area in areas),
        "short": areas[0].removeprefix("Thôn "),
        "commune": in_a_sentence(tenant),
        "road": "đường phố" if tenant.type_on(DAY_OF_TREE) in URBAN else "đường quê",
    }


def _scale(pattern: Pattern, values: Mapping[str, Number], rng: Random) -> tuple[Quantity, ...]:
    return tuple(
        Quantity(amount=values[size.of], unit=size.unit, about=rng.choice(QUALIFIERS))
        for size in pattern.scale
    )


def _funding(pattern: Pattern, rng: Random) -> tuple[Money, ...]:
    return tuple(
        Money(source=source, amount=_whole(span.drawn(rng)) * MILLION, about=rng.choice(QUALIFIERS))
        for source, span in pattern.funding.items()
    )


def _partner(name: str, tenant: Tenant) -> Partner:
    if name in KNOWN_ORGANIZATIONS:
        return Partner(organization=name)
    kind = in_a_sentence(tenant).removesuffix(tenant.name_on(DAY_OF_TREE)).strip()
    told = name.replace("Công an xã", f"Công an {kind}").format(commune=in_a_sentence(tenant))
    return Partner(name=told)


def _answers(pattern: Pattern, values: Mapping[str, Number]) -> dict[str, Any]:
    return {
        name: answer.value(values) if isinstance(answer, Of) else answer
        for name, answer in pattern.answers.items()
    }


def _whole(value: Number) -> int:
    return int(value)
