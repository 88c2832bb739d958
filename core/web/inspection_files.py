"""The files of an inspection on its page: added, handed out, and taken away."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import redirect, url_for

from core.domain.errors import NotFoundError
from core.edge.evidence_files import content_answer, thumbnail_answer
from core.edge.platform import moment, platform, scope
from core.services.evidence import declare_of_inspection
from core.services.evidence_access import permitted, whole_inspection
from core.web.evidence import remove_told
from core.web.evidence_steps import begun, finished, piece_kept, take_whole
from core.web.inspection_pages import refuse_administrators
from core.web.rendering import front_of, page, t

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.wrappers import Response as WerkzeugResponse

    from core.domain.evidence import Declared, Evidence
    from core.domain.inspections import Inspection
    from core.services.ports.work import Repositories


def add_file(inspection_id: str) -> WerkzeugResponse:
    """Take one file whole."""
    _whole(inspection_id)
    take_whole(partial(_declare, inspection_id))
    return _back(inspection_id)


def begin_file(inspection_id: str) -> Response:
    """Declare a file a script is going to send."""
    return begun(_whole(inspection_id), partial(_declare, inspection_id))


def piece(inspection_id: str, evidence_id: str, number: int) -> Response:
    """Take one piece of a file."""
    _whole(inspection_id)
    return piece_kept(_found(_work(), inspection_id, evidence_id), number)


def finish(inspection_id: str, evidence_id: str) -> Response:
    """Have the pieces of a file looked through."""
    _whole(inspection_id)
    return finished(_found(_work(), inspection_id, evidence_id))


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
            front=front_of(work.tenants.get(inspection.tenant)),
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


def _work() -> Repositories:
    return platform().store.read(scope())


def _whole(inspection_id: str) -> Inspection:
    """Return what files are added to; raises NotFoundError, ForbiddenError to who reads only."""
    refuse_administrators()
    return whole_inspection(_work(), inspection_id)


def _declare(inspection_id: str, work: Repositories, declared: Declared) -> Evidence:
    return declare_of_inspection(inspection_id, declared, work=work, moment=moment())


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
