"""What the Front does in a consultation: agree, return, and take an agreement back."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Response, redirect, url_for

from core.domain.errors import NotFoundError
from core.domain.foreseen import IN_COMPANY
from core.domain.registrations import Status
from core.domain.states import Action
from core.edge.platform import moment, platform, scope
from core.services.transitions import Step, act
from core.web.bulk import MOST_UNDONE, each, picked, reason_sent
from core.web.consultation import blueprint, board_page, filters, refuse_others
from core.web.rendering import Undo, page, t, tell
from core.web.writing import write

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as WerkzeugResponse

    from core.domain.registrations import Registration
    from core.web.bulk import Outcome, Pick, Reason

__all__ = ["blueprint"]  # with the views below on it

REACHED = {
    Action.AGREE: Status.AGREED,
    Action.RETURN: Status.RETURNED,
    Action.REOPEN: Status.SUBMITTED,
}


@blueprint.post("/hiep-thuong/thong-nhat")
def agree() -> Response | WerkzeugResponse:
    """Agree to what is ticked."""
    refuse_others()
    picks = picked()
    if not picks:
        return _nothing_ticked()
    outcome = _carry_out(picks, Step(action=Action.AGREE))
    if outcome.done:
        tell(t("consultation.agreed", n=len(outcome.done)), "met", _undo(outcome))
    return _answer(outcome)


@blueprint.post("/hiep-thuong/tra-lai")
def give_back() -> Response | WerkzeugResponse:
    """Ask what is to be added to what is ticked; with a reason, return it."""
    refuse_others()
    picks = picked()
    if not picks:
        return _nothing_ticked()
    reason = reason_sent()
    if reason.text is None:
        return _ask_reason(picks, reason)
    outcome = _carry_out(picks, Step(action=Action.RETURN, reason=reason.text))
    if outcome.done:
        tell(t("consultation.returned", n=len(outcome.done)))
    return _answer(outcome)


@blueprint.post("/hiep-thuong/hoan-tac")
def undo() -> Response | WerkzeugResponse:
    """Take an agreement back: the items wait again, as before."""
    refuse_others()
    outcome = _carry_out(picked(), Step(action=Action.REOPEN))
    if outcome.done:
        tell(t("consultation.undone", n=len(outcome.done)))
    return _answer(outcome)


@blueprint.get("/hiep-thuong/thong-nhat")
@blueprint.get("/hiep-thuong/tra-lai")
@blueprint.get("/hiep-thuong/hoan-tac")
def back() -> WerkzeugResponse:
    """Lead on from the address of a form that was refused, loaded once more."""
    return redirect(url_for("web_consultation.board", **filters()), HTTPStatus.SEE_OTHER)


def _carry_out(picks: list[Pick], step: Step) -> Outcome:
    def do(pick: Pick) -> int:
        done = write(
            lambda work: act(
                pick.id,
                step,
                version=pick.version,
                work=work,
                catalogue=platform().catalogue,
                moment=moment(),
            ),
            IN_COMPANY,
        )
        return done.version

    def already(pick: Pick) -> int | None:
        now = _read(pick)
        same = now is not None and now.status is REACHED[step.action]
        return pick.version + 1 if same and now and now.version == pick.version + 1 else None

    return each(picks, do, already=already)


def _read(pick: Pick) -> Registration | None:
    try:
        return platform().store.read(scope()).registrations.get(pick.id)
    except NotFoundError:
        return None


def _undo(outcome: Outcome) -> Undo | None:
    if len(outcome.done) > MOST_UNDONE:
        return None
    action = url_for("web_consultation.undo", **filters())
    return Undo(action=action, fields={"muc": " ".join(map(str, outcome.done))})


def _answer(outcome: Outcome) -> Response | WerkzeugResponse:
    if outcome.refused:
        return board_page(
            status=HTTPStatus.CONFLICT, ticked=set(outcome.refused), refused=outcome.refused
        )
    return redirect(url_for("web_consultation.board", **filters()), HTTPStatus.SEE_OTHER)


def _nothing_ticked() -> Response:
    return board_page(
        status=HTTPStatus.UNPROCESSABLE_ENTITY, problem=t("consultation.nothing_ticked")
    )


def _ask_reason(picks: list[Pick], reason: Reason) -> Response:
    items = [(pick, item) for pick in picks if (item := _read(pick)) is not None]
    if not items:
        raise NotFoundError
    one = t("consultation.return_one", title=items[0][1].title)
    return page(
        "consultation/return.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if reason.problem else HTTPStatus.OK,
        active="consultation",
        heading=one if len(items) == 1 else t("consultation.return_many", n=len(items)),
        items=items,
        filters=filters(),
        reason=reason.typed,
        problems=[{"field": "ly-do", "message": reason.problem}] if reason.problem else [],
    )
