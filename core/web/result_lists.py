"""The page of a period's results: entering one after another, and confirming many."""

from __future__ import annotations

from http import HTTPStatus
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from flask import Response, redirect, request, url_for

from core.domain.access import Role
from core.domain.errors import NotFoundError
from core.domain.tenants import Level
from core.edge.place_wording import beginning_a_line
from core.edge.platform import moment, platform, scope
from core.services.report_standing import window_of
from core.web.hats import acting
from core.web.rendering import page, t, tell
from core.web.report_periods import chosen_period, period_name
from core.web.result_fields import texts_of
from core.web.result_list import asked_unit, result_list
from core.web.result_saving import Sent, save, sent_texts, unchanged
from core.web.result_words import deadline_of, field_rows, states
from core.web.results import blueprint

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from werkzeug.wrappers import Response as WerkzeugResponse

    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories
    from core.web.result_opening import Opened

AT_ONCE = 25
"""So many items are entered on one page."""
FILTERS = ("ky", "dia-ban", "tinh-trang")


@blueprint.get("/ket-qua")
def waiting() -> Response:
    """Show the results of a period: one's own to enter, those to confirm."""
    return list_page(tick_all=request.args.get("chon") == "tat-ca")


@blueprint.post("/ket-qua/nhap")
def store_many() -> Response | WerkzeugResponse:
    """Store every row that says something, each for itself; what is not clear is asked again."""
    refuse_administrators()
    work = platform().store.read(scope())
    listed = result_list(work, asked_unit(work), _period(work).chosen)
    saved, failed = 0, {}
    sent_ids = request.form.getlist("ho-so")[:AT_ONCE]
    by_id = {one.item.id: one for one in (*listed.to_enter, *(r.shown for r in listed.rows))}
    for shown in (by_id[one] for one in dict.fromkeys(sent_ids) if one in by_id):
        texts = sent_texts(shown, f"{shown.item.id}.")
        if not any(text.strip() for text in texts.values()) or unchanged(shown, texts):
            continue
        sent = save(shown, texts, f"{shown.item.id}.")
        if sent.saved:
            saved += 1
        else:
            failed[shown.item.id] = sent
    if saved:
        tell(t("results.saved_many", n=saved))
    if failed:
        return list_page(status=HTTPStatus.UNPROCESSABLE_ENTITY, failed=failed)
    if not saved:
        tell(t("results.nothing_entered"), "short")
    return redirect(url_for("web_results.waiting", **filters()), HTTPStatus.SEE_OTHER)


@blueprint.get("/ket-qua/nhap")
@blueprint.get("/ket-qua/xac-nhan")
@blueprint.get("/ket-qua/tra-lai")
def back() -> WerkzeugResponse:
    """Lead on from the address of a form that was refused, loaded once more."""
    return redirect(url_for("web_results.waiting", **filters()), HTTPStatus.SEE_OTHER)


def refuse_administrators() -> None:
    """Raise NotFoundError for who administers: results are not theirs to read."""
    if acting().role is Role.ADMIN:
        raise NotFoundError


def list_page(
    *,
    status: int = 200,
    failed: Mapping[str, Sent] = MappingProxyType({}),
    refused: Mapping[str, str] = MappingProxyType({}),
    ticked: Collection[str] = (),
    tick_all: bool = False,
    problem: str = "",
) -> Response:
    """Return the list as its address asks for it; *failed* keeps what was typed, by item."""
    refuse_administrators()
    work = platform().store.read(scope())
    tenant, periods = asked_unit(work), _period(work)
    listed = result_list(work, tenant, periods.chosen)
    today, organization = moment().today, acting().organization
    quick = [_quick(one, failed.get(one.item.id)) for one in listed.to_enter[:AT_ONCE]]
    return page(
        "results/waiting.html",
        status=status,
        active="results",
        listed=listed,
        tenant=tenant,
        periods=periods,
        period_words=period_name(periods.chosen),
        period_title=beginning_a_line(period_name(periods.chosen)),
        deadline=deadline_of(window_of(work, tenant, organization, periods.chosen, today=today)),
        quick=quick,
        states=states(),
        problems=[_problem(one, name, text) for one in quick for name, text in one["told"].items()],
        refused=refused,
        refusals=[{"field": f"muc-{one}", "message": text} for one, text in refused.items()],
        ticked=ticked,
        tick_all=tick_all,
        problem=problem,
        filters=filters(),
        here=lambda **changes: url_for("web_results.waiting", **filters(**changes)),
        children=_children(work, tenant),
        above=[one for one in work.tenants.ancestors(tenant, today) if acting().within(one)],
    )


def filters(**changes: Any) -> dict[str, Any]:
    """Return the query of the address as it stands, with *changes*; empty values are left out."""
    kept = {name: request.args[name] for name in FILTERS if request.args.get(name)}
    return {name: value for name, value in (kept | changes).items() if value not in {None, ""}}


def _period(work: Repositories) -> Any:
    return chosen_period(request.args.get("ky"), work, acting().tenant, today=moment().today)


def _quick(shown: Opened, sent: Sent | None) -> dict[str, Any]:
    sent = sent or Sent(texts=texts_of(shown.form, None))
    rows = [row for row in field_rows(shown, sent) if not row.more]
    told = dict(sent.problems)
    if sent.refusal:
        told[""] = sent.refusal
    if sent.conflicts:
        told[""] = t("results.entered_meanwhile")
    return {"shown": shown, "sent": sent, "rows": rows, "told": told}


def _problem(quick: dict[str, Any], name: str, text: str) -> dict[str, str]:
    item = quick["shown"].item
    field = f"{item.id}.{name}" if name else f"ho-so-{item.id}"
    return {"field": field, "message": f"{item.title}: {text}"}


def _children(work: Repositories, tenant: Tenant) -> list[Tenant]:
    if tenant.level is Level.COMMUNE:
        return []
    today = moment().today
    on = min(today, tenant.valid_to) if tenant.valid_to else today
    return list(work.tenants.children(tenant.id, on))
