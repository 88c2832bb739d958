"""What a new item can begin from: last year's models to keep up, and the types that there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.quota_fit import is_about
from core.domain.registration_search import Page, RegistrationFilter
from core.domain.registrations import Status
from core.domain.verdicts import Outcome
from core.edge.platform import moment, platform
from core.edge.wording import missing_sentence
from core.services.judging import verdicts_in
from core.services.own_items import MOST, paths_held

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.domain.movements import Movement, MovementType
    from core.domain.registrations import Registration
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories

NOT_CONTINUED = frozenset({Status.DRAFT, Status.WITHDRAWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeOffer:
    """A type, and what the plan still lacks that an item of it may bring."""

    of_type: MovementType
    lacking: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementOffer:
    """A movement with its types, in the order of their titles."""

    movement: Movement
    types: tuple[TypeOffer, ...]


def continuable(
    work: Repositories, tenant: Tenant, *, organization: str, year: int
) -> Sequence[Registration]:
    """Return last year's items of the organization that no item of *year* continues yet."""
    paths = paths_held(work, tenant, moment().today)

    def of(wanted_year: int) -> Sequence[Registration]:
        wanted = RegistrationFilter(at=paths, organization=organization, year=wanted_year)
        return work.registrations.search(wanted, Page(limit=MOST))

    continued = {item.continues for item in of(year)}
    return [
        item
        for item in of(year - 1)
        if item.id not in continued and item.status not in NOT_CONTINUED
    ]


def type_offers(
    work: Repositories, tenant: Tenant, *, organization: str, year: int
) -> list[MovementOffer]:
    """Return the types of the organization by movement, those first that the plan still lacks."""
    catalogue = platform().catalogue
    verdicts = verdicts_in(
        work, tenant, organization=organization, year=year, today=moment().today,
        catalogue=catalogue,
    )  # fmt: skip
    short = [verdict for verdict in verdicts if verdict.outcome is Outcome.SHORT]
    offers: dict[str, list[TypeOffer]] = {}
    for of_type in catalogue.movement_types.values():
        if of_type.organization == organization:
            about = [verdict for verdict in short if is_about(verdict.quota, of_type)]
            lacking = missing_sentence(about[0].lack) if about else ""
            offer = TypeOffer(of_type=of_type, lacking=lacking or "")
            offers.setdefault(of_type.movement, []).append(offer)
    made = [
        MovementOffer(
            movement=catalogue.movements[code],
            types=tuple(sorted(types, key=lambda one: (not one.lacking, one.of_type.title))),
        )
        for code, types in offers.items()
    ]
    return sorted(made, key=lambda one: not any(each.lacking for each in one.types))
