"""The files of an inspection on its page: added by a form, handed out, and taken away."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import redirect, request, url_for

from core.domain.errors import ConflictError, InvalidError, NotFoundError
from core.edge.evidence_files import content_answer, thumbnail_answer
from core.edge.platform import moment, platform, scope
from core.services.evidence import declare_of_inspection
from core.services.evidence_access import permitted, whole_inspection
from core.web.evidence import remove_told
from core.web.evidence_sending import sent_file, sentences_of
from core.web.inspection_pages import refuse_administrators
from core.web.naming import in_a_sentence
from core.web.rendering import page, t, tell

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.wrappers import Response as WerkzeugResponse

    from core.domain.evidence import Evidence
    from core.services.ports.work import Repositories


def add_file(inspection_id: str) -> WerkzeugResponse:
    """Take one file whole, chosen in ``tep`` or photographed in ``chup``."""
    refuse_administrators()
    whole_inspection(platform().store.read(scope()), inspection_id)
    files = (request.files.get(name) for name in ("chup", "tep"))
    file = next((each for each in files if each and each.filename), None)
    if file is None:
        tell(t("evidence.no_file"), "err")
        return _back(inspection_id)
    try:
        kept = sent_file(
            lambda work, declared: declare_of_inspection(
                inspection_id, declared, work=work, moment=moment()
            ),
            file.filename or "",
            file.stream,
        )
    except (InvalidError, ConflictError) as refusal:
        tell(" ".join(sentences_of(refusal)), "err")
    else:
        tell(t("evidence.added", name=kept.declared.name))
    return _back(inspection_id)


def content(inspection_id: str, evidence_id: str) -> Response:
    """Send a file, to be kept on the device."""
    work = platform().store.read(scope())
    return content_answer(work, _found(work, inspection_id, evidence_id))


def thumbnail(inspection_id: str, evidence_id: str) -> Response:
    """Send the small picture that pages show."""
    work = platform().store.read(scope())
    return thumbnail_answer(work, _found(work, inspection_id, evidence_id))


def ask(inspection_id: str, evidence_id: str) -> Response:
    """Ask whether to take a file away."""
    refuse_administrators()
    work = platform().store.read(scope())
    inspection = whole_inspection(work, inspection_id)
    evidence = _found(work, inspection_id, evidence_id)
    permitted(work, inspection)
    return page(
        "evidence/remove.html",
        active="inspections",
        evidence=evidence,
        back=t("inspections.back_label"),
        title=t(
            "inspections.of_unit_year",
            place=in_a_sentence(work.tenants.get(inspection.tenant)),
            year=inspection.year,
        ),
        about=t("inspections.about_remove"),
        address=_files_of(inspection_id),
        action=url_for(
            "web_inspections.take_away", inspection_id=inspection_id, evidence_id=evidence_id
        ),
    )


def take_away(inspection_id: str, evidence_id: str) -> WerkzeugResponse:
    """Take a file away from a draft; ``version`` is that of the page that asked."""
    refuse_administrators()
    remove_told(_found(platform().store.read(scope()), inspection_id, evidence_id))
    return _back(inspection_id)


def _found(work: Repositories, inspection_id: str, evidence_id: str) -> Evidence:
    evidence = work.evidence.get(evidence_id)
    if evidence.inspection != inspection_id:
        raise NotFoundError
    return evidence


def _back(inspection_id: str) -> WerkzeugResponse:
    return redirect(_files_of(inspection_id), HTTPStatus.SEE_OTHER)


def _files_of(inspection_id: str) -> str:
    address = url_for("web_inspections.item", inspection_id=inspection_id)
    return f"{address}#minh-chung"
