"""Inspections: begun, written, deleted while they are drafts; listed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

from core.domain.errors import ConflictError, InvalidError, Problem
from core.domain.inspection_rules import problems_of, refuse_edit
from core.domain.inspections import Inspection, InspectionFilter
from core.domain.organizations import KNOWN_ORGANIZATIONS
from core.services.inspected_items import placed_items
from core.services.inspection_access import admit_creation, admit_edit
from core.services.recording_inspections import record
from core.services.sighting import refuse_not_in_force, tenant_in_sight

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.catalogue import Catalogue
    from core.domain.inspections import InspectionDraft, InspectionStatus, ListedInspection
    from core.domain.registration_search import Page
    from core.domain.time import Moment
    from core.services.ports.work import Repositories

STATED = ("organizations", "team", "first_day", "last_day", "items", "minutes")


def begin(
    draft: InspectionDraft, *, work: Repositories, catalogue: Catalogue, moment: Moment
) -> Inspection:
    """Begin an inspection of a tenant's Front; it is a draft until it is concluded.

    Raises NotFoundError (tenant out of sight), ForbiddenError, InvalidError, ConflictError
    (``tenant_closed``, ``tenant_not_in_force``).
    """
    tenant, held = admit_creation(work, draft.tenant, today=moment.today)
    begun = Inspection(
        id=uuid4().hex,
        tenant=tenant.id,
        path=tenant.path_on(moment.today),
        year=draft.year,
        created_at=moment.now,
        created_by=work.scope.user,
        updated_at=moment.now,
        **{name: getattr(draft, name) for name in STATED},
    )
    made = _checked(begun, None, work=work, catalogue=catalogue)
    refuse_not_in_force(tenant, moment.today)
    work.inspections.add(made)
    record(work, "inspection.create", None, made, held=held, moment=moment)
    return made


def edit(
    inspection_id: str,
    draft: InspectionDraft,
    *,
    version: int | None,
    work: Repositories,
    catalogue: Catalogue,
    moment: Moment,
) -> Inspection:
    """Put what *draft* says in the place of what is saved, at *version*.

    Raises NotFoundError, ForbiddenError, PreconditionMissingError, StaleVersionError,
    InvalidError, ConflictError (``inspection_concluded``).
    """
    before, held = admit_edit(work, inspection_id, version=version)
    _refuse_any(
        Problem(name, "cannot_change")
        for name in ("tenant", "year")
        if getattr(draft, name) != getattr(before, name)
    )
    stated = {name: getattr(draft, name) for name in STATED}
    edited = before.revised(**stated, updated_at=moment.now)
    edited = _checked(edited, before, work=work, catalogue=catalogue)
    refuse_edit(before.status)
    work.inspections.replace(edited, before=before)
    record(work, "inspection.edit", before, edited, held=held, moment=moment)
    return edited


def delete(inspection_id: str, *, version: int | None, work: Repositories, moment: Moment) -> None:
    """Delete a draft that was never concluded.

    Raises NotFoundError, ForbiddenError, PreconditionMissingError, StaleVersionError,
    ConflictError (``inspection_concluded``, ``once_concluded``).
    """
    before, held = admit_edit(work, inspection_id, version=version)
    refuse_edit(before.status, action="delete")
    if before.conclusions:
        raise ConflictError("once_concluded")
    work.inspections.remove(before)
    work.evidence.remove_of(before)
    record(work, "inspection.delete", before, before, held=held, moment=moment)


def find_inspections(
    work: Repositories,
    *,
    page: Page,
    up_to: int,
    tenant: str | None = None,
    year: int | None = None,
    status: InspectionStatus | None = None,
    registration: str | None = None,
) -> tuple[Sequence[ListedInspection], int]:
    """Return a page, newest first, and how many there are, at most *up_to*.

    *tenant* means its whole subtree: what is run there, and what looked at something there.
    Raises NotFoundError out of sight.
    """
    wanted = InspectionFilter(
        prefixes=tenant_in_sight(work, tenant).sight if tenant else None,
        year=year,
        status=status,
        registration=registration,
    )
    return work.inspections.search(wanted, page), work.inspections.count(wanted, up_to=up_to)


def _checked(
    inspection: Inspection,
    before: Inspection | None,
    *,
    work: Repositories,
    catalogue: Catalogue,
) -> Inspection:
    """Return *inspection* with what is known of its items; raises InvalidError."""
    items, problems = placed_items(inspection, before, work=work, catalogue=catalogue)
    _refuse_any([*problems_of(inspection, KNOWN_ORGANIZATIONS), *problems])
    return replace(inspection, items=items)


def _refuse_any(problems: Iterable[Problem]) -> None:
    if found := [*problems]:
        raise InvalidError(problems=found)
