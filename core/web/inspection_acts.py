"""What is done to an inspection as a whole: it is reopened with a reason, or deleted."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import redirect, request, url_for

from core.domain.errors import ConflictError, InvalidError, StaleVersionError
from core.domain.inspection_rules import InspectionAction
from core.edge.platform import moment, platform
from core.services.concluding import carry_out
from core.services.inspecting import delete
from core.web.asked_numbers import sent_version
from core.web.inspection_pages import refuse_administrators
from core.web.refusals import sentence_of
from core.web.rendering import t, tell
from core.web.writing import write

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as WerkzeugResponse

LONGEST_REASON = 2000


def reopen(inspection_id: str) -> WerkzeugResponse:
    """Make a draft of it again; what it did to results stays until it is concluded anew."""
    refuse_administrators()
    version, reason = sent_version() or 0, request.form.get("ly-do", "")[:LONGEST_REASON]
    address = url_for("web_inspections.item", inspection_id=inspection_id)
    try:
        write(
            lambda work: carry_out(
                inspection_id, InspectionAction.REOPEN, reason=reason, version=version, work=work,
                catalogue=platform().catalogue, moment=moment(),
            )
        )  # fmt: skip
    except InvalidError:
        tell(t("inspections.reason_needed"), "err")
        address += "#mo-lai"
    except (ConflictError, StaleVersionError) as error:
        tell(sentence_of(error), "err")
    else:
        tell(t("inspections.reopened"))
    return redirect(address, HTTPStatus.SEE_OTHER)


def remove(inspection_id: str) -> WerkzeugResponse:
    """Delete a draft that was never concluded."""
    refuse_administrators()
    version = sent_version() or 0
    try:
        write(lambda work: delete(inspection_id, version=version, work=work, moment=moment()))
    except (ConflictError, StaleVersionError) as error:
        tell(sentence_of(error), "err")
        address = url_for("web_inspections.item", inspection_id=inspection_id)
        return redirect(address, HTTPStatus.SEE_OTHER)
    tell(t("inspections.removed"))
    return redirect(url_for("web_inspections.index"), HTTPStatus.SEE_OTHER)
