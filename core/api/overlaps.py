"""Overlaps: two registrations that may be one work, and what the Front settles about them."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Response, jsonify
from flask.views import MethodView

from core.api.ordering import refusing_first
from core.api.overlap_shapes import OverlapAnswer, case_row
from core.api.paging import CursorQuery, skip_of, with_pagination
from core.api.parsing import Blueprint
from core.api.preconditions import sent_version, with_version
from core.api.registrations import EmptyQuery
from core.api.writing import Reply2xx, changing
from core.domain.overlap_cases import OPEN, STATUSES, LikeliestPage, Verdict
from core.domain.registration_search import Page
from core.edge.cursors import (
    COUNTED,
    cursor_of,
    points_cursor_of,
    read_cursor,
    read_points_cursor,
)
from core.edge.fields import Code, QueryWhole, Strict, Text
from core.edge.platform import moment, platform, scope
from core.services.overlap_reading import admit_settling, find_cases, find_open_cases
from core.services.settling import Conclusion, settle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.domain.overlap_cases import OverlapCase
    from core.services.ports.work import Repositories

blueprint = Blueprint("overlaps", __name__, url_prefix="/api/v1/overlaps", description="Chồng chéo")


class OverlapQuery(CursorQuery):
    """What a list can be narrowed to; ``tenant`` means its whole subtree."""

    tenant = Code()
    year = QueryWhole(2000, 2100)
    status = Code([*STATUSES])


class ConclusionBody(Strict):
    """The conclusion, why, and which of both counts where they are one work."""

    verdict = Code([verdict.value for verdict in Verdict], required=True)
    reason = Text(longest=2000, shortest=1, lines=True, required=True)
    counts = Code(load_default=None, allow_none=True)


def _check_settling(case_id: str, **_: Any) -> None:
    admit_settling(platform().store.read(scope()), case_id, version=sent_version())


@blueprint.route("")
class OverlapList(MethodView):
    @blueprint.arguments(OverlapQuery, location="query")
    @blueprint.response(HTTPStatus.OK, OverlapAnswer(many=True))
    def get(self, query: dict[str, Any]) -> Response:
        """List overlaps, the newest first; those that are open (``status``) by points, most first.

        A cursor of one order is none of the other.
        """
        size = query["page_size"]
        rows, total = (_likeliest if query.get("status") == OPEN else _newest)(query)
        more, shown = len(rows) > size, rows[:size]
        following = _place(query, shown[-1]) if more else None
        return with_pagination(jsonify([case_row(row) for row in shown]), query, total, following)


def _likeliest(query: dict[str, Any]) -> tuple[Sequence[OverlapCase], int]:
    after = read_points_cursor(query["after"])
    return find_open_cases(
        platform().store.read(scope()),
        tenant=query.get("tenant"),
        year=query.get("year"),
        page=LikeliestPage(
            limit=query["page_size"] + 1, skip=0 if after else skip_of(query), after=after
        ),
        up_to=COUNTED + 1,
    )


def _newest(query: dict[str, Any]) -> tuple[Sequence[OverlapCase], int]:
    after = read_cursor(query["after"])
    return find_cases(
        platform().store.read(scope()),
        tenant=query.get("tenant"),
        year=query.get("year"),
        status=query.get("status"),
        page=Page(limit=query["page_size"] + 1, skip=0 if after else skip_of(query), after=after),
        up_to=COUNTED + 1,
    )


def _place(query: dict[str, Any], last: OverlapCase) -> str:
    if query.get("status") == OPEN:
        return points_cursor_of(last.score, last.id)
    return cursor_of(last.found_at, last.id)


@blueprint.route("/<string:case_id>")
class OverlapItem(MethodView):
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.response(HTTPStatus.OK, OverlapAnswer)
    def get(self, _: dict[str, Any], case_id: str) -> Response:
        """Show an overlap."""
        case = platform().store.read(scope()).overlaps.get(case_id)
        return with_version(jsonify(case_row(case)), case.version)


@blueprint.route("/<string:case_id>/resolution")
class OverlapResolution(MethodView):
    @refusing_first(_check_settling)
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.arguments(ConclusionBody)
    @blueprint.response(HTTPStatus.OK, OverlapAnswer)
    def post(self, _: dict[str, Any], body: dict[str, Any], case_id: str) -> Response:
        """Settle an overlap, or settle it anew; ``counts`` is by default what was sent first."""
        conclusion = Conclusion(
            verdict=Verdict(body["verdict"]), reason=body["reason"], counts=body["counts"]
        )

        def conclude(work: Repositories) -> Reply2xx:
            case = settle(
                case_id,
                conclusion,
                version=sent_version(),
                work=work,
                catalogue=platform().catalogue,
                moment=moment(),
            )
            return Reply2xx(body=case_row(case), version=case.version)

        return changing(conclude)
