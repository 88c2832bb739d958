"""One report as its readers see it: figures, texts, history, and the receiving Front's decision."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Response, redirect, request, url_for

from core.domain.access import FRONT, Role
from core.domain.calendars import Standing, standing
from core.domain.errors import ConflictError, DomainError, ForbiddenError, InvalidError
from core.domain.report_rules import EDITABLE, MOVES, ReportAction
from core.domain.reports import PARTS, Body
from core.edge.platform import moment, platform, scope
from core.services.freezing import carry_out
from core.services.report_access import admit_edit, admit_step, signing
from core.services.report_standing import window_of
from core.services.reporting import read_report
from core.web import formats
from core.web.asked_numbers import sent_version
from core.web.hats import acting
from core.web.people_names import names_of
from core.web.refusals import by_field, sentence_of
from core.web.rendering import page, t, tell
from core.web.report_figures import figure_table, quota_lines, signed_table
from core.web.report_form import as_typed
from core.web.report_periods import period_name
from core.web.report_signed import signed
from core.web.report_signing import (
    errors_by_field,
    owing,
    problems_of,
    reasons_typed,
    remarks_typed,
    sent_step,
    signing_steps,
    still_owing,
    unreasoned,
)
from core.web.report_words import body_title, deadline, receiver_title
from core.web.writing import new_key, once

if TYPE_CHECKING:
    from collections.abc import Collection

    from werkzeug.wrappers import Response as WerkzeugResponse

    from core.domain.periods import Period
    from core.domain.reports import Report
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories
    from core.web.report_figures import FigureTable


def show(report_id: str) -> Response:
    """Show a report: to be written on by its body while it may, to be read by all others.

    Who may write for it from above reads it first, and asks for the form (``sua``).
    """
    work = platform().store.read(scope())
    report = read_report(work, report_id)
    writes = report.tenant == acting().tenant.id or request.args.get("sua") == "1"
    if writes and may_edit(work, report):
        return editing(work, report, form=as_typed(report, new_key()))
    return reading(work, report)


def decide(report_id: str) -> Response | WerkzeugResponse:
    """Accept a report, return it with what is to be supplemented, freeze or amend it."""
    step, version = sent_step(), sent_version()
    here = url_for("web_reports.item", report_id=report_id)

    def decided(work: Repositories) -> str:
        now = still_owing(step, work, report_id)
        carry_out(
            report_id, now, version=version, work=work, catalogue=platform().catalogue,
            moment=moment(),
        )  # fmt: skip
        return here

    try:
        _, first = once(request.form.get("key", ""), decided)
    except ForbiddenError:
        raise
    except DomainError as error:
        work = platform().store.read(scope())
        kept = {
            "reason": request.form.get("reason", ""), "remarks": remarks_typed(),
            "reasons": reasons_typed(), "asked": step.action.value,
            "errors": by_field(error), "refusal": sentence_of(error),
            "unreasoned": isinstance(error, ConflictError) and error.reason == "children_missing",
        }  # fmt: skip
        invalid = isinstance(error, InvalidError)
        status = HTTPStatus.UNPROCESSABLE_ENTITY if invalid else HTTPStatus.CONFLICT
        return reading(work, read_report(work, report_id), status=status, **kept)
    if first:
        tell(t(f"reports.done_{step.action.value}"))
    return redirect(here, HTTPStatus.SEE_OTHER)


def reading(
    work: Repositories, report: Report, status: int = HTTPStatus.OK, **more: Any
) -> Response:
    """Show *report* to be read; *more* is what was typed into it and why it was refused."""
    context = common(work, work.tenants.get(report.tenant), report.organization, report.period)
    given: dict[str, Any] = {
        "reason": "", "remarks": {}, "reasons": {}, "asked": "", "errors": {}, "refusal": "",
        "kept": {}, "unreasoned": False,
    } | more  # fmt: skip
    steps = _steps(work, report) | signing_steps(work, report)
    owed = owing(work, report) if {"freeze", "amend"} & steps.keys() else []
    sealed = signed(work, report)
    if not (sealed and sealed.drift and sealed.drift.any):
        steps.pop(ReportAction.AMEND.value, None)
    if sealed:
        context["figures"] = signed_table(
            work, context["tenant"], report.organization, report.period, sealed.edition,
            live=True, listed=sealed.drift is not None,
        )  # fmt: skip
    return page(
        "reports/item.html",
        status=status,
        report=report,
        parts=[(name, report.parts[name]) for name in PARTS if name in report.parts],
        steps=steps,
        owed=owed,
        typed=_typed_in_vain(given, steps),
        owed_errors=errors_by_field(given["errors"], owed),
        problems=problems_of(given["errors"], owed, given["asked"]),
        part_names=PARTS,
        may_write_for=report.tenant != acting().tenant.id and may_edit(work, report),
        sealed=sealed,
        key=new_key(),
        history=_history(work, report),
        **context,
        **given | {"unreasoned": unreasoned(owed, given["reasons"]) if given["unreasoned"] else ()},
    )


def _typed_in_vain(given: dict[str, Any], steps: Collection[str]) -> list[tuple[str, str]]:
    """Return what was typed into a form that is not offered any more, with what it was about."""
    if given["asked"] in steps:
        return []
    typed = [(t("reports.typed_reason"), given["reason"])]
    typed += [(t(f"report_part.{name}"), text) for name, text in given["remarks"].items()]
    typed += [(t("reports.typed_reason"), text) for text in given["reasons"].values()]
    return [(label, text) for label, text in typed if text.strip()]


def editing(
    work: Repositories, report: Report | None, status: int = HTTPStatus.OK, **more: Any
) -> Response:
    """Show the form of *report* (None: of one that is yet to be begun, see *more*)."""
    if report is not None:
        more |= {"tenant": work.tenants.get(report.tenant)}
        more |= {"organization": report.organization, "period": report.period}
    tenant, organization = more.pop("tenant"), more.pop("organization")
    context = common(work, tenant, organization, more.pop("period"), report)
    given = {"errors": {}, "refusal": "", "theirs": None, "action": ""} | more
    return page(
        "reports/edit.html",
        status=status,
        report=report,
        part_names=PARTS,
        may_sign=_may_sign(work, tenant, organization),
        history=_history(work, report) if report else [],
        **context,
        **given,
    )


def common(
    work: Repositories,
    tenant: Tenant,
    organization: str,
    period: Period,
    report: Report | None = None,
) -> dict[str, Any]:
    """Return what both ways of showing a report need."""
    today = moment().today
    window = window_of(work, tenant, organization, period, today=today)
    return {
        "active": "reports",
        "tenant": tenant,
        "organization": organization,
        "of_front": organization == FRONT,
        "period": period,
        "period_title": period_name(period),
        "body": body_title(organization, tenant),
        "receiver": receiver_title(work, organization, tenant, today),
        "window": window,
        "deadline": deadline(window, today, report),
        "figures": _figures(work, tenant, organization, period),
        "quotas": quota_lines(work, tenant, organization, period),
    }


def _figures(work: Repositories, tenant: Tenant, organization: str, period: Period) -> FigureTable:
    found = figure_table(work, tenant, organization, period, request.args.get("theo"))
    # An administrator may not ask by results, for it sees none.
    return replace(found, listed="") if acting().role is Role.ADMIN else found


def may_edit(work: Repositories, report: Report) -> bool:
    """Tell whether its texts may be changed now, by who looks at it."""
    if report.status not in EDITABLE or not acting().may_write:
        return False
    with suppress(DomainError):
        admit_edit(work, report.id, version=report.version)
        tenant = work.tenants.get(report.tenant)
        today = moment().today
        window = window_of(work, tenant, report.organization, report.period, today=today)
        return standing(window, today) is not Standing.LOCKED
    return False


def _may_sign(work: Repositories, tenant: Tenant, organization: str) -> bool:
    with suppress(ForbiddenError):
        signing(work, Body(tenant.id, organization), ReportAction.SUBMIT, today=moment().today)
        return True
    return False


def _steps(work: Repositories, report: Report) -> dict[str, str]:
    """Return the receiving Front's steps by name, each with why it is refused ("": it is not)."""
    steps: dict[str, str] = {}
    tenant, today = work.tenants.get(report.tenant), moment().today
    window = window_of(work, tenant, report.organization, report.period, today=today)
    locked = standing(window, today) is Standing.LOCKED
    for action in (ReportAction.ACCEPT, ReportAction.RETURN):
        if report.status not in MOVES[action][0] or not acting().may_write:
            continue
        try:
            admit_step(work, report.id, action, version=report.version, today=today)
            steps[action.value] = ""
            if locked:
                return {"accept": t("reports.locked", day=formats.day(window.locks))}
        except ForbiddenError as error:
            if error.reason != ForbiddenError.default_reason:
                steps[action.value] = sentence_of(error)
    return steps


def _history(work: Repositories, report: Report) -> list[dict[str, Any]]:
    entries = [
        entry
        for entry in reversed(work.audit.of_target(report.id))
        if _sees_drafts(work, report) or not entry.content.get("unsubmitted")
    ]
    names = names_of(work, [entry.user for entry in entries])
    return [
        {
            "at": entry.at,
            "who": names.get(entry.user, ""),
            "what": entry.content["action"],
            "reason": entry.content.get("reason"),
            "parts": [
                change["field"].removeprefix("parts.")
                for change in entry.content.get("changes", ())
                if change["field"].startswith("parts.")
            ],
        }
        for entry in entries
    ]


def _sees_drafts(work: Repositories, report: Report) -> bool:
    """Tell whether one knows what was done before it was first sent: its own people do."""
    return any(
        held.organization == report.organization and held.sees(report.path)
        for held in work.scope.assignments
    )
