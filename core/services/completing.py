"""Making a stated draft whole: form, places, partners, what it continues; or saying why not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.domain.errors import ConflictError, InvalidError, NotFoundError, Problem
from core.domain.form_answers import check_answers
from core.domain.lineage import FIELD as COPIED_FROM
from core.domain.lineage import (
    MOST_ABOVE,
    problem_with_origin,
    problem_with_stage,
    problem_with_year_before,
)
from core.domain.organizations import KNOWN_ORGANIZATIONS
from core.domain.registration_rules import (
    missing_for_submission,
    problems_with_dates,
    problems_with_type,
)
from core.domain.registrations import Status, is_built
from core.plugin_api import RegistrationContext
from core.services.placing import placed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from core.catalogue import Catalogue
    from core.domain.movements import MovementType
    from core.domain.registrations import Registration
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories

CONTINUES = "continues"


def completed(
    registration: Registration,
    tenant: Tenant,
    *,
    work: Repositories,
    catalogue: Catalogue,
    today: date,
    before: Registration | None = None,
    complete: bool = False,
) -> Registration:
    """Return *registration* as it is to be stored; raises InvalidError with every problem.

    *before* is what is stored of it: an origin that was stated then is kept as it is, whatever
    has become of it. *complete* also demands what a submission needs. Themes of the type are
    added; new residential areas are made; the plugin's own check has the last word.
    """
    of_type = _type_of(registration, catalogue)
    answers, problems = check_answers(of_type.form, registration.answers, complete=complete)
    continued, in_continuing = _continued(registration, tenant, work=work)
    places, in_places = placed(
        registration.places, tenant, lead=registration.organization, work=work, today=today
    )
    found = [
        *problems_with_type(registration, of_type),
        *problems_with_dates(registration),
        *_problems_with_partners(registration, catalogue),
        *problems,
        *in_continuing,
        *_problems_with_origin(registration, before, work=work),
        *in_places,
        *(missing_for_submission(registration) if complete else ()),
    ]
    whole = replace(
        registration,
        answers=answers,
        places=places,
        themes=registration.themes | of_type.themes,
        built=is_built(registration.stage, continued),
        form_version=of_type.form_version,
    )
    if not found:
        found += catalogue.check(RegistrationContext.of(whole))
    if found:
        raise InvalidError(problems=found)
    return whole


def problems_before_submission(
    registration: Registration, *, catalogue: Catalogue
) -> list[Problem]:
    """Return all that a submission needs and *registration* lacks; raises as ``completed``."""
    of_type = _type_of(registration, catalogue)
    _, problems = check_answers(of_type.form, registration.answers, complete=True)
    return [*missing_for_submission(registration), *problems]


def _type_of(registration: Registration, catalogue: Catalogue) -> MovementType:
    """Return the type; raises UnavailableError or ConflictError while its plugin is away."""
    of_type = catalogue.movement_type(registration.movement_type)
    if of_type is not None and of_type.organization == registration.organization:
        return of_type
    if registration.organization not in catalogue.organizations:
        raise ConflictError("plugin_unavailable", organization=registration.organization)
    raise InvalidError(problems=[Problem("movement_type", "unknown_movement_type")])


def _problems_with_partners(registration: Registration, catalogue: Catalogue) -> Iterator[Problem]:
    named: set[str] = set()
    for index, partner in enumerate(registration.partners):
        code = partner.organization
        if code is None:
            continue
        field = f"partners.{index}"
        if code not in KNOWN_ORGANIZATIONS and code not in catalogue.organizations:
            yield Problem(field, "unknown_organization", {"organization": code})
        elif code == registration.organization:
            yield Problem(field, "partner_is_lead")
        elif code in named:
            yield Problem(field, "partner_named_twice")
        named.add(code)


def _continued(
    registration: Registration, tenant: Tenant, *, work: Repositories
) -> tuple[Registration | None, list[Problem]]:
    """Return last year's registration that this one continues."""
    if registration.continues is None:
        return None, []
    try:
        earlier = work.registrations.get(registration.continues)
    except NotFoundError:
        return None, [Problem(CONTINUES, "continues_unknown")]
    before_reform = work.tenants.predecessors(tenant.id)
    fits = (
        earlier.organization == registration.organization
        and earlier.year == registration.year - 1
        and earlier.status not in {Status.DRAFT, Status.WITHDRAWN}
        and earlier.tenant in {tenant.id, *(s.source for s in before_reform)}
    )
    if not fits:
        return None, [Problem(CONTINUES, "continues_does_not_fit", {"year": registration.year - 1})]
    other = work.registrations.continued_by(earlier.id)
    if other is not None and other.id != registration.id:
        return None, [Problem(CONTINUES, "already_continued")]
    return earlier, []


def _problems_with_origin(
    registration: Registration, before: Registration | None, *, work: Repositories
) -> Iterator[Problem]:
    if problem := problem_with_stage(registration):
        yield problem
        return
    stated = registration.copied_from
    if stated is None:
        return
    if before is not None and stated == before.copied_from:
        yield from _problems_with_kept(registration, before, stated, work=work)
        return
    try:
        origin = work.models.get(stated)
    except NotFoundError:
        yield Problem(COPIED_FROM, "copied_from_unknown")
        return
    above = work.models.above(stated, more_than=MOST_ABOVE)
    if problem := problem_with_origin(registration, origin, above=above):
        yield problem
    elif before is not None:
        # Two that are set to each other at once would each find the other as it was.
        work.models.hold({registration.id, stated, *above})


def _problems_with_kept(
    registration: Registration, before: Registration, origin: str, *, work: Repositories
) -> Iterator[Problem]:
    """Yield why an origin that stays does not fit what the item now continues instead."""
    if registration.continues in {None, before.continues}:
        return
    above = work.models.above(origin, more_than=MOST_ABOVE)
    if problem := problem_with_year_before(registration, origin, above=above, stated=CONTINUES):
        yield problem
