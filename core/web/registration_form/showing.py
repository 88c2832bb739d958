"""The page of the form: every step's fields with their texts, echoes and errors."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from flask import url_for

from core.domain.access import FRONT
from core.edge.platform import platform, scope
from core.edge.wording import sentence
from core.services.completing import problems_before_submission
from core.web.refusals import sentence_of
from core.web.registration_form.beginning import has_choice
from core.web.registration_form.choices import choices_of
from core.web.registration_form.deadlines import deadline_of
from core.web.registration_form.echoes import by_field, echo_of, funding_total
from core.web.registration_form.overlap_hints import hints
from core.web.registration_form.page_fields import (
    REVIEW,
    STEP_OF,
    STEPS,
    page_field,
    step_of,
    steps_of,
)
from core.web.registration_form.remarks import ANCHORS, remark_on
from core.web.registration_form.review import lines
from core.web.registration_form.rows import SORTS
from core.web.registration_form.stated import stated_in, version_mark
from core.web.registration_form.verdicts import panels
from core.web.registration_words import local_front
from core.web.rendering import page, t
from core.web.report_words import signed_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Response

    from core.domain.errors import DomainError, Problem
    from core.services.ports.work import Repositories
    from core.web.registration_form.stated import Values
    from core.web.registration_form.subject import Subject
    from core.web.registration_form.typed import Typed

BLANK_ROWS = 2
"""So many rows to type in stand there before any is filled; below filled ones, one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A repeated row; ``name`` begins the names of its fields."""

    name: str
    text: str
    sort: str
    echo: str
    error: str
    blank: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What is shown: *values* are what was understood, *typed* what stands in the fields."""

    subject: Subject
    typed: Typed
    values: Values
    step: int
    key: str = ""
    problems: Sequence[Problem] = ()
    refusal: DomainError | None = None
    more_rows: str = ""
    mark: str = ""


def form_page(form: Form, status: int = 200) -> Response:
    """Return the page at ``form.step``, or at the first step that has a problem instead."""
    work = platform().store.read(scope())
    problems = list(form.problems)
    lacking = _lacking(form.subject)
    if form.refusal is not None and form.refusal.problems:
        problems += [replace(p, field=page_field(p.field, {})) for p in form.refusal.problems]
    step = _shown_step(form, problems)
    return page("registration_form/form.html", status=status, **_context(
        replace(form, step=step, problems=tuple(problems)), work, lacking
    ))  # fmt: skip


def _context(form: Form, work: Repositories, lacking: set[str]) -> dict[str, Any]:
    subject, errors = form.subject, by_field(list(form.problems))
    item = subject.registration
    steps = steps_of(subject)
    position = steps.index(form.step)
    return {
        "form": form,
        "subject": subject,
        "item": item,
        "typed": form.typed,
        "errors": errors,
        "summary": _summary(form, errors),
        "refusal": _refused(form.refusal),
        "steps": steps,
        "back": steps[position - 1] if position else 0,
        "onward": steps[position + 1] if form.step != REVIEW else REVIEW,
        "titles": {step: _title(step, form) for step in STEPS},
        "addresses": {step: address_of(subject, step) for step in STEPS},
        "mark": form.mark or version_mark(subject.version, stated_in(subject)),
        "choices": choices_of(
            form.typed,
            subject,
            work,
            all_origins=form.step == STEP_OF["copied_from"] or "copied_from" in errors,
        ),
        "rows_of": {group: _rows(group, form, errors) for group in SORTS},
        "echoes": _echoes(form),
        "options": {
            question.name: [(choice.code, choice.label) for choice in question.choices]
            for question in subject.of_type.form
        },
        "total": funding_total(form.typed),
        "panels": panels(form.values, subject, work),
        "hints": hints(form.values, subject, work),
        "frozen": signed_in(work, item) if item and item.counted else (),
        "remark": remark_on(subject, work),
        "lines": lines(form.values, subject, lacking, work) if form.step == REVIEW else [],
        "deadline": deadline_of(subject, work) if form.step == REVIEW else None,
        "receiver": receiver_of(subject),
        "other_unit": subject.registration is None and has_choice(work, subject.year),
        "send_label": _send_label(subject),
    }


def address_of(subject: Subject, step: int) -> str:
    """Return the address of a step; before the first save there is one for all."""
    if subject.registration is None:
        home = {"loai": subject.of_type.code, "dia-ban": subject.tenant.id, "nam": subject.year}
        return f"{url_for('web_registration_form.new')}?{urlencode(home)}"
    if step == REVIEW:
        return url_for("web_registration_form.review", registration_id=subject.id)
    return url_for("web_registration_form.step", registration_id=subject.id, number=step)


def _shown_step(form: Form, problems: list[Problem]) -> int:
    steps = steps_of(form.subject)
    wanted = form.step if form.step in steps else REVIEW
    where = [step_of(problem.field, form.subject) for problem in problems]
    if wanted == REVIEW or not where or wanted in where:
        return wanted
    return min(where)


def _lacking(subject: Subject) -> set[str]:
    if subject.registration is None:
        return set()
    found = problems_before_submission(subject.registration, catalogue=platform().catalogue)
    return {problem.field for problem in found}


def _summary(form: Form, errors: dict[str, str]) -> list[dict[str, str]]:
    """Return the errors on top, each with the way to its field, which may be in another step."""
    found = []
    for field, message in errors.items():
        step = step_of(field, form.subject)
        anchor = ANCHORS.get(field, field)
        at = "" if step == form.step else address_of(form.subject, step)
        found.append({"address": f"{at}#{anchor}", "message": message, "step": str(step)})
    return found


def _refused(refusal: DomainError | None) -> str:
    return "" if refusal is None or refusal.problems else sentence_of(refusal)


def _title(step: int, form: Form) -> str:
    name = form.values["title"] or form.subject.of_type.title
    if step == 1 and not form.values["title"]:
        return t("registration_form.title_new")
    return t(f"registration_form.title_{step}", name=name)


def _rows(group: str, form: Form, errors: dict[str, str]) -> list[Row]:
    numbers = form.typed.rows(group)
    filled = [number for number in numbers if form.typed.one(f"{group}-{number}-text").strip()]
    first_free = max(filled, default=-1) + 1
    blanks = max(BLANK_ROWS - len(filled), 1) + (group == form.more_rows)
    rows = [_row(group, number, form, errors) for number in filled]
    return rows + [_row(group, first_free + extra, form, errors) for extra in range(blanks)]


def _row(group: str, number: int, form: Form, errors: dict[str, str]) -> Row:
    name = f"{group}-{number}"
    field, sort = f"{name}-text", f"{name}-{SORTS[group] or '-'}"
    echo = echo_of(field, form.typed, form.subject)
    return Row(
        name=name,
        text=form.typed.one(field),
        sort=form.typed.one(sort),
        echo=echo.shown,
        error=errors.get(field) or errors.get(sort, ""),
        blank=not form.typed.one(field).strip(),
    )


def _echoes(form: Form) -> dict[str, str]:
    fields = ["starts_on", "ends_on", "households"]
    fields += [f"answers.{question.name}" for question in form.subject.of_type.form]
    return {field: echo_of(field, form.typed, form.subject).shown for field in fields}


def receiver_of(subject: Subject) -> str:
    """Return whom the button sends it to: «Mặt trận xã»."""
    return local_front(subject.tenant)


def _send_label(subject: Subject) -> str:
    if not subject.is_open:
        return t("registration_form.save_changes")
    if subject.organization == FRONT:
        return t("registration_form.send_own")
    return t("registration_form.send", who=receiver_of(subject))


def sentences(problems: Sequence[Problem]) -> list[dict[str, str]]:
    """Return problems for a script: the field of the page, and the sentence."""
    return [{"field": each.field, "message": sentence(each)} for each in problems]
