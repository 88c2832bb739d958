"""Looking for overlaps: of a commune's whole year, after a write; of one item, for its answer."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.domain.access import Role
from core.domain.overlap_cases import case_of
from core.domain.overlaps import Overlap, in_summary, overlap, overlaps, sketch_of
from core.domain.tenants import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from core.domain.jobs import Job
    from core.domain.overlap_cases import OverlapCase
    from core.domain.overlaps import Sketch
    from core.domain.registrations import Registration
    from core.domain.tenants import Tenant
    from core.domain.time import Moment
    from core.services.ports.work import Repositories


MOST_COMPARED = 300
"""So many items of a commune's year are compared, the newest: more than any has."""

MOST_OF_ONE = 5
"""So many overlaps of one item are shown, the likeliest: whoever looks at them sees the others."""

MOST_BESIDE = 20
"""With so many items of the same areas one is compared when it is saved, the newest; and with so
many of districts or provinces that name its commune."""

MOST_NAMED = 5
"""Of so many of the communes it names are the items compared with one of a district or province."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookalike:
    """Another's registration that may be the same work, and the case of it where there is one."""

    registration: str
    organization: str
    found: Overlap
    case: OverlapCase | None


def look_again(work: Repositories, job: Job, moment: Moment) -> Callable[[Repositories], None]:
    """Compare all items of a commune's year; what is settled stays, what is no more goes.

    What takes long is done here, out of the transaction that keeps what was found.
    """
    tenant = work.tenants.get(str(job.payload["tenant"]))
    year = int(job.payload["year"])
    items = work.neighbours.standing(
        tenant=tenant.id, paths=_paths(tenant), year=year, limit=MOST_COMPARED
    )
    by_id = {item.id: item for item in items}
    settled = {case.registrations for case in _cases_in(work, tenant, year) if case.settlement}
    within = tenant.id if tenant.level is Level.COMMUNE else None
    sketches = [sketch_of(item, within=within) for item in items]
    every = (each for each in overlaps(sketches) if each.registrations not in settled)
    found = _likeliest(every)

    def keep(work: Repositories) -> None:
        new = dict(found)
        for case in _cases_in(work, tenant, year):
            again = new.pop(case.registrations, None)
            if case.settlement is None:
                _kept_up(work, case, again)
        cases = []
        for (one, other), each in new.items():
            both = (by_id[one], by_id[other])
            path = _path_in(tenant, both, moment)
            cases.append(case_of(each, *both, tenant=tenant.id, path=path, at=moment.now))
        elsewhere = {case.id: case for case in work.overlaps.among([case.id for case in cases])}
        for case in cases:
            _kept_once(work, case, elsewhere.get(case.id), by_id)

    return keep


def _kept_once(
    work: Repositories,
    case: OverlapCase,
    elsewhere: OverlapCase | None,
    items: Mapping[str, Registration],
) -> None:
    """Store a case that is new here; one found in another unit moves here with both its items."""
    if elsewhere is None:
        work.overlaps.add(case)
    elif all(items[each].tenant == case.tenant for each in case.registrations):
        moved = replace(elsewhere, tenant=case.tenant, path=case.path, paths=case.paths)
        work.overlaps.replace(moved, before=elsewhere)


def _cases_in(work: Repositories, tenant: Tenant, year: int) -> Sequence[OverlapCase]:
    return work.overlaps.within(tenant.id, year)


def _likeliest(every: Iterable[Overlap]) -> Mapping[tuple[str, str], Overlap]:
    """Return by pair what is worth looking at: of each item's overlaps the likeliest few."""
    number: Counter[str] = Counter()
    kept = {}
    for each in sorted(every, key=lambda each: each.likelier_first):
        if all(number[item] < MOST_OF_ONE for item in each.registrations):
            number.update(each.registrations)
            kept[each.registrations] = each
    return kept


def lookalikes(
    work: Repositories, registration: Registration, *, new: bool = False
) -> Sequence[Lookalike]:
    """Return what in its year may be the same work where it is done, the likeliest first.

    At most ``MOST_OF_ONE``, and what has been found or settled before. *registration* may be a
    draft; one that is *new* has just been made, and nobody can have looked at it.
    """
    likeliest: dict[str, tuple[Overlap, Sketch]] = {}
    for mine, other in _side_by_side(work, registration):
        found = overlap(mine, other)
        known = likeliest.get(other.id)
        if found and (known is None or found.score > known[0].score):
            likeliest[other.id] = found, other
    cases = {} if new else {case.id: case for case in work.overlaps.of(registration.id)}
    shown = [
        Lookalike(
            registration=other.id,
            organization=other.organization,
            found=found,
            case=cases.pop("-".join(found.registrations), None),
        )
        for found, other in likeliest.values()
    ]
    shown.sort(key=lambda each: each.found.likelier_first)
    return [*shown[:MOST_OF_ONE], *(_as_found(case, registration) for case in cases.values())]


def _side_by_side(
    work: Repositories, registration: Registration
) -> Iterator[tuple[Sketch, Sketch]]:
    """Yield it beside each other item of a commune it is done in, or of its own district."""
    here = {place.tenant for place in registration.places if place.tenant} - {registration.tenant}
    for tenant in (registration.tenant, *sorted(here)[:MOST_NAMED]):
        yield from _in_unit(work, registration, work.tenants.get(tenant))


def _in_unit(
    work: Repositories, registration: Registration, tenant: Tenant
) -> Iterator[tuple[Sketch, Sketch]]:
    within = tenant.id if tenant.level is Level.COMMUNE else None
    mine = sketch_of(registration, within=within)
    home = registration.tenant
    places = [each for each in registration.places if (each.tenant or home) == tenant.id]
    for other in work.neighbours.sketches(
        paths=_paths(tenant),
        year=registration.year,
        areas=sorted({place.area for place in places if place.area}),
        limit=MOST_BESIDE,
    ):
        yield mine, other if _sees(work, registration, other) else in_summary(other)
    if within is None:
        return
    for other in work.neighbours.naming(
        tenant=tenant.id, year=registration.year, limit=MOST_BESIDE
    ):
        # Who stands in the commune sees no more of what is done there from above.
        yield mine, in_summary(other)


def _as_found(case: OverlapCase, registration: Registration) -> Lookalike:
    """Return what is told of a case whose other item was not among those compared just now."""
    other = 1 - case.registrations.index(registration.id)
    return Lookalike(
        registration=case.registrations[other],
        organization=case.organizations[other],
        found=Overlap(registrations=case.registrations, score=case.score, reasons=case.reasons),
        case=case,
    )


def _sees(work: Repositories, registration: Registration, other: Sketch) -> bool:
    """Tell whether the reader sees more of *other* than a summary: a hint must tell no more."""
    scope = work.scope
    return scope.everything or any(
        held.role is not Role.ADMIN
        and held.sees(registration.path)
        and (held.of_front or held.organization == other.organization)
        for held in scope.assignments
    )


def _kept_up(work: Repositories, case: OverlapCase, again: Overlap | None) -> None:
    if again is None:
        work.overlaps.remove(case)
    elif (again.score, again.reasons) != (case.score, case.reasons):
        # Its version stays: to whom the reasons are hidden, it must not tell of them either.
        changed = replace(
            case,
            score=again.score,
            summary_score=again.summary_score,
            reasons=again.reasons,
        )
        work.overlaps.replace(changed, before=case)


def _paths(tenant: Tenant) -> list[str]:
    return [dated.value for dated in tenant.paths]


def _path_in(tenant: Tenant, items: Sequence[Registration], moment: Moment) -> str:
    """Return the commune's path as it was when an item of its own was made."""
    own = next((item.path for item in items if item.tenant == tenant.id), None)
    return own or tenant.path_on(moment.today)
