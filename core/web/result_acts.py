"""What the Front says of results: confirmed, or returned with a reason, one or many."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Response, g, redirect, request, url_for

from core.domain.errors import InvalidError, NotFoundError
from core.domain.foreseen import IN_COMPANY
from core.domain.periods import Period
from core.domain.results import ResultStatus
from core.edge.platform import moment, platform, scope
from core.services.results import ResultAction, judge_result
from core.web.bulk import each, picked, reason_sent
from core.web.hats import acting
from core.web.local_paths import local_path
from core.web.rendering import page, t, tell
from core.web.result_lists import filters, list_page
from core.web.result_opening import current_result
from core.web.results import blueprint
from core.web.writing import write

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as WerkzeugResponse

    from core.web.bulk import Outcome, Pick, Reason

__all__ = ["blueprint"]  # with the views below on it

REACHED = {
    ResultAction.CONFIRM: ResultStatus.CONFIRMED,
    ResultAction.RETURN: ResultStatus.RETURNED,
}


@blueprint.post("/ket-qua/xac-nhan")
def confirm() -> Response | WerkzeugResponse:
    """Confirm what is ticked."""
    _refuse_others()
    picks = picked()
    if not picks:
        return _nothing_ticked()
    outcome = _carry_out(picks, ResultAction.CONFIRM)
    if outcome.done:
        tell(t("results.confirmed", n=len(outcome.done)))
    return _answer(outcome)


@blueprint.post("/ket-qua/tra-lai")
def give_back() -> Response | WerkzeugResponse:
    """Ask what is to be added to what is ticked; with a reason, return it."""
    _refuse_others()
    picks = picked()
    if not picks:
        return _nothing_ticked()
    reason = reason_sent()
    if reason.text is None:
        return _ask_reason(picks, reason)
    outcome = _carry_out(picks, ResultAction.RETURN, reason.text)
    if outcome.done:
        tell(t("results.returned", n=len(outcome.done)))
    return _answer(outcome)


def _refuse_others() -> None:
    if not acting().is_front or not acting().may_write:
        raise NotFoundError


def _asked_period() -> Period:
    try:
        return Period.parse(request.args.get("ky", ""))
    except InvalidError as error:
        raise NotFoundError from error


def _carry_out(picks: list[Pick], action: ResultAction, reason: str | None = None) -> Outcome:
    period = _asked_period()

    def do(pick: Pick) -> int:
        _, result = write(
            lambda work: judge_result(
                pick.id,
                period,
                action,
                reason=reason,
                version=pick.version,
                work=work,
                catalogue=platform().catalogue,
                moment=moment(),
            ),
            IN_COMPANY,
        )
        return result.version

    def already(pick: Pick) -> int | None:
        now = current_result(pick.id, period)
        if now is None or now.status is not REACHED[action]:
            return None
        return now.version if now.version == pick.version + 1 else None

    return each(picks, do, already=already)


def _answer(outcome: Outcome) -> Response | WerkzeugResponse:
    if outcome.refused:
        return list_page(
            status=HTTPStatus.CONFLICT, ticked=set(outcome.refused), refused=outcome.refused
        )
    back = local_path(request.form.get("tiep"))
    within = back.startswith(f"/v/{g.hat}/")
    target = back if within else url_for("web_results.waiting", **filters())
    return redirect(target, HTTPStatus.SEE_OTHER)


def _nothing_ticked() -> Response:
    return list_page(status=HTTPStatus.UNPROCESSABLE_ENTITY, problem=t("results.nothing_ticked"))


def _ask_reason(picks: list[Pick], reason: Reason) -> Response:
    work = platform().store.read(scope())
    items = []
    for pick in picks:
        try:
            items.append((pick, work.registrations.get(pick.id)))
        except NotFoundError:
            continue
    if not items:
        raise NotFoundError
    one = t("results.return_one", title=items[0][1].title)
    return page(
        "results/return.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if reason.problem else HTTPStatus.OK,
        active="results",
        heading=one if len(items) == 1 else t("results.return_many", n=len(items)),
        items=items,
        period=str(_asked_period()),
        back=local_path(request.form.get("tiep")),
        filters=filters(),
        reason=reason.typed,
        problems=[{"field": "ly-do", "message": reason.problem}] if reason.problem else [],
    )
