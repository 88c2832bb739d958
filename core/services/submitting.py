"""Submission: complete, in time, numbered once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.domain.errors import ConflictError, InvalidError
from core.domain.states import Action, after
from core.services.calendar_gates import refuse_first_submission
from core.services.completing import problems_before_submission
from core.services.plugin_switches import at_work
from core.services.sighting import lineage

if TYPE_CHECKING:
    from datetime import date

    from core.catalogue import Catalogue
    from core.domain.registrations import Registration
    from core.domain.time import Moment
    from core.services.ports.work import Repositories


def submit(
    registration: Registration, *, work: Repositories, catalogue: Catalogue, moment: Moment
) -> Registration:
    """Return *registration* submitted; its version is the caller's to raise.

    Lateness is judged at the first submission and kept; so is the number, which is the next of
    (year, organization, tenant). Raises InvalidError listing all that lacks, ConflictError.
    """
    if problems := problems_before_submission(registration, catalogue=catalogue):
        raise InvalidError(problems=problems)
    status = after(registration.status, Action.SUBMIT)
    sent = replace(
        registration,
        status=status,
        return_reason=None,
        touched_by=registration.touched_by | {work.scope.user},
        updated_at=moment.now,
    )
    if sent.ever_submitted:
        return sent
    _refuse_without_plugin(sent, work=work, catalogue=catalogue, today=moment.today)
    return replace(
        sent,
        late=refuse_first_submission(sent, work=work, today=moment.today),
        number=numbered(sent, work=work, catalogue=catalogue),
        submitted_at=moment.now,
        submitted_on=moment.today,
    )


def _refuse_without_plugin(
    registration: Registration, *, work: Repositories, catalogue: Catalogue, today: date
) -> None:
    above = lineage(work, work.tenants.get(registration.tenant), today)
    if not at_work(above, registration.organization, today, catalogue=catalogue):
        raise ConflictError("plugin_unavailable", organization=registration.organization)


def numbered(registration: Registration, *, work: Repositories, catalogue: Catalogue) -> str:
    """Return the next number of the tenant's register: ``PN-07/2017``.

    Raises ConflictError ``plugin_unavailable`` where nobody can say how it begins.
    """
    organization = catalogue.organizations.get(registration.organization)
    if organization is None:
        raise ConflictError("plugin_unavailable", organization=registration.organization)
    number = work.counters.next_number(
        year=registration.year,
        organization=registration.organization,
        tenant=registration.tenant,
    )
    return f"{organization.abbreviation}-{number:02d}/{registration.year}"
