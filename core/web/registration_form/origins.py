"""The model that an item spreads: what the form offers, and what a copy begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.errors import NotFoundError
from core.domain.models import ModelFilter
from core.domain.movements import Stage
from core.domain.registration_search import Page
from core.web.model_rows import ModelRow, shown_models
from core.web.rendering import t

if TYPE_CHECKING:
    from core.domain.models import Model
    from core.services.ports.work import Repositories
    from core.web.registration_form.stated import Values
    from core.web.registration_form.subject import Subject

MOST = 100
"""So many of the newest models are offered; the library leads to all others."""


def origins(chosen: str, subject: Subject, work: Repositories) -> list[tuple[str, str]]:
    """Return the models to choose from, *chosen* always among them; nothing to who never copies."""
    if Stage.EXPANDED not in subject.of_type.stages and not chosen:
        return []
    found, _ = work.models.page(ModelFilter(), Page(limit=MOST), up_to=MOST)
    offered = [each for each in found if each.id != subject.id and each.year <= subject.year]
    options = [(row.model.id, _called(row)) for row in shown_models(offered, work)]
    if chosen and chosen not in {code for code, _ in options}:
        options.insert(0, (chosen, origin_name(chosen, work)))
    return options


def origin_name(model_id: str, work: Repositories) -> str:
    """Return what a model is called, with whose it is; where it is out of sight, only that."""
    row = origin_row(model_id, work)
    return _called(row) if row else t("models.beyond")


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


def _called(row: ModelRow) -> str:
    whose = ", ".join(part for part in (row.organization, row.unit) if part)
    return f"{row.model.title} — {whose} ({row.model.year})"
