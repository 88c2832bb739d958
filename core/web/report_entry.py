"""Writing a report: begun, kept, sent; nothing typed is lost, and sent twice is sent once."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Response, redirect, request, url_for

from core.domain.errors import (
    ConflictError,
    DomainError,
    InvalidError,
    NotFoundError,
    StaleVersionError,
)
from core.domain.periods import Period
from core.domain.report_rules import ReportAction
from core.domain.reports import Body
from core.edge.platform import moment, platform, scope
from core.services.report_access import admit_creation
from core.services.report_gates import refuse_first, refuse_new
from core.services.report_standing import report_of
from core.services.reporting import ReportStep, create, edit, read_report, transition
from core.services.sighting import tenant_in_sight
from core.web import formats
from core.web.hats import acting
from core.web.refusals import by_field, sentence_of
from core.web.rendering import t, tell
from core.web.report_form import SentReport, empty_form, sent_report
from core.web.report_item import editing, may_edit, reading
from core.web.report_words import receiver_title
from core.web.writing import new_key, once

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as WerkzeugResponse

    from core.domain.reports import Report
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories


def start(period: str) -> Response | WerkzeugResponse:
    """Show the empty form of a report; one that has been begun is opened instead."""
    work = platform().store.read(scope())
    asked, tenant = _period(period), _tenant(work)
    organization = acting().organization
    begun = report_of(work, tenant, organization, asked)
    if begun is not None:
        address = url_for("web_reports.item", report_id=begun.id, sua=1)
        return redirect(address, HTTPStatus.SEE_OTHER)
    admit_creation(work, tenant.id, organization, today=moment().today)
    closed = _closed(work, tenant, asked)
    return editing(
        work,
        None,
        tenant=tenant,
        organization=organization,
        period=asked,
        form=empty_form(new_key()),
        refusal=closed,
        open=not closed,
    )


def begin(period: str) -> Response | WerkzeugResponse:
    """Keep a new report, and send it if that is what was pressed."""
    work = platform().store.read(scope())
    asked, tenant = _period(period), _tenant(work)
    organization = acting().organization
    form = sent_report()
    refused: list[ConflictError] = []

    def keep(writing: Repositories) -> str:
        refused.clear()
        draft = form.draft(Body(tenant.id, organization), asked)
        report = create(draft, work=writing, moment=moment())
        _send(writing, report, form, refused)
        return url_for("web_reports.item", report_id=report.id)

    try:
        address, first = once(form.key, keep)
    except (InvalidError, ConflictError) as error:
        there = report_of(work, tenant, organization, asked)
        if there is not None:
            return _clash(work, there, form)
        return editing(
            work,
            None,
            status=_status_of(error),
            tenant=tenant,
            organization=organization,
            period=asked,
            form=form,
            errors=by_field(error),
            refusal=sentence_of(error),
        )
    _say(form, refused, first=first, receiver=_receiver(work, organization, tenant))
    return redirect(address, HTTPStatus.SEE_OTHER)


def save(report_id: str) -> Response | WerkzeugResponse:
    """Keep what was typed into a report, and send it if that is what was pressed."""
    work = platform().store.read(scope())
    stored = read_report(work, report_id)
    form = sent_report(stored)
    refused: list[ConflictError] = []

    def keep(writing: Repositories) -> str:
        refused.clear()
        report = read_report(writing, report_id)
        if not form.says_the_same_as(report):
            draft = form.draft(report.body, report.period)
            report = edit(report_id, draft, version=form.version, work=writing, moment=moment())
            _send(writing, report, form, refused)
        else:
            _send(writing, report, form, refused, version=form.version)
        return url_for("web_reports.item", report_id=report_id)

    try:
        address, first = once(form.key, keep)
    except StaleVersionError:
        return _clash(work, read_report(work, report_id), form)
    except (InvalidError, ConflictError) as error:
        report = read_report(work, report_id)
        if not may_edit(work, report):
            return _kept_beside(work, report, form, sentence_of(error))
        texts, told = by_field(error), sentence_of(error)
        return editing(
            work, report, status=_status_of(error), form=form, errors=texts, refusal=told
        )
    tenant = work.tenants.get(stored.tenant)
    _say(form, refused, first=first, receiver=_receiver(work, stored.organization, tenant))
    return redirect(address, HTTPStatus.SEE_OTHER)


def _send(
    work: Repositories,
    report: Report,
    form: SentReport,
    refused: list[ConflictError],
    version: int | None = None,
) -> None:
    """Send *report* if asked; a calendar that does not allow it leaves what was typed kept."""
    if not form.sending:
        return
    step = ReportStep(action=ReportAction.SUBMIT)
    try:
        transition(report.id, step, version=version or report.version, work=work, moment=moment())
    except ConflictError as error:
        if error.reason == "wrong_state":
            raise
        refused.append(error)


def _clash(work: Repositories, report: Report, form: SentReport) -> Response | WerkzeugResponse:
    """Show what was typed beside what somebody else has kept meanwhile."""
    if not may_edit(work, report):
        return _kept_beside(work, report, form, t("reports.sent_meanwhile"))
    merged = SentReport(
        key=new_key(),
        version=report.version,
        nothing=form.nothing,
        parts=form.parts,
        sending=form.sending,
    )
    return editing(work, report, status=HTTPStatus.CONFLICT, form=merged, theirs=report)


def _kept_beside(
    work: Repositories, report: Report, form: SentReport, why: str
) -> Response | WerkzeugResponse:
    """Show *report*, which is sent already, with what was typed and is not in it."""
    kept = {name: form.parts[name] for name in form.differing(report) if form.parts.get(name)}
    if kept:
        return reading(work, report, status=HTTPStatus.CONFLICT, kept=kept, refusal=why)
    tell(t("reports.sent_already", when=formats.when(report.submitted_at)))
    return redirect(url_for("web_reports.item", report_id=report.id), HTTPStatus.SEE_OTHER)


def _say(form: SentReport, refused: list[ConflictError], *, first: bool, receiver: str) -> None:
    if refused:
        tell(t("reports.kept_not_sent", why=sentence_of(refused[0])), "short")
    elif not first:
        tell(t("reports.sent_before" if form.sending else "reports.kept_before"))
    elif form.sending:
        tell(t("reports.sent_to", receiver=receiver))
    else:
        tell(t("reports.kept_at", time=formats.clock(moment().now)))


def _receiver(work: Repositories, organization: str, tenant: Tenant) -> str:
    return receiver_title(work, organization, tenant, moment().today) or ""


def _closed(work: Repositories, tenant: Tenant, period: Period) -> str:
    """Return why no report may be begun today; "" if it may."""
    body, today = Body(tenant.id, acting().organization), moment().today
    try:
        refuse_new(work, tenant, body.organization, period, today=today)
        refuse_first(work, body, period, today=today)
    except ConflictError as error:
        return sentence_of(error)
    return ""


def _period(written: str) -> Period:
    try:
        return Period.parse(written)
    except DomainError as error:
        raise NotFoundError from error


def _tenant(work: Repositories) -> Tenant:
    place = request.values.get("dia-ban")
    return tenant_in_sight(work, place) if place else acting().tenant


def _status_of(error: DomainError) -> HTTPStatus:
    if isinstance(error, InvalidError):
        return HTTPStatus.UNPROCESSABLE_ENTITY
    return HTTPStatus.CONFLICT
