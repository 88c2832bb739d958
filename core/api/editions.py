"""The signed-off editions of a report, and what has changed since the last one."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Response, jsonify
from flask.views import MethodView

from core.api.parsing import Blueprint
from core.api.registrations import EmptyQuery
from core.api.report_shapes import (
    LISTED,
    DriftAnswer,
    EditionAnswer,
    EditionFullAnswer,
    ShelfAnswer,
    changed_row,
    drift_row,
    edition_row,
)
from core.domain.errors import NotFoundError
from core.edge.platform import moment, platform, scope
from core.services.drifting import changes_of, drift_of
from core.services.report_access import read_in_full

if TYPE_CHECKING:
    from core.services.ports.work import Repositories

blueprint = Blueprint(
    "editions", __name__, url_prefix="/api/v1/reports", description="Báo cáo đã chốt"
)

MOST_DIGITS = 4


@blueprint.route("/<string:report_id>/editions")
class EditionList(MethodView):
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.response(HTTPStatus.OK, EditionAnswer(many=True))
    def get(self, _: dict[str, Any], report_id: str) -> Response:
        """List the editions of a report: the freeze, then its amendments."""
        work = platform().store.read(scope())
        report = read_in_full(work, report_id)
        return jsonify([edition_row(each) for each in work.editions.of_report(report.id)])


@blueprint.route("/<string:report_id>/editions/<string:number>")
class EditionItem(MethodView):
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.response(HTTPStatus.OK, EditionFullAnswer)
    def get(self, _: dict[str, Any], report_id: str, number: str) -> Response:
        """Show an edition, with the text that was hashed."""
        work = platform().store.read(scope())
        edition = _edition(work, report_id, number)
        signed = changes_of(work, edition)
        body = {
            "count": len(signed.changes),
            "changes": [
                changed_row(change, signed.touches[change["id"]], signed.measures)
                for change in signed.changes[:LISTED]
            ],
            "text": edition.text,
            "content": edition.content,
        }
        return jsonify(edition_row(edition) | body)


@blueprint.route("/<string:report_id>/editions/<string:number>/items/<string:sha256>")
class EditionItems(MethodView):
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.response(HTTPStatus.OK, ShelfAnswer)
    def get(self, _: dict[str, Any], report_id: str, number: str, sha256: str) -> Response:
        """Show rows of items that an edition names by their hash, with the text that was hashed."""
        work = platform().store.read(scope())
        edition = _edition(work, report_id, number)
        return jsonify(work.editions.shelf(edition, sha256)._asdict())


@blueprint.route("/<string:report_id>/drift")
class DriftView(MethodView):
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.response(HTTPStatus.OK, DriftAnswer)
    def get(self, _: dict[str, Any], report_id: str) -> Response:
        """Show what has changed below a frozen report since it was signed off."""
        work = platform().store.read(scope())
        report = read_in_full(work, report_id)
        measures = platform().catalogue.measures
        drift = drift_of(work, report, measures=measures, today=moment().today)
        shown = [change["id"] for change in drift.changes[:LISTED]]
        touches = work.audit.writers(shown, since=drift.edition.frozen_at)
        return jsonify(drift_row(drift, touches))


def _edition(work: Repositories, report_id: str, number: str) -> Any:
    report = read_in_full(work, report_id)
    if not (number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS):
        raise NotFoundError
    return work.editions.get(report.id, int(number))
