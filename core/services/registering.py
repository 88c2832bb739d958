"""Registering works, models and tasks: drafts, their edits, and submission with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

from core.domain.errors import ConflictError, DomainError, InvalidError, Problem
from core.domain.permissions import from_above, may_enter
from core.domain.registrations import Registration, Status
from core.domain.states import refuse_edit
from core.services.acting import choose
from core.services.calendar_gates import refuse_locked, refuse_new
from core.services.completing import completed
from core.services.continuing import rebuild_followers
from core.services.counting import keep_counted
from core.services.queueing import look_for_overlaps
from core.services.recording import record
from core.services.sighting import lineage, refuse_not_in_force, tenant_in_sight
from core.services.submitting import submit
from core.services.versions import refuse_stale

if TYPE_CHECKING:
    from core.catalogue import Catalogue
    from core.domain.access import Assignment
    from core.domain.drafts import Draft
    from core.domain.registrations import Partner
    from core.domain.time import Moment
    from core.services.ports.work import Repositories


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """What was saved, and why it was not submitted although that was asked."""

    registration: Registration
    refusal: DomainError | None = None


def register(
    draft: Draft, *, submitting: bool, work: Repositories, catalogue: Catalogue, moment: Moment
) -> Filed:
    """Save *draft* as a new registration and, if asked, submit it.

    Raises NotFoundError (tenant out of sight), ForbiddenError, InvalidError with every problem at
    once, ConflictError (``tenant_closed``, ``registration_not_open``, ``registration_closed``,
    ``locked``, ``plugin_unavailable``).
    """
    tenant = tenant_in_sight(work, draft.tenant)
    path = tenant.path_on(moment.today)
    held = choose(work.scope, lambda a: may_enter(a, organization=draft.organization, path=path))
    registration = completed(
        Registration(
            id=uuid4().hex,
            path=path,
            created_at=moment.now,
            created_by=work.scope.user,
            updated_at=moment.now,
            touched_by=frozenset({work.scope.user}),
            entered_from_above=from_above(held, path=path),
            **draft.fields(),
        ),
        tenant,
        work=work,
        catalogue=catalogue,
        today=moment.today,
    )
    refuse_not_in_force(tenant, moment.today)
    above = lineage(work, tenant, moment.today)
    refuse_new(registration, above, work=work, catalogue=catalogue, today=moment.today)
    filed = _submitted(registration, submitting, work, catalogue, moment)
    work.registrations.add(filed.registration)
    action = "registration.create" if filed.refusal or not submitting else "registration.register"
    _kept(None, filed.registration, held, action, work, catalogue, moment)
    return filed


def edit(
    registration_id: str,
    draft: Draft,
    *,
    version: int | None,
    submitting: bool,
    work: Repositories,
    catalogue: Catalogue,
    moment: Moment,
) -> Filed:
    """Put *draft* in the place of what is saved, at *version*, and submit it if asked.

    Raises what ``register`` does, and refuses to part with whom it is settled to be done jointly.
    """
    before = work.registrations.get(registration_id)
    held = choose(
        work.scope,
        lambda a: may_enter(a, organization=before.organization, path=before.path),
    )
    refuse_stale(before, version, work=work)
    if fixed := [
        Problem(name, "cannot_change")
        for name in ("tenant", "organization", "year")
        if getattr(draft, name) != getattr(before, name)
    ]:
        raise InvalidError(problems=fixed)
    tenant = work.tenants.get(before.tenant)
    edited = completed(
        before.revised(
            updated_at=moment.now,
            touched_by=before.touched_by | {work.scope.user},
            **(draft.fields() | {"partners": _still_declined(draft.partners, before)}),
        ),
        tenant,
        work=work,
        catalogue=catalogue,
        today=moment.today,
        before=before,
        complete=before.status is Status.SUBMITTED,
    )
    refuse_locked(before, work=work, today=moment.today)
    refuse_edit(before.status)
    _refuse_parting(before, edited, work=work, catalogue=catalogue)
    wanted = submitting and before.status is not Status.SUBMITTED
    filed = _submitted(edited, wanted, work, catalogue, moment)
    work.registrations.replace(filed.registration, before=before)
    done = wanted and filed.refusal is None
    action = "registration.submit" if done else "registration.edit"
    _kept(before, filed.registration, held, action, work, catalogue, moment)
    if filed.registration.built != before.built:
        rebuild_followers(filed.registration, held, work=work, catalogue=catalogue, moment=moment)
    return filed


def remove(
    registration_id: str,
    *,
    version: int | None,
    work: Repositories,
    catalogue: Catalogue,
    moment: Moment,
) -> None:
    """Delete a draft that was never submitted; anything else is withdrawn, not deleted."""
    before = work.registrations.get(registration_id)
    held = choose(
        work.scope,
        lambda a: may_enter(a, organization=before.organization, path=before.path),
    )
    refuse_stale(before, version, work=work)
    if before.status is not Status.DRAFT or before.ever_submitted:
        raise ConflictError("wrong_state", status=before.status.value, action="delete")
    refuse_locked(before, work=work, today=moment.today)
    work.evidence.remove_of(before)
    work.registrations.remove(before)
    record(work, "registration.delete", before, None, held=held, catalogue=catalogue, moment=moment)


def _still_declined(partners: tuple[Partner, ...], before: Registration) -> tuple[Partner, ...]:
    """Return *partners*; neither leaving one out nor naming it again undoes that it declined."""
    declined = {p.organization: p for p in before.partners if p.declined}
    named = tuple(declined.pop(p.organization, p) if p.organization else p for p in partners)
    return (*named, *declined.values())


def _refuse_parting(
    before: Registration, edited: Registration, *, work: Repositories, catalogue: Catalogue
) -> None:
    """Refuse to leave out a partner with whom, as the Front has settled, it is done jointly."""
    gone = {*before.partner_organizations} - {*edited.partner_organizations}
    settled = work.neighbours.joint_with(before.id) if gone else {}
    if parted := sorted(gone & settled.keys()):
        raise InvalidError(
            problems=[
                Problem(
                    "partners",
                    "joint_partner",
                    {"name": catalogue.organization_name(one) or one, "date": settled[one]},
                )
                for one in parted
            ]
        )


def _submitted(
    registration: Registration,
    wanted: bool,  # noqa: FBT001 — a private step, named at both calls
    work: Repositories,
    catalogue: Catalogue,
    moment: Moment,
) -> Filed:
    if not wanted:
        return Filed(registration=registration)
    try:
        return Filed(
            registration=submit(registration, work=work, catalogue=catalogue, moment=moment)
        )
    except (InvalidError, ConflictError) as refusal:
        return Filed(registration=registration, refusal=refusal)


def _kept(
    before: Registration | None,
    after: Registration,
    held: Assignment,
    action: str,
    work: Repositories,
    catalogue: Catalogue,
    moment: Moment,
) -> None:
    keep_counted(work, before, after, measures=catalogue.measures, moment=moment)
    look_for_overlaps(work, before, after, moment=moment)
    record(work, action, before, after, held=held, catalogue=catalogue, moment=moment)
