"""Models as pages show them: whose, where, by which decision recognised, and where they lead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import url_for

from core.domain.errors import NotFoundError
from core.domain.lineage import NO_ORIGIN
from core.domain.movements import Stage
from core.edge.platform import platform
from core.web import formats
from core.web.hats import acting
from core.web.naming import organization_name, tenant_name
from core.web.rendering import t

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from core.domain.models import Model
    from core.domain.registrations import Registration
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRow:
    """One model; ``item`` is the address of its registration, empty where that is out of sight."""

    model: Model
    unit: str
    organization: str
    recognition: str
    address: str
    item: str


def shown_models(models: Iterable[Model], work: Repositories) -> list[ModelRow]:
    """Return the rows; the units they name and what is in sight are read at once."""
    listed = list(models)
    units = work.tenants.many(
        {each.tenant for each in listed} | {each.recognised_by or "" for each in listed} - {""}
    )
    seen = work.registrations.many([each.id for each in listed])
    return [_row(each, units, in_sight=each.id in seen) for each in listed]


def _row(model: Model, units: Mapping[str, Tenant], *, in_sight: bool) -> ModelRow:
    unit = units.get(model.tenant)
    item = url_for("web_registrations.item", registration_id=model.id) if in_sight else ""
    return ModelRow(
        model=model,
        unit=tenant_name(unit) if unit else "",
        organization=organization_name(model.organization),
        recognition=recognition_text(model, units),
        address=url_for("web_models.item", registration_id=model.id),
        item=item,
    )


def origin_of(work: Repositories, item: Registration) -> ModelRow | None:
    """Return what *item* was copied from, if it may be seen."""
    if item.copied_from is None:
        return None
    try:
        (row,) = shown_models([work.models.get(item.copied_from)], work)
    except NotFoundError:
        return None
    return row


def recognition_text(found: Model | Registration, units: Mapping[str, Tenant]) -> str:
    """Return «Xã Lương Bằng công nhận theo Quyết định số … ngày …», or nothing.

    Without a decision there is only the day it was recorded.
    """
    if found.recognised_on is None:
        return ""
    by = units.get(found.recognised_by or "")
    who = tenant_name(by) if by else ""
    code = "models.recognised_by" if who else "models.recognised"
    if decision := decision_text(found.decision_number, found.decision_on):
        return t(f"{code}_under", who=who, decision=decision)
    return t(code, who=who, day=formats.day(found.recognised_on))


def decision_text(number: str | None, day: date | None) -> str:
    """Return «Quyết định số 12/QĐ-MTTQ ngày 01/06/2017», or nothing."""
    if not number or day is None:
        return ""
    return t("models.decision", number=number, day=formats.day(day))


def copying_address(model: Model) -> str:
    """Return where the acting role begins a copy of *model*; empty where that is not its to do.

    Where its own organization has the type, the form is the next step; else a type is chosen.
    """
    if not acting().may_write or model.status in NO_ORIGIN:
        return ""
    of_type = platform().catalogue.movement_type(model.movement_type)
    own = of_type is not None and of_type.organization == acting().organization
    known = own and of_type is not None and Stage.EXPANDED in of_type.stages
    asked: dict[str, Any] = {"goc": model.id} | ({"loai": model.movement_type} if known else {})
    return url_for("web_registration_form.new", **asked)
