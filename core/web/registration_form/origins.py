"""The model that an item spreads: what the form offers, and what a copy begins with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.errors import NotFoundError
from core.domain.movements import Stage
from core.web.model_rows import ModelRow, shown_models
from core.web.naming import organization_name, tenant_name
from core.web.rendering import t

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.domain.models import Model
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories
    from core.web.registration_form.stated import Values
    from core.web.registration_form.subject import Subject

MOST = 100
"""So many of the newest models are offered; the library leads to all others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """Models to choose from; not ``whole``: what is chosen, the rest once somebody looks."""

    options: list[tuple[str, str]]
    whole: bool = True


def origins(chosen: str, subject: Subject, work: Repositories, *, whole: bool = True) -> Origins:
    """Return the models to choose from, *chosen* always among them; nothing to who never copies.

    All steps are on a page, but it opens at one of them: elsewhere the library is not read.
    """
    if Stage.EXPANDED not in subject.of_type.stages and not chosen:
        return Origins(options=[])
    found = work.models.newest(at_most=MOST) if whole else ()
    offered = [each for each in found if each.id != subject.id and each.year <= subject.year]
    units = work.tenants.many({each.tenant for each in offered})
    options = [(each.id, _called(each, units)) for each in offered]
    if chosen and chosen not in {code for code, _ in options}:
        options.insert(0, (chosen, origin_name(chosen, work)))
    return Origins(options=options, whole=whole)


def origin_name(model_id: str, work: Repositories) -> str:
    """Return what a model is called, with whose it is; where it is out of sight, only that."""
    try:
        model = work.models.get(model_id)
    except NotFoundError:
        return t("models.beyond")
    return _called(model, work.tenants.many([model.tenant]))


def origin_row(model_id: str, work: Repositories) -> ModelRow | None:
    try:
        (row,) = shown_models([work.models.get(model_id)], work)
    except NotFoundError:
        return None
    return row


def begun_from(origin: Model, values: Values, subject: Subject) -> Values:
    """Return *values* of a new item as a copy of *origin* begins: nothing of it is saved yet."""
    begun: Values = {"title": origin.title}
    if Stage.EXPANDED in subject.of_type.stages:
        begun |= {"stage": Stage.EXPANDED.value, "copied_from": origin.id}
    if origin.content in subject.of_type.contents:
        begun["content"] = origin.content
    if origin.kind in subject.of_type.kinds:
        begun["kind"] = origin.kind.value
    return values | begun


def _called(model: Model, units: Mapping[str, Tenant]) -> str:
    unit = units.get(model.tenant)
    named = (organization_name(model.organization), tenant_name(unit) if unit else "")
    whose = ", ".join(part for part in named if part)
    return f"{model.title} — {whose} ({model.year})"
