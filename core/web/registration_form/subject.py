"""What a form is about: the unit, the type, the year, and the registration once there is one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import request

from core.domain.errors import ConflictError, NotFoundError
from core.domain.forms import FieldType
from core.domain.permissions import may_enter
from core.domain.registrations import Status
from core.domain.tenants import Level
from core.edge.platform import moment, platform
from core.services.acting import choose
from core.services.sighting import tenant_in_sight
from core.web.hats import acting

if TYPE_CHECKING:
    from core.domain.forms import FormField
    from core.domain.movements import MovementType
    from core.domain.registrations import Registration
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories

HOUSEHOLDS = "so_ho"
"""The question that asks what ``households`` asks; it is asked once, beside the scale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """``registration`` is None before the first save."""

    tenant: Tenant
    of_type: MovementType
    year: int
    registration: Registration | None = None

    @property
    def organization(self) -> str:
        return self.of_type.organization

    @property
    def id(self) -> str:
        return self.registration.id if self.registration else ""

    @property
    def version(self) -> int:
        return self.registration.version if self.registration else 0

    @property
    def at_commune(self) -> bool:
        return self.tenant.level is Level.COMMUNE

    @property
    def households(self) -> FormField | None:
        """Return the type's own question for the number of households, if it has one."""
        asked = (question for question in self.of_type.form if question.name == HOUSEHOLDS)
        return next((each for each in asked if each.type is FieldType.WHOLE_NUMBER), None)

    @property
    def questions(self) -> tuple[FormField, ...]:
        """Return the questions of step 4: all but that for the households."""
        return tuple(each for each in self.of_type.form if each is not self.households)

    @property
    def is_open(self) -> bool:
        """Tell whether it is still to be sent: new, a draft, or returned."""
        unsent = {Status.DRAFT, Status.RETURNED}
        return self.registration is None or self.registration.status in unsent


def new_subject(work: Repositories, *, of_type: str, tenant: str, year: str) -> Subject:
    """Return what a new form is about; raises NotFoundError, ForbiddenError, UnavailableError.

    *tenant* and *year* may be empty: one's own unit, and this year.
    """
    unit = tenant_in_sight(work, tenant) if tenant else acting().tenant
    today = moment().today
    path = unit.path_on(today)
    held = choose(work.scope, lambda a: may_enter(a, organization=acting().organization, path=path))
    found = platform().catalogue.movement_type(of_type)
    if found is None or found.organization != held.organization:
        raise NotFoundError
    asked = int(year) if year.isascii() and year.isdigit() and len(year) <= len("2017") else 0
    return Subject(tenant=unit, of_type=found, year=asked or today.year)


def subject_of(work: Repositories, registration_id: str) -> Subject:
    """Return what the form of a registration is about; raises as :func:`new_subject`."""
    registration = work.registrations.get(registration_id)
    choose(
        work.scope,
        lambda a: may_enter(a, organization=registration.organization, path=registration.path),
    )
    of_type = platform().catalogue.movement_type(registration.movement_type)
    if of_type is None:
        raise ConflictError("plugin_unavailable", organization=registration.organization)
    return Subject(
        tenant=work.tenants.get(registration.tenant),
        of_type=of_type,
        year=registration.year,
        registration=registration,
    )


def sent_subject(work: Repositories) -> Subject:
    """Return what a sent form is about, by its own hidden fields: for its live parts."""
    if registration_id := request.form.get("id", ""):
        return subject_of(work, registration_id)
    return new_subject(
        work,
        of_type=request.form.get("type", ""),
        tenant=request.form.get("tenant", ""),
        year=request.form.get("year", ""),
    )
