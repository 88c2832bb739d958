"""The page of one item's result for a period: entering it, reading it, judging it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Response, redirect, request, url_for

from core.domain.access import View
from core.domain.errors import NotFoundError
from core.domain.permissions import may_enter
from core.edge.place_wording import beginning_a_line
from core.edge.platform import moment, platform, scope
from core.services.own_items import own_items
from core.web.evidence_panel import shown_evidence
from core.web.hats import acting, hat_blueprint
from core.web.people_names import names_of
from core.web.rendering import front_of, page, t, tell
from core.web.report_periods import period_name
from core.web.report_words import signed_in
from core.web.result_fields import texts_of
from core.web.result_opening import Opened, opened
from core.web.result_saving import Sent, save, sent_texts
from core.web.result_words import doubt_texts, entered_late, field_rows, states

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as WerkzeugResponse

    from core.domain.registrations import Registration
    from core.services.ports.work import Repositories

blueprint = hat_blueprint("results")


@blueprint.get("/dang-ky/<string:registration_id>/ket-qua/<string:period>")
def edit(registration_id: str, period: str) -> Response:
    """Show the result: as a form to who may enter it now, as figures to others."""
    work = platform().store.read(scope())
    shown = opened(work, registration_id, period)
    return _page(work, shown, Sent(texts=texts_of(shown.form, shown.result)))


@blueprint.post("/dang-ky/<string:registration_id>/ket-qua/<string:period>")
def store(registration_id: str, period: str) -> Response | WerkzeugResponse:
    """Store what was entered; what is odd in it is shown afterwards and stops nothing."""
    work = platform().store.read(scope())
    shown = opened(work, registration_id, period)
    if not shown.enters:
        raise NotFoundError
    sent = save(shown, sent_texts(shown))
    if not sent.saved:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if sent.conflicts:
            status = HTTPStatus.PRECONDITION_FAILED
        elif sent.refusal:
            status = HTTPStatus.CONFLICT
        return _page(platform().store.read(scope()), shown, sent, status)
    tell(t("results.saved", title=shown.item.title))
    return redirect(_after(shown), HTTPStatus.SEE_OTHER)


def _page(
    work: Repositories, shown: Opened, sent: Sent, status: HTTPStatus = HTTPStatus.OK
) -> Response:
    item = shown.item
    unit = work.tenants.get(item.tenant)
    entries = work.audit.of_target(item.id) if shown.result else ()
    names = names_of(work, [shown.result.entered_by] if shown.result else ())
    return page(
        "results/edit.html",
        status=status,
        active="results",
        shown=shown,
        sent=sent,
        unit=unit,
        receiver=front_of(unit),
        period_words=period_name(shown.period),
        period_title=beginning_a_line(period_name(shown.period)),
        previous_title=period_name(shown.previous.period) if shown.previous else "",
        periods=[(str(one), beginning_a_line(period_name(one))) for one in shown.periods],
        rows=field_rows(shown, sent),
        origin=texts_of(shown.form, shown.result),
        states=states(),
        conflicts={one.name: one for one in sent.conflicts},
        problems=[{"field": name, "message": text} for name, text in sent.problems.items()],
        doubts=doubt_texts(shown),
        entered_by=names.get(shown.result.entered_by, "") if shown.result else "",
        late_days=entered_late(entries, shown),
        frozen=signed_in(work, item, shown.period) if shown.editable else (),
        following=_following(work, shown) if shown.editable else None,
        evidence=shown_evidence(work, item, View.FULL, shown.period) if shown.result else None,
    )


def _after(shown: Opened) -> str:
    """Return the page of the next item without a result if that was asked for, else this one."""
    if request.form.get("sau"):
        following = _following(platform().store.read(scope()), shown)
        if following is None:
            return url_for("web_results.waiting", ky=str(shown.period))
        return _address(following, shown)
    return _address(shown.item, shown)


def _address(item: Registration, shown: Opened) -> str:
    given: dict[str, Any] = {"registration_id": item.id, "period": str(shown.period)}
    return url_for("web_results.edit", **given)


def _following(work: Repositories, shown: Opened) -> Registration | None:
    """Return the next item of the unit and organization that has no result for the period."""
    unit = work.tenants.get(shown.item.tenant)
    items = own_items(
        work, unit, year=shown.item.year, on=moment().today, organization=shown.item.organization
    )
    owed = [
        item
        for item in items
        if item.counted
        and item.id != shown.item.id
        and may_enter(acting().assignment, organization=item.organization, path=item.path)
        and all(result.period != shown.period for result in item.results)
    ]
    later = [one for one in owed if (one.created_at, one.id) > _place(shown.item)]
    return next(iter(later or owed), None)


def _place(item: Registration) -> tuple[Any, str]:
    return item.created_at, item.id
