"""Sight, role and precondition of every act on a report, in this order."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from core.domain.access import FRONT, Role
from core.domain.errors import ForbiddenError, NotFoundError
from core.domain.permissions import may_enter
from core.domain.report_rules import ReportAction, may_sign, receiver_of, seen_under
from core.services.acting import choose
from core.services.heirs import in_its_place
from core.services.recording_reports import refuse_stale_report
from core.services.self_confirmation import refuse_own
from core.services.sighting import tenant_in_sight

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from core.domain.access import Assignment
    from core.domain.reports import Body, Report
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories


TAKING_IN = frozenset({ReportAction.ACCEPT, ReportAction.FREEZE, ReportAction.AMEND})
"""What nobody does to a report they entered themselves."""


class Admitted(NamedTuple):
    """The report, the assignment acted under, and whether one accepts what one entered oneself."""

    report: Report
    held: Assignment
    own: bool = False


def admit_creation(
    work: Repositories, tenant_id: str, organization: str, *, today: date
) -> tuple[Tenant, Assignment]:
    """Return where a report is begun, and as who; raises NotFoundError, ForbiddenError."""
    tenant = tenant_in_sight(work, tenant_id)
    path = tenant.path_on(today)
    held = choose(work.scope, lambda a: may_enter(a, organization=organization, path=path))
    return tenant, held


def admit_edit(work: Repositories, report_id: str, *, version: int | None) -> Admitted:
    """Raise NotFoundError, ForbiddenError, PreconditionMissingError, StaleVersionError."""
    report = work.reports.get(report_id)
    held = choose(
        work.scope, lambda a: may_enter(a, organization=report.organization, path=report.path)
    )
    refuse_stale_report(report, version, work=work)
    return Admitted(report, held)


def admit_step(
    work: Repositories,
    report_id: str,
    action: ReportAction,
    *,
    version: int | None,
    today: date,
) -> Admitted:
    """As :func:`admit_edit`, for the one who signs for the sending or for the receiving body.

    Raises ForbiddenError ``own_report`` for who accepts what they entered, unless the tenant
    allows ``self_confirmation``.
    """
    report = work.reports.get(report_id)
    held = signing(work, report.body, action, today=today)
    own = action in TAKING_IN and _accepts_own(work, report, today)
    refuse_stale_report(report, version, work=work)
    return Admitted(report, held, own)


def read_in_full(work: Repositories, report_id: str) -> Report:
    """Return a report to who may know its items; raises NotFoundError.

    An admin sees registrations in summary only, and an edition tells the money of single ones.
    """
    report = work.reports.get(report_id)
    scope = work.scope
    if scope.everything or any(
        held.role is not Role.ADMIN and seen_under(held, report) for held in scope.assignments
    ):
        return report
    raise NotFoundError


def signing(work: Repositories, body: Body, action: ReportAction, *, today: date) -> Assignment:
    """Return as whom one does *action* to a report of *body*; raises ForbiddenError.

    The approver of the sending or of the receiving body signs, the officer where nobody is that.
    """
    tenant = work.tenants.get(body.tenant)
    signs_for: str | None = tenant.id
    organization = body.organization
    if action is not ReportAction.SUBMIT:
        signs_for = receiver_of(body.organization, tenant, today)
        organization = FRONT
    if signs_for is None:
        raise ForbiddenError
    seats = _answering(work, signs_for, today)
    role = Role.OFFICER
    if work.bodies.holds(
        paths=[path.value for seat in seats for path in seat.paths],
        organization=organization,
        role=Role.APPROVER,
        on=today,
    ):
        role = Role.APPROVER
    ids = {seat.id for seat in seats}
    return choose(
        work.scope, lambda a: may_sign(a, organization=organization, tenants=ids, role=role)
    )


def _answering(work: Repositories, tenant_id: str, today: date) -> Sequence[Tenant]:
    """Return the tenant and, once it is closed, the one that holds its work now."""
    tenant = work.tenants.get(tenant_id)
    heir = in_its_place(work, tenant, today)
    return [tenant] if heir.id == tenant.id else [tenant, heir]


def _accepts_own(work: Repositories, report: Report, today: date) -> bool:
    try:
        return refuse_own(report.touched_by, report.tenant, work=work, today=today)
    except ForbiddenError as error:
        raise ForbiddenError("own_report") from error
