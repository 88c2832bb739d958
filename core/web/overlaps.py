"""Overlaps («chồng chéo»): the list of a unit's, and one of them side by side, to be settled."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Response, redirect, request, url_for

from core.domain.access import Role
from core.domain.errors import ConflictError, InvalidError, NotFoundError, StaleVersionError
from core.domain.overlap_cases import Verdict
from core.edge.platform import moment, platform, scope
from core.services.overlap_reading import admit_settling
from core.services.settling import Conclusion, settle
from core.web.asked_numbers import sent_version
from core.web.hats import acting, hat_blueprint
from core.web.overlap_case import shown_case
from core.web.overlap_list import listed, read_asked
from core.web.refusals import by_field, sentence_of
from core.web.rendering import page, t, tell
from core.web.writing import write

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from werkzeug.wrappers import Response as WerkzeugResponse

    from core.domain.overlap_cases import OverlapCase
    from core.services.ports.work import Repositories

blueprint = hat_blueprint("overlaps")

LONGEST_REASON = 2000
LEADS = {Verdict.JOINT: "chu-tri", Verdict.DUPLICATE: "giu"}
"""The field that says which of both counts, by conclusion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What was sent: ``verdict`` is empty where none was chosen."""

    verdict: str = ""
    counts: str = ""
    reason: str = ""


@blueprint.get("/chong-cheo")
def index() -> Response:
    """Show the overlaps in one's sight, of itself those that are still to be settled."""
    refuse_administrators()
    work = platform().store.read(scope())
    asked = read_asked(work)
    shown = listed(asked, work)
    return page("overlaps/index.html", active="overlaps", asked=asked, shown=shown)


@blueprint.get("/chong-cheo/<string:case_id>")
def item(case_id: str) -> Response:
    """Show both side by side, what follows from each conclusion, and what was concluded."""
    refuse_administrators()
    return _case_page(case_id)


@blueprint.post("/chong-cheo/<string:case_id>")
def conclude(case_id: str) -> Response | WerkzeugResponse:
    """Settle it, or settle it anew; back to what is still to be settled."""
    refuse_administrators()
    typed = _typed()
    try:
        problems = _problems(typed, case_id)
        if problems:
            return _case_page(case_id, typed, HTTPStatus.UNPROCESSABLE_ENTITY, problems)
        case = write(lambda work: _settle(work, case_id, typed))
    except StaleVersionError:
        done = _done_before(case_id, typed)
        return done or _case_page(case_id, typed, HTTPStatus.CONFLICT, overtaken=True)
    except InvalidError as refusal:
        problems = [{"field": "ket-luan", "message": each} for each in by_field(refusal)["counts"]]
        return _case_page(case_id, typed, HTTPStatus.UNPROCESSABLE_ENTITY, problems)
    except ConflictError as refusal:
        tell(sentence_of(refusal), "err")
        address = url_for("web_overlaps.item", case_id=case_id)
        return redirect(address, HTTPStatus.SEE_OTHER)
    return _settled(case)


def refuse_administrators() -> None:
    """Raise NotFoundError for who administers: consultation is not theirs."""
    if acting().role is Role.ADMIN:
        raise NotFoundError


def _settle(work: Repositories, case_id: str, typed: Typed) -> OverlapCase:
    return settle(
        case_id,
        Conclusion(
            verdict=Verdict(typed.verdict), reason=typed.reason, counts=typed.counts or None
        ),
        version=sent_version() or 0,
        work=work,
        catalogue=platform().catalogue,
        moment=moment(),
    )


def _settled(case: OverlapCase) -> WerkzeugResponse:
    tell(t(f"overlaps.done_{case.status}"))
    return redirect(url_for("web_overlaps.index", nam=case.year), HTTPStatus.SEE_OTHER)


def _done_before(case_id: str, typed: Typed) -> WerkzeugResponse | None:
    """Return the same answer once more to who has pressed twice; None to others."""
    case = platform().store.read(scope()).overlaps.get(case_id)
    made = case.settlement
    same = made is not None and (made.by, made.verdict, made.reason) == (
        scope().user, typed.verdict, typed.reason,
    )  # fmt: skip
    return _settled(case) if same else None


def _typed() -> Typed:
    verdict = request.form.get("ket-luan", "")
    counts = LEADS.get(Verdict(verdict)) if verdict in set(Verdict) else None
    return Typed(
        verdict=verdict,
        counts=request.form.get(counts, "") if counts else "",
        reason=request.form.get("ly-do", "")[:LONGEST_REASON].strip(),
    )


def _problems(typed: Typed, case_id: str) -> list[dict[str, str]]:
    """Return what a conclusion lacks; raises what comes before that, as the API does."""
    admit_settling(platform().store.read(scope()), case_id, version=sent_version() or 0)
    found = []
    if typed.verdict not in set(Verdict):
        found.append({"field": "ket-luan", "message": t("overlaps.choose_verdict")})
    if not typed.reason:
        found.append({"field": "ly-do", "message": t("overlaps.needs_reason")})
    return found


def _case_page(
    case_id: str,
    typed: Typed | None = None,
    status: int = HTTPStatus.OK,
    problems: Sequence[Mapping[str, str]] = (),
    *,
    overtaken: bool = False,
) -> Response:
    shown = shown_case(case_id, platform().store.read(scope()))
    return page(
        "overlaps/case.html",
        status=status,
        active="overlaps",
        shown=shown,
        typed=typed or Typed(verdict=shown.usual_verdict, counts=shown.usual_lead),
        problems=problems,
        errors={each["field"]: each["message"] for each in problems},
        overtaken=overtaken,
    )
