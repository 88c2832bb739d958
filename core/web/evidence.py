"""One file of evidence: the file itself, its small picture, and taking it away."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Response, redirect, request, url_for

from core.domain.errors import ConflictError, NotFoundError, StaleVersionError
from core.edge.evidence_files import content_answer, thumbnail_answer
from core.edge.platform import moment, platform, scope
from core.services.evidence import remove
from core.services.evidence_access import permitted
from core.web.hats import hat_blueprint
from core.web.refusals import sentence_of
from core.web.rendering import page, t, tell
from core.web.writing import write

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as WerkzeugResponse

    from core.domain.evidence import Evidence
    from core.services.ports.work import Repositories

blueprint = hat_blueprint("evidence")
ONE = "/dang-ky/<string:registration_id>/minh-chung/<string:evidence_id>"


@blueprint.get(f"{ONE}/tep")
def content(registration_id: str, evidence_id: str) -> Response:
    """Send the file, to be kept on the device."""
    work = platform().store.read(scope())
    return content_answer(work, found(work, registration_id, evidence_id))


@blueprint.get(f"{ONE}/anh-nho")
def thumbnail(registration_id: str, evidence_id: str) -> Response:
    """Send the small picture that pages show."""
    work = platform().store.read(scope())
    return thumbnail_answer(work, found(work, registration_id, evidence_id))


@blueprint.get(f"{ONE}/go")
def ask(registration_id: str, evidence_id: str) -> Response:
    """Ask whether to take a file away."""
    work = platform().store.read(scope())
    evidence = found(work, registration_id, evidence_id)
    registration = work.registrations.get(registration_id)
    permitted(work, registration)
    return page(
        "evidence/remove.html",
        active="registrations",
        evidence=evidence,
        back=t("registration.back_label"),
        title=registration.title,
        about=t("evidence.about_remove"),
        address=item_address(registration_id),
        action=url_for(
            "web_evidence.take_away", registration_id=registration_id, evidence_id=evidence_id
        ),
    )


@blueprint.post(f"{ONE}/go")
def take_away(registration_id: str, evidence_id: str) -> WerkzeugResponse:
    """Take a file away; ``version`` is that of the page that asked."""
    remove_told(found(platform().store.read(scope()), registration_id, evidence_id))
    return redirect(item_address(registration_id), HTTPStatus.SEE_OTHER)


def remove_told(evidence: Evidence) -> None:
    """Take a file away and say so, or why not; raises NotFoundError, ForbiddenError."""
    sent = request.form.get("version", "")
    version = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0  # noqa: PLR2004
    try:
        write(lambda work: remove(evidence.id, version=version, work=work, moment=moment()))
    except StaleVersionError:
        tell(t("act.overtaken"), "short")
    except ConflictError as refusal:
        tell(sentence_of(refusal), "err")
    else:
        tell(t("evidence.removed"))


def found(work: Repositories, registration_id: str, evidence_id: str) -> Evidence:
    """Return a file of that registration; raises NotFoundError, also for another's."""
    evidence = work.evidence.get(evidence_id)
    if evidence.registration != registration_id:
        raise NotFoundError
    return evidence


def item_address(registration_id: str, period: str | None = None) -> str:
    """Return where the evidence of a registration is shown, or of its result of *period*."""
    if period:
        return url_for(
            "web_results.edit", registration_id=registration_id, period=period,
            _anchor="minh-chung",
        )  # fmt: skip
    address = url_for("web_registrations.item", registration_id=registration_id)
    return f"{address}#minh-chung"
