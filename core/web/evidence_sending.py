"""Sending evidence of a registration from a page: as a form with a file, or in pieces."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Response, redirect, request

from core.edge.platform import moment, platform, scope
from core.services.evidence import declare
from core.web.evidence import found, item_address
from core.web.evidence_steps import begun, finished, piece_kept, take_whole
from core.web.hats import hat_blueprint

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as WerkzeugResponse

    from core.domain.evidence import Declared, Evidence
    from core.services.ports.work import Repositories

blueprint = hat_blueprint("evidence_sending")
ALL = "/dang-ky/<string:registration_id>/minh-chung"
ONE = f"{ALL}/<string:evidence_id>"


@blueprint.post(ALL)
def send(registration_id: str) -> WerkzeugResponse:
    """Take one file whole."""
    platform().store.read(scope()).registrations.get(registration_id)
    take_whole(partial(_declare, registration_id))
    of_result = request.form.get("ky") if request.form.get("ve") == "ket-qua" else None
    return redirect(item_address(registration_id, of_result), HTTPStatus.SEE_OTHER)


@blueprint.post(f"{ALL}/khai")
def begin(registration_id: str) -> Response:
    """Declare a file a script is going to send."""
    registration = platform().store.read(scope()).registrations.get(registration_id)
    return begun(registration, partial(_declare, registration_id))


@blueprint.post(f"{ONE}/phan/<int:number>")
def piece(registration_id: str, evidence_id: str, number: int) -> Response:
    """Take one piece."""
    return piece_kept(_found(registration_id, evidence_id), number)


@blueprint.post(f"{ONE}/xong")
def finish(registration_id: str, evidence_id: str) -> Response:
    """Have the pieces looked through."""
    return finished(_found(registration_id, evidence_id))


def _found(registration_id: str, evidence_id: str) -> Evidence:
    return found(platform().store.read(scope()), registration_id, evidence_id)


def _declare(registration_id: str, work: Repositories, declared: Declared) -> Evidence:
    return declare(registration_id, declared, work=work, moment=moment())
