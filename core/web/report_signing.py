"""Signing a report off on its page: what is asked of the board, and what it answered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flask import request

from core.domain.errors import ForbiddenError
from core.domain.report_rules import MOVES, SIGNED_OFF, ReportAction
from core.domain.reports import PARTS, Body
from core.edge.platform import moment
from core.services.report_access import admit_step
from core.services.report_children import Missing, children_of, has_reported
from core.services.reporting import ReportStep
from core.web.hats import acting
from core.web.refusals import sentence_of
from core.web.rendering import t
from core.web.report_words import body_title

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from core.domain.reports import Report
    from core.services.ports.work import Repositories

STEPS = {
    "tiep-nhan": ReportAction.ACCEPT,
    "tra-lai": ReportAction.RETURN,
    "chot": ReportAction.FREEZE,
    "dinh-chinh": ReportAction.AMEND,
}
"""What the buttons of the receiving board send (``viec``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owing:
    """A body below that has not reported; ``field`` is that of the reason why it is missing."""

    field: str
    title: str
    body: Body


def sent_step() -> ReportStep:
    """Return the step that was sent; an unknown one is the harmless one."""
    form = request.form
    action = STEPS.get(form.get("viec", ""), ReportAction.ACCEPT)
    return ReportStep(
        action=action,
        reason=form.get("reason") if action in {ReportAction.RETURN, ReportAction.AMEND} else None,
        remarks=remarks_typed() if action is ReportAction.RETURN else {},
        missing=_missing_typed() if action in SIGNED_OFF else (),
    )


def remarks_typed() -> dict[str, str]:
    return {name: request.form.get(f"remarks.{name}", "") for name in PARTS}


def reasons_typed() -> dict[str, str]:
    """Return why each body is missing, by field; the reason for all stands where none was typed."""
    of_all = request.form.get(REASON_OF_ALL, "")
    typed = {name: text for name, text in request.form.items() if name.startswith(FIELD)}
    return {name: text if text.strip() else of_all for name, text in typed.items()}


FIELD = "missing."
REASON_OF_ALL = "ly-do-chung"


def owing(work: Repositories, report: Report) -> list[Owing]:
    """Return who has not reported to the Front of *report*'s tenant, but for whom it is recorded.

    What an edition says of a body stands until it has reported.
    """
    known: set[Body] = set()
    if report.edition is not None:
        children = work.editions.get(report.id, report.edition).content["children"]
        known = {
            Body(child["tenant"], child["organization"]) for child in children if child["missing"]
        }
    return [
        Owing(
            field=f"{FIELD}{one.body.tenant}.{one.body.organization}",
            title=body_title(one.body.organization, one.tenant),
            body=one.body,
        )
        for one in children_of(work, report, today=moment().today)
        if not has_reported(one) and one.body not in known
    ]


def still_owing(step: ReportStep, work: Repositories, report_id: str) -> ReportStep:
    """Return *step* without the reasons of bodies that have reported since the page was shown."""
    if not step.missing:
        return step
    left = {each.body for each in owing(work, work.reports.get(report_id))}
    return replace(step, missing=tuple(each for each in step.missing if each.body in left))


def errors_by_field(errors: Mapping[str, Sequence[str]], owed: Sequence[Owing]) -> dict[str, str]:
    """Return the sentence of each missing body's field; the step named them by number."""
    left = {each.field for each in owed}
    sent = [name for name, text in reasons_typed().items() if text.strip() and name in left]
    found = {}
    for number, field in enumerate(sent):
        texts = [
            *errors.get(f"missing.{number}.reason", ()),
            *errors.get(f"missing.{number}.organization", ()),
        ]
        if texts:
            found[field] = texts[0]
    return found


def problems_of(
    errors: Mapping[str, Sequence[str]], owed: Sequence[Owing], action: str
) -> list[dict[str, str]]:
    """Return what is wrong with the form of a decision: the field it leads to, and its name."""
    return [
        {"field": field, "message": f"{label}: {text}"}
        for field, label, text in _wrong(errors, owed, action)
    ]


def unreasoned(owed: Sequence[Owing], reasons: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the fields in which no reason stands, and first the one that fills them all."""
    blank = [one for one in owed if not reasons.get(one.field, "").strip()]
    named = [
        {"field": one.field.replace(".", "-"), "message": t("reports.why_missing", body=one.title)}
        for one in blank
    ]
    of_all = {"field": REASON_OF_ALL, "message": t("reports.reason_of_all")}
    return [of_all, *named] if len(named) > 1 else named


def _wrong(
    errors: Mapping[str, Sequence[str]], owed: Sequence[Owing], action: str
) -> Iterator[tuple[str, str, str]]:
    """Yield field, label and sentence in the order of the page."""
    amending = action == ReportAction.AMEND
    field, label = ("amend-reason", "amend_why") if amending else ("reason", "return_what")
    for text in errors.get("reason", ()):
        yield field, t(f"reports.{label}"), text
    for name in PARTS:
        for text in errors.get(f"remarks.{name}", ()):
            part = t("reports.remark_on", part=t(f"report_part.{name}"))
            yield f"remarks-{name}", part, text
    wrong = errors_by_field(errors, owed)
    for one in owed:
        if one.field in wrong:
            why = t("reports.why_missing", body=one.title)
            yield one.field.replace(".", "-"), why, wrong[one.field]


def signing_steps(work: Repositories, report: Report) -> dict[str, str]:
    """Return the steps of signing off by name, each with why it is refused ("": it is not)."""
    steps: dict[str, str] = {}
    for action in sorted(SIGNED_OFF):
        if report.status not in MOVES[action][0] or not acting().may_write:
            continue
        try:
            admit_step(work, report.id, action, version=report.version, today=moment().today)
            steps[action.value] = ""
        except ForbiddenError as error:
            if error.reason != ForbiddenError.default_reason:
                steps[action.value] = sentence_of(error)
    return steps


def _missing_typed() -> tuple[Missing, ...]:
    """Return the reasons that were given; an empty field is one that is still owed."""
    given = []
    for name, text in reasons_typed().items():
        tenant, _, organization = name.removeprefix(FIELD).partition(".")
        if text.strip():
            given.append(Missing(tenant=tenant, organization=organization, reason=text))
    return tuple(given)
