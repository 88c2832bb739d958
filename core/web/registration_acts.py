"""Acts on one registration: pages that ask first, and the one address that carries them out."""

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
from core.domain.foreseen import IN_COMPANY
from core.domain.permissions import may_consult, may_decline, may_enter
from core.domain.recognition import UNSTATED
from core.domain.states import NEEDS_REASON, Action
from core.edge.platform import moment, platform, scope
from core.services.registering import remove
from core.services.transitions import ORGANIZATION_ACTS, Step, act
from core.web.hats import acting, hat_blueprint
from core.web.local_paths import local_path
from core.web.recognition import read_recognition, recognition_fields
from core.web.refusals import by_field, sentence_of
from core.web.registration_consequences import consequences
from core.web.registration_offers import DELETE, ON_A_PAGE, is_possible
from core.web.registration_page import shown_item
from core.web.registration_targets import targets
from core.web.rendering import Undo, page, t, tell
from core.web.report_words import signed_in
from core.web.writing import write

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as WerkzeugResponse

    from core.domain.registrations import Registration
    from core.services.ports.work import Repositories

blueprint = hat_blueprint("registration_acts")

ACTS = {page_name: act_name for act_name, page_name in ON_A_PAGE.items()}
LONGEST_REASON = 2000

UNCOUNTING = frozenset({Action.WITHDRAW, Action.RETURN, Action.TRANSFER})
"""What takes an item out of the figures it stands in."""


@blueprint.get(
    "/dang-ky/<string:registration_id>/"
    "<any('tra-lai','rut','chuyen','tu-choi','xoa','cong-nhan','rut-cong-nhan'):way>"
)
def ask(registration_id: str, way: str) -> Response | WerkzeugResponse:
    """Say what follows from an act, and ask for its reason."""
    work = platform().store.read(scope())
    found = work.registrations.get(registration_id)
    chosen = str(ACTS[way])
    _refuse_others(found, chosen)
    if not is_possible(found, chosen):
        return _back(found.id)
    return _asking(work, found, chosen)


@blueprint.post("/dang-ky/<string:registration_id>/buoc-tiep")
def step(registration_id: str) -> Response | WerkzeugResponse:
    """Carry out an act: ``act``, ``version``, and perhaps ``reason`` and ``tenant``."""
    chosen = request.form.get("act", "")
    if chosen not in {*Action, DELETE}:
        raise NotFoundError
    try:
        return _carried_out(registration_id, chosen)
    except StaleVersionError:
        return _overtaken(registration_id, chosen)
    except InvalidError as refusal:
        return _asked_again(registration_id, chosen, refusal)
    except ConflictError as refusal:
        tell(sentence_of(refusal), "err")
        return _back(registration_id)


def _carried_out(registration_id: str, chosen: str) -> WerkzeugResponse:
    before = platform().store.read(scope()).registrations.get(registration_id)
    if chosen == DELETE:
        write(lambda work: _remove(work, registration_id))
        tell(t("act.done_delete", title=before.title))
        return redirect(url_for("web_registrations.index"), HTTPStatus.SEE_OTHER)
    done = write(lambda work: _act(work, registration_id, Action(chosen)), IN_COMPANY)
    undo = None
    if chosen == Action.AGREE:
        fields = {"act": Action.REOPEN.value, "version": str(done.version)}
        undo = Undo(action=_address("registration_acts.step", registration_id), fields=fields)
    tell(t(f"act.done_{chosen}", title=done.title), "met", undo)
    return _back(registration_id)


def _act(work: Repositories, registration_id: str, action: Action) -> Registration:
    return act(
        registration_id,
        Step(
            action=action,
            reason=_reason() or None,
            tenant=request.form.get("tenant") or None,
            recognition=read_recognition() if action is Action.RECOGNISE else UNSTATED,
        ),
        version=_version(),
        work=work,
        catalogue=platform().catalogue,
        moment=moment(),
    )


def _remove(work: Repositories, registration_id: str) -> None:
    remove(
        registration_id,
        version=_version(),
        work=work,
        catalogue=platform().catalogue,
        moment=moment(),
    )


def _overtaken(registration_id: str, chosen: str) -> Response | WerkzeugResponse:
    """Answer where somebody was faster, perhaps oneself by pressing twice."""
    work = platform().store.read(scope())
    found = work.registrations.get(registration_id)
    if chosen in ACTS.values() and is_possible(found, chosen):
        return _asking(work, found, chosen, overtaken=True)
    if is_possible(found, chosen):
        tell(t("act.overtaken"), "short")
    else:
        tell(t("act.already", status=t(f"web_status.{found.status}")), "short")
    return _back(registration_id)


def _asked_again(
    registration_id: str, chosen: str, refusal: InvalidError
) -> Response | WerkzeugResponse:
    work = platform().store.read(scope())
    found = work.registrations.get(registration_id)
    if chosen in ACTS.values():
        return _asking(work, found, chosen, refusal=refusal)
    # What a submission lacks is shown, with links to its fields, where it is checked.
    tell(t("act.incomplete", n=len(refusal.problems) or 1), "err")
    address = _address("registrations.item", registration_id)
    return redirect(f"{address}/xem-lai", HTTPStatus.SEE_OTHER)


def _asking(
    work: Repositories,
    found: Registration,
    chosen: str,
    *,
    refusal: DomainError | None = None,
    overtaken: bool = False,
) -> Response:
    problems = by_field(refusal) if refusal else {}
    return page(
        "registrations/act.html",
        status=_status(refusal, overtaken=overtaken),
        active="registrations",
        item=shown_item(work, found.id).item,
        address=_address("registrations.item", found.id),
        act=chosen,
        asks_reason=chosen in NEEDS_REASON,
        reason=_reason(),
        targets=targets(work, found) if chosen == Action.TRANSFER else (),
        target=request.form.get("tenant", ""),
        problems=problems,
        overtaken=overtaken,
        consequences=consequences(found, work),
        frozen=signed_in(work, found) if chosen in UNCOUNTING and found.counted else (),
        recognition=recognition_fields(work, found) if chosen == Action.RECOGNISE else None,
    )


def _status(refusal: DomainError | None, *, overtaken: bool) -> HTTPStatus:
    if overtaken:
        return HTTPStatus.CONFLICT
    return HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK


def _refuse_others(found: Registration, chosen: str) -> None:
    """Raise NotFoundError where the role may not do this at all."""
    held = acting().assignment
    if chosen == Action.DECLINE:
        allowed = may_decline(held, found)
    elif chosen == DELETE or chosen in ORGANIZATION_ACTS:
        allowed = may_enter(held, organization=found.organization, path=found.path)
    else:
        allowed = may_consult(held, path=found.path)
    if not allowed:
        raise NotFoundError


def _reason() -> str:
    return request.form.get("reason", "")[:LONGEST_REASON].strip()


def _version() -> int:
    written = request.form.get("version", "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else 0  # noqa: PLR2004


def _address(endpoint: str, registration_id: str) -> str:
    return url_for(f"web_{endpoint}", registration_id=registration_id)


def _back(registration_id: str) -> WerkzeugResponse:
    wanted = local_path(request.form.get("tiep"))
    return redirect(wanted or _address("registrations.item", registration_id), HTTPStatus.SEE_OTHER)
