"""One item as its body would have entered it, and as it stands by the practice date."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from core.demonstration import names
from core.demonstration.accounts import PREFIXES
from core.demonstration.country_results import recognised, results_of
from core.demonstration.drawing import draw
from core.domain.access import FRONT
from core.domain.calendar_windows import REGISTRATION, default_window
from core.domain.movements import Stage
from core.domain.registrations import Registration, Status, is_built

if TYPE_CHECKING:
    from random import Random

    from core.demonstration.country_region import Region
    from core.demonstration.drawing import Drawn
    from core.demonstration.patterns import Pattern
    from core.domain.tenants import Tenant

FATES = (
    *[Status.AGREED] * 70, *[Status.SUBMITTED] * 18, *[Status.DRAFT] * 5, *[Status.RETURNED] * 4,
    *[Status.WITHDRAWN] * 3,
)  # fmt: skip
DECLINING = 0.02
WORKING_HOURS = range(1, 10)
"""Of UTC: 8 to 16 o'clock in Vietnam."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """Whose items they are: an organization (and how its numbers begin) in a tenant."""

    tenant: Tenant
    path: str
    organization: str
    abbreviation: str

    @property
    def officer(self) -> str:
        return f"{PREFIXES.get(self.organization, self.organization)}.{self.tenant.id}"

    @property
    def front(self) -> str:
        """Return who judges for the Front: not who enters for it."""
        return f"{PREFIXES[FRONT]}.{self.tenant.id}.ct"


def item_of(
    pattern: Pattern, body: Body, year: int, region: Region, rng: Random
) -> tuple[Registration, Drawn]:
    """Return an item of *pattern*, sent on the last day in time unless it stayed a draft."""
    stage, status = rng.choice(pattern.stages), rng.choice(FATES)
    drawn = draw(pattern, body.tenant, region, rng, stage=stage, year=year, days=_span(stage, year))
    day = default_window(year, REGISTRATION).due
    at = moment(day, rng)
    sent = status is not Status.DRAFT
    item = Registration(
        id=f"{rng.getrandbits(128):032x}",
        path=body.path,
        status=status,
        built=is_built(stage, None),
        version=1 if status in {Status.DRAFT, Status.SUBMITTED} else 2,
        created_at=at,
        created_by=body.officer,
        updated_at=at,
        submitted_at=at if sent else None,
        submitted_on=day if sent else None,
        touched_by=frozenset({body.officer}),
        demonstration=True,
        **drawn.draft.fields(),
    )
    return (_judged(item, drawn, body, rng) if sent else item), drawn


def _judged(item: Registration, drawn: Drawn, body: Body, rng: Random) -> Registration:
    """Return *item* after the Front's and its own organization's last word, with its results."""
    if item.status is Status.SUBMITTED:
        return replace(item, results=results_of(item, drawn, body.front, rng))
    at = item.created_at + timedelta(days=rng.randint(1, 12), minutes=rng.randint(0, 90))
    if item.status is Status.RETURNED:
        return replace(item, updated_at=at, return_reason=rng.choice(names.RETURNED))
    if item.status is Status.WITHDRAWN:
        return replace(item, updated_at=at)
    results = results_of(item, drawn, body.front, rng)
    declining = bool(item.partner_organizations) and rng.random() < DECLINING
    on = recognised(results, item.year, rng)
    return replace(
        item,
        updated_at=at if on is None else moment(on, rng),
        results=results,
        recognised_on=on,
        partners=tuple(
            replace(partner, declined=declining and partner.organization is not None)
            for partner in item.partners
        ),
        version=item.version + int(declining) + int(on is not None),
    )


def _span(stage: Stage, year: int) -> tuple[date, date]:
    if stage is Stage.MAINTAINED:
        return date(year, 1, 1), date(year, 12, 15)
    return date(year, 3, 1), date(year, 11, 30)


def moment(day: date, rng: Random) -> datetime:
    """Return a moment of the working hours of *day* (UTC, whole seconds)."""
    seconds = int(rng.random() * 3600)
    hour = WORKING_HOURS[int(rng.random() * len(WORKING_HOURS))]
    return datetime.combine(day, time(hour, seconds // 60, seconds % 60), tzinfo=UTC)
