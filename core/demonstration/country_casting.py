"""The items of one body, cast from moulds that are drawn once for all its province."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import TYPE_CHECKING

from core.demonstration.country_items import Body, item_of, moment
from core.demonstration.country_patterns import is_commune
from core.demonstration.drawing import _partner, _places, _words
from core.domain.calendar_windows import REGISTRATION, Window, default_window
from core.storage.country_moulds import Cast, Mould

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from core.demonstration.country_patterns import Offered
    from core.demonstration.country_region import Region
    from core.demonstration.patterns import Pattern
    from core.domain.movements import Measure
    from core.domain.registrations import Partner, Registration
    from core.domain.tenants import Tenant

MOULDS = 60
"""So many are drawn of each pattern: the figures of items repeat, places and days do not."""

LATE = 0.06


@dataclass(slots=True, kw_only=True)
class Foundry:
    """The moulds of one process, each drawn when it is first needed, by dice of its own."""

    patterns: Offered
    measures: Mapping[str, Measure]
    seed: int
    _moulds: dict[tuple[int, str, bool, int], Mould] = field(default_factory=dict)

    def items_of(
        self, body: Body, year: int, number: int, region: Region
    ) -> Iterator[tuple[Mould, Cast]]:
        """Yield *number* items of *year*, numbered in the order in which they were sent."""
        rng = Random(f"{self.seed}|{year}|{body.tenant.id}|{body.organization}")  # noqa: S311
        commune = is_commune(body.tenant.level)
        patterns = self.patterns[body.organization, commune]
        sent = 0
        for day in sorted(_day(year, rng) for _ in range(number)):
            index = int(rng.random() * len(patterns) * MOULDS)
            pattern = patterns[index // MOULDS]
            key = (year, body.organization, commune, index)
            mould = self._moulds.get(key)
            if mould is None:
                mould = self._moulds[key] = self._drawn(key, pattern, body, region)
            sent += mould.registration.ever_submitted
            told = f"{body.abbreviation}-{sent:02d}/{year}"
            yield mould, _cast(mould, pattern, body, day, told, region, rng)

    def _drawn(
        self, key: tuple[int, str, bool, int], pattern: Pattern, body: Body, region: Region
    ) -> Mould:
        dice = Random(f"{self.seed}|{key}")  # noqa: S311 — plausible figures, no secret
        return Mould(item_of(pattern, body, key[0], region, dice)[0], self.measures)


def _cast(
    mould: Mould, pattern: Pattern, body: Body, day: date, number: str, region: Region, rng: Random
) -> Cast:
    model = mould.registration
    places = _places(pattern, body.tenant, region, rng)
    title = pattern.titles[int(rng.random() * len(pattern.titles))]
    at = moment(day, rng)
    judged = model.updated_at - model.created_at
    sent = model.ever_submitted
    return Cast(
        id=f"{rng.getrandbits(128):032x}",
        tenant=body.tenant.id,
        path=body.path,
        title=title.format(**_words(body.tenant, places)),
        places=places,
        partners=_partners(model, pattern, body.tenant),
        number=number if sent else None,
        created_at=at,
        updated_at=model.updated_at if model.recognised_on else at + judged,
        day=day if sent else None,
        late=sent and day > _window(model.year).due,
        officer=body.officer,
        front=body.front,
    )


def _partners(model: Registration, pattern: Pattern, tenant: Tenant) -> tuple[Partner, ...]:
    """Return the model's partners; one with a free name is the tenant's own school or police."""
    return tuple(
        partner if partner.organization else _partner(name, tenant)
        for name, partner in zip(pattern.partners, model.partners, strict=True)
    )


def _day(year: int, rng: Random) -> date:
    window = _window(year)
    if rng.random() < LATE:
        first, last = window.due + timedelta(days=1), window.closes
    else:
        first, last = window.opens + timedelta(days=2), window.due
    return first + timedelta(days=int(rng.random() * ((last - first).days + 1)))


@cache
def _window(year: int) -> Window:
    return default_window(year, REGISTRATION)
