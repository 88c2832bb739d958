"""The page of a period's reports: one's own on top, those of the units below, many accepted."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Response, redirect, request, url_for

from core.domain.calendars import Standing as CalendarStanding
from core.domain.calendars import day_of_tree, standing
from core.domain.errors import ForbiddenError, NotFoundError
from core.domain.report_rules import ReportAction
from core.domain.reports import Body, ReportStatus
from core.domain.tenants import Level
from core.edge.platform import moment, platform, scope
from core.services.country_figures import reports_by_province
from core.services.report_access import signing
from core.services.report_standing import direct_standings, report_of, standings, window_of
from core.services.reporting import ReportStep, transition
from core.services.sighting import organizations_seen, tenant_in_sight
from core.web import formats
from core.web.asked_numbers import asked_page
from core.web.bulk import each, picked
from core.web.hats import acting
from core.web.people_names import names_of
from core.web.rendering import page, t, tell
from core.web.report_list import (
    EVERYWHERE,
    HERE,
    OWN,
    PAGE_SIZE,
    ChildSums,
    Show,
    by_child,
    is_owed,
    matches,
    sums,
)
from core.web.report_periods import chosen_period, period_name
from core.web.report_words import body_title, deadline, receiver_title
from core.web.writing import write

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from werkzeug.wrappers import Response as WerkzeugResponse

    from core.domain.periods import Period
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories
    from core.services.report_standing import Standing
    from core.web.bulk import Pick


def index() -> Response:
    """Show the reports of a period: one's own, and those of the unit asked for and below."""
    return _listed({})


def accept_many() -> Response | WerkzeugResponse:
    """Accept the ticked reports, each for itself; what could not be is listed, still ticked."""
    work = platform().store.read(scope())

    def accept(pick: Pick) -> int:
        step = ReportStep(action=ReportAction.ACCEPT)
        done = write(
            lambda writing: transition(
                pick.id, step, version=pick.version, work=writing, moment=moment()
            )
        )
        return done.version

    def already(pick: Pick) -> int | None:
        try:
            report = work.reports.get(pick.id)
        except NotFoundError:
            return None
        done = report.status is ReportStatus.ACCEPTED and report.version == pick.version + 1
        return report.version if done else None

    picks = picked()
    outcome = each(picks, accept, already=already)
    if outcome.done:
        tell(t("reports.accepted_many", n=len(outcome.done)))
    if not picks:
        tell(t("reports.nothing_ticked"), "short")
    if outcome.refused:
        return _listed(outcome.refused, status=HTTPStatus.CONFLICT)
    return redirect(_address(), HTTPStatus.SEE_OTHER)


def _listed(refused: dict[str, str], status: int = HTTPStatus.OK) -> Response:
    work, here = platform().store.read(scope()), acting()
    today = moment().today
    place = request.values.get("dia-ban")
    tenant = tenant_in_sight(work, place) if place else here.tenant
    periods = chosen_period(request.values.get("ky"), work, here.tenant, today=today)
    context: dict[str, Any] = {"periods": periods, "place": tenant, "refused": refused}
    context["own"] = _own(work, periods.chosen)
    asked_for = request.values.get("pham-vi") in {EVERYWHERE, OWN}
    if asked_for or here.is_front or here.tenant.level is not Level.COMMUNE:
        context |= _below(work, tenant, periods.chosen)
    return page(
        "reports/index.html",
        status=status,
        active="reports",
        period_title=period_name(periods.chosen),
        **context,
    )


def _own(work: Repositories, period: Period) -> dict[str, Any]:
    here, today = acting(), moment().today
    window = window_of(work, here.tenant, here.organization, period, today=today)
    report = report_of(work, here.tenant, here.organization, period)
    return {
        "report": report,
        "window": window,
        "deadline": deadline(window, today, report),
        "receiver": receiver_title(work, here.organization, here.tenant, today),
        "returned_by": _returned_by(work, report.id) if report and report.return_reason else "",
    }


def _returned_by(work: Repositories, report_id: str) -> str:
    entries = work.audit.of_target(report_id)
    returning = [e for e in entries if e.content["action"] == "report.return"]
    return names_of(work, [returning[-1].user]).get(returning[-1].user, "") if returning else ""


def _below(work: Repositories, tenant: Tenant, period: Period) -> dict[str, Any]:
    here, today = acting(), moment().today
    seen = organizations_seen(work.scope, tenant)
    # Of the whole country, what is sent to its Front is a page of what everybody owes.
    few = tenant.level is Level.COUNTRY and _asked_scope() == HERE
    reading = direct_standings if few else standings
    every = reading(work, tenant, period, organizations=seen, today=today)
    others = [one for one in every if one.body != Body(here.tenant.id, here.organization)]
    listed = sorted(_of_scope(every, tenant), key=lambda one: _urgency(one, tenant))
    show = _asked_show()
    wanted = [one for one in listed if show is None or matches(one, show)]
    number = asked_page()
    shown = wanted[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    day = day_of_tree(period.year, str(period), today)
    children = work.tenants.children(tenant.id, day)
    acceptable = _acceptable(work, tenant, period, shown)
    return {
        "scope_shown": _asked_scope(),
        "only": _asked_organization(),
        "sums": sums(listed),
        "show": show,
        "shows": list(Show),
        "rows": shown,
        "matching": len(wanted),
        "number": number,
        "pages": -(-len(wanted) // PAGE_SIZE),
        "children": by_province(work, tenant, period, children, seen)
        if few
        else by_child(others, tenant, children, day=day),
        "acceptable": acceptable,
        "tickable": sum(not why for why in acceptable.values()),
        "tick_all": request.args.get("chon") == "tat-ca",
        "titles": {one.body: body_title(one.body.organization, one.tenant) for one in shown},
        "above": _above(work, tenant),
        "address": _address,
    }


def by_province(
    work: Repositories,
    country: Tenant,
    period: Period,
    provinces: Sequence[Tenant],
    organizations: frozenset[str] | None,
) -> list[ChildSums]:
    """Return the sums of each province, from figures that are kept."""
    found = reports_by_province(
        work, country, period, organizations=organizations, today=moment().today
    )
    return [
        ChildSums(
            tenant=each, on_time=found[each.id].on_time, late=found[each.id].late,
            missing=found[each.id].missing + found[each.id].pending,
        )
        for each in provinces
        if found[each.id].expected + found[each.id].pending
    ]  # fmt: skip


def _asked_scope() -> str:
    asked = request.values.get("pham-vi", "")
    return asked if asked in {EVERYWHERE, OWN} else HERE if acting().is_front else ""


def _asked_organization() -> str | None:
    asked = request.values.get("to-chuc")
    return asked if asked in platform().catalogue.organizations else None


def _of_scope(every: Sequence[Standing], tenant: Tenant) -> Iterator[Standing]:
    """Yield what is listed: without a scope all others' reports, for those who receive none."""
    here, whose, organization = acting(), _asked_scope(), _asked_organization()
    own = Body(here.tenant.id, here.organization)
    for one in every:
        wanted = {
            HERE: one.direct and one.body != own,
            EVERYWHERE: True,
            OWN: one.tenant.id == tenant.id,
        }
        if wanted.get(whose, one.body != own) and organization in {None, one.body.organization}:
            yield one


def _acceptable(
    work: Repositories, tenant: Tenant, period: Period, shown: Sequence[Standing]
) -> dict[str, str]:
    """Return why each report that waits for this Front may not be accepted, by id; "" if it may."""
    here = acting()
    if tenant.id != here.tenant.id or not here.is_front or not here.may_write:
        return {}
    try:
        signing(work, Body(tenant.id, ""), ReportAction.ACCEPT, today=moment().today)
    except ForbiddenError:
        return {}
    window = window_of(work, tenant, here.organization, period, today=here.today)
    locked = ""
    if standing(window, here.today) is CalendarStanding.LOCKED:
        locked = t("reports.locked", day=formats.day(window.locks))
    own = t("reports.own_entry")
    return {
        one.report.id: locked or (own if scope().user in one.report.touched_by else "")
        for one in shown
        if one.direct and one.report and one.report.status is ReportStatus.SUBMITTED
    }


def _above(work: Repositories, tenant: Tenant) -> list[Tenant]:
    """Return the units between one's own and the one shown, for the trail of places."""
    here, today = acting(), moment().today
    if tenant.id == here.tenant.id:
        return []
    above = [*work.tenants.ancestors(tenant, today)]
    ids = [unit.id for unit in above]
    return above[ids.index(here.tenant.id) :] if here.tenant.id in ids else [here.tenant]


def _urgency(one: Standing, tenant: Tenant) -> int:
    """Return how early *one* stands in the list of *tenant*: first what waits to be accepted.

    Then what is owed, for who receives asks for it. Few provinces report to the country, and would
    stand behind all that do not: there what was taken in comes next, then what was returned.
    """
    if one.report and one.report.status is ReportStatus.SUBMITTED:
        return 0
    if tenant.level is not Level.COUNTRY:
        return 1 if is_owed(one) else 2
    if not is_owed(one):
        return 1
    return 2 if one.report else 3


def _asked_show() -> Show | None:
    asked = request.values.get("tinh-trang")
    return next((show for show in Show if show == asked), None)


def _address(**changes: str | int | None) -> str:
    """Return this page's address with some of its filters changed; None leaves one out."""
    kept = {
        name: request.values[name]
        for name in ("ky", "tinh-trang", "dia-ban", "pham-vi", "to-chuc")
        if request.values.get(name)
    }
    given = {name.replace("_", "-"): value for name, value in changes.items()}
    values = {name: value for name, value in {**kept, **given}.items() if value is not None}
    return url_for("web_reports.index", **values)  # type: ignore[arg-type]
