"""Models to be copied: the library, one of them, and the lineage of an item."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import jsonify
from flask.views import MethodView

from core.api.model_shapes import LineageAnswer, ModelAnswer, lineage_row, model_row
from core.api.paging import CursorQuery, PageQuery, skip_of, with_pagination
from core.api.parsing import Blueprint
from core.api.registrations import EmptyQuery
from core.domain.movements import CONTENTS, Kind
from core.domain.registration_search import Page
from core.edge.cursors import COUNTED, cursor_of, read_cursor
from core.edge.fields import Code, QueryWhole, Text, YesNo
from core.edge.platform import platform, scope
from core.services.lineages import lineage_of, wanted_models

if TYPE_CHECKING:
    from flask import Response

blueprint = Blueprint("models", __name__, url_prefix="/api/v1", description="Mô hình để nhân rộng")


class ModelQuery(CursorQuery):
    """What the library can be narrowed to; ``tenant`` means its whole subtree."""

    tenant = Code()
    organization = Code()
    year = QueryWhole(2000, 2100)
    movement_type = Code()
    kind = Code([kind.value for kind in Kind])
    content = QueryWhole(CONTENTS[0], CONTENTS[-1])
    recognised = YesNo()
    q = Text(longest=100, shortest=2)


@blueprint.route("/models")
class ModelList(MethodView):
    @blueprint.arguments(ModelQuery, location="query")
    @blueprint.response(HTTPStatus.OK, ModelAnswer(many=True))
    def get(self, query: dict[str, Any]) -> Response:
        """List what was recognised near by, and pilots in sight, newest first."""
        work = platform().store.read(scope())
        after = read_cursor(query["after"])
        size = query["page_size"]
        page = Page(limit=size + 1, skip=0 if after else skip_of(query), after=after)
        found = work.models.page(wanted_models(work, query), page, up_to=COUNTED + 1)
        more, rows = len(found.rows) > size, found.rows[:size]
        following = cursor_of(rows[-1].created_at, rows[-1].id) if more else None
        shown = jsonify([model_row(row) for row in rows])
        return with_pagination(shown, query, found.total, following, capped=found.capped)


@blueprint.route("/models/<string:registration_id>")
class ModelItem(MethodView):
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.response(HTTPStatus.OK, ModelAnswer)
    def get(self, _: dict[str, Any], registration_id: str) -> Response:
        """Show what may be told of an item in sight, or of one recognised near by."""
        return jsonify(model_row(platform().store.read(scope()).models.get(registration_id)))


@blueprint.route("/registrations/<string:registration_id>/lineage")
class RegistrationLineage(MethodView):
    @blueprint.arguments(PageQuery, location="query")
    @blueprint.response(HTTPStatus.OK, LineageAnswer)
    def get(self, query: dict[str, Any], registration_id: str) -> Response:
        """Show what an item goes back to, and a page of what was copied from it."""
        lineage = lineage_of(platform().store.read(scope()), registration_id)
        skip = skip_of(query)
        shown = jsonify(lineage_row(lineage, skip=skip, limit=query["page_size"]))
        return with_pagination(shown, query, len(lineage.below), exact=True)
