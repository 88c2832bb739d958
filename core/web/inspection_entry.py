"""Writing an inspection: begun, kept, concluded; what was typed is there again after a refusal."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Response, redirect, request, url_for

from core.domain.errors import (
    ConflictError,
    ForbiddenError,
    InvalidError,
    StaleVersionError,
)
from core.domain.inspection_rules import InspectionAction
from core.edge.platform import moment, platform, scope
from core.edge.statuses import status_of
from core.services.concluding import carry_out
from core.services.inspecting import begin as begin_inspection
from core.services.inspecting import edit
from core.services.inspection_access import admit_creation
from core.web import formats
from core.web.hats import acting
from core.web.inspection_form import Typed, as_typed, empty_form, sent_form
from core.web.inspection_list import asked_year
from core.web.inspection_pages import Told, form_page, may_write, refuse_administrators
from core.web.inspection_reading import by_form_field, read_form, states_the_same
from core.web.inspection_rows import forms_of, rows_of
from core.web.refusals import sentence_of
from core.web.rendering import t, tell
from core.web.writing import new_key, once, write

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as WerkzeugResponse

    from core.domain.errors import DomainError
    from core.domain.inspections import Inspection, InspectionDraft
    from core.services.ports.work import Repositories
    from core.web.inspection_rows import Row

SEARCH, CONCLUDE = "tim", "ket-luan"
SHOW = "xem"
LOOKING = frozenset({SEARCH, SHOW})
"""Nothing is kept with these: the form comes again with all that was typed, and more beside it."""


def start() -> Response:
    """Show the empty form of one's own unit."""
    refuse_administrators()
    work = platform().store.read(scope())
    admit_creation(work, acting().tenant.id, today=moment().today)
    return form_page(work, empty_form(new_key(), asked_year()), None)


def begin() -> Response | WerkzeugResponse:
    """Keep a new one; it is concluded, if that was pressed, once it is kept."""
    refuse_administrators()
    work = platform().store.read(scope())
    tenant, _ = admit_creation(work, acting().tenant.id, today=moment().today)
    typed, rows = _sent(work, asked_year(), None)
    stated = read_form(typed, rows, tenant.id)
    if request.form.get("viec") in LOOKING:
        return form_page(work, typed, None, rows=rows)
    if stated.problems:
        told = Told(problems=stated.problems)
        return form_page(work, typed, None, told=told, rows=rows, status=422)

    def keep(writing: Repositories) -> str:
        made = begin_inspection(
            stated.draft, work=writing, catalogue=platform().catalogue, moment=moment()
        )
        return made.id

    try:
        made, first = once(typed.key, keep)
    except InvalidError as error:
        told = Told(problems=by_form_field(error, typed))
        return form_page(work, typed, None, told=told, rows=rows, status=422)
    except ConflictError as error:
        told = Told(problems={}, refusal=sentence_of(error))
        return form_page(work, typed, None, told=told, rows=rows, status=409)
    kept = platform().store.read(scope()).inspections.get(made)
    if not first and not states_the_same(stated.draft, kept):  # back, and typed on
        return _overtaken(work, typed, made)
    return _kept(kept)


def save(inspection_id: str) -> Response | WerkzeugResponse:
    """Keep what was typed; search, or conclude, if that was pressed."""
    refuse_administrators()
    work = platform().store.read(scope())
    stored = work.inspections.get(inspection_id)
    if not may_write(stored):
        return _to(inspection_id)
    typed, rows = _sent(work, stored.year, stored)
    if request.form.get("viec") in LOOKING:
        return form_page(work, typed, stored, rows=rows)
    stated = read_form(typed, rows, stored.tenant)
    if stored.concluded:
        twice = states_the_same(stated.draft, stored)  # pressed twice
        return _to(inspection_id) if twice else _overtaken(work, typed, inspection_id)
    problems = stated.problems
    if not problems:
        try:
            return _kept(_edited(inspection_id, stated.draft, typed))
        except StaleVersionError:
            return _overtaken(work, typed, inspection_id)
        except InvalidError as error:
            problems = by_form_field(error, typed)
    return form_page(work, typed, stored, told=Told(problems=problems), rows=rows, status=422)


def _sent(work: Repositories, year: int, stored: Inspection | None) -> tuple[Typed, list[Row]]:
    """Return what was typed, and its rows: only of items that are in sight; others are told."""
    typed = sent_form(year)
    rows = rows_of(work, typed, stored)
    if left := sorted({each.registration for each in typed.items} - {row.item.id for row in rows}):
        tell(t("inspections.left_out", n=len(left), which=", ".join(left)), "short")
    return replace(typed, items=tuple(row.typed for row in rows)), rows


def _edited(inspection_id: str, draft: InspectionDraft, typed: Typed) -> Inspection:
    return write(
        lambda work: edit(
            inspection_id, draft, version=typed.version or 0, work=work,
            catalogue=platform().catalogue, moment=moment(),
        )
    )  # fmt: skip


def _kept(kept: Inspection) -> Response | WerkzeugResponse:
    """Conclude what was kept, if that was pressed; what it lacks is said beside what is kept."""
    if request.form.get("viec") != CONCLUDE:
        tell(t("inspections.kept", time=formats.clock(moment().now)))
        return _to(kept.id)
    try:
        write(
            lambda work: carry_out(
                kept.id, InspectionAction.CONCLUDE, version=kept.version, work=work,
                catalogue=platform().catalogue, moment=moment(),
            )
        )  # fmt: skip
    except (InvalidError, ConflictError, StaleVersionError, ForbiddenError) as error:
        if error.reason == ForbiddenError.default_reason:
            raise
        work = platform().store.read(scope())
        now = work.inspections.get(kept.id)
        if now.concluded:  # pressed twice
            return _to(kept.id)
        typed = as_typed(now, new_key(), forms_of(work, now))
        problems = _problems(error, typed)
        told = Told(problems=problems, refusal="" if problems else sentence_of(error))
        return form_page(work, typed, now, told=told, status=status_of(error))
    tell(t("inspections.concluded", n=len(kept.items)))
    return _to(kept.id)


def _problems(error: DomainError, typed: Typed) -> dict[str, str]:
    """Return the sentences of a refusal by field; what speaks of whole items, at their rows."""
    if isinstance(error, InvalidError):
        return by_form_field(error, typed)
    concerned = error.params.get("registrations", ())
    return {f"{each}.ho-so": sentence_of(error) for each in concerned}


def _overtaken(work: Repositories, typed: Typed, inspection_id: str) -> Response | WerkzeugResponse:
    """Show what was typed once more, over the version that another has kept meanwhile."""
    now = platform().store.read(scope()).inspections.get(inspection_id)
    merged = replace(typed, version=now.version)
    told = Told(problems={}, overtaken=True)
    if now.concluded:
        told = Told(problems={}, refusal=t("inspections.concluded_meanwhile"))
    return form_page(work, merged, now, told=told, status=HTTPStatus.CONFLICT)


def _to(inspection_id: str) -> WerkzeugResponse:
    address = url_for("web_inspections.item", inspection_id=inspection_id)
    return redirect(address, HTTPStatus.SEE_OTHER)
