"""Evidence: photos and files of a registration and its results, sent in pieces."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Response, jsonify, request
from flask.views import MethodView

from core.api.body_documents import documented
from core.api.content_types import BYTES
from core.api.evidence_shapes import DeclaredBody, EvidenceAnswer, evidence_row
from core.api.ordering import refusing_first
from core.api.parsing import Blueprint
from core.api.preconditions import sent_version, with_version
from core.api.registrations import EmptyQuery
from core.api.writing import Reply2xx, changing, creating, idempotency_key
from core.domain.evidence import PIECE, MediaType
from core.edge.evidence_files import content_answer, thumbnail_answer
from core.edge.platform import moment, platform, scope
from core.services.evidence import (
    complete,
    declare,
    declare_of_inspection,
    keep_piece,
    remove,
)
from core.services.evidence_access import (
    check_adding,
    check_changing,
    check_sending,
    whole_inspection,
)

if TYPE_CHECKING:
    from core.domain.evidence import Record
    from core.services.ports.work import Repositories

blueprint = Blueprint(
    "evidence", __name__, url_prefix="/api/v1", description="Minh chứng: ảnh và tệp"
)
FILE = {"schema": {"type": "string", "format": "binary"}}
UNCHANGED = {HTTPStatus.NOT_MODIFIED: {"description": "Vẫn là tệp đã tải (If-None-Match)."}}
AS_A_FILE = {HTTPStatus.OK: {"content": {kind.value: FILE for kind in MediaType}}, **UNCHANGED}
AS_A_PHOTO = {HTTPStatus.OK: {"content": {MediaType.JPEG.value: FILE}}, **UNCHANGED}
PIECE_DOCUMENT = {"type": "string", "format": "binary", "minLength": 1, "maxLength": PIECE}


def _check_adding(registration_id: str, **_: Any) -> None:
    work = platform().store.read(scope())
    check_adding(work, work.registrations.get(registration_id))
    idempotency_key()


def _check_adding_to(inspection_id: str, **_: Any) -> None:
    work = platform().store.read(scope())
    check_adding(work, whole_inspection(work, inspection_id))
    idempotency_key()


def _check_sending(evidence_id: str, **_: Any) -> None:
    check_sending(platform().store.read(scope()), evidence_id)


def _check_changing(evidence_id: str, **_: Any) -> None:
    check_changing(platform().store.read(scope()), evidence_id, version=sent_version())


@blueprint.route("/registrations/<string:registration_id>/evidence")
class EvidenceList(MethodView):
    @refusing_first(_check_adding)
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.arguments(DeclaredBody)
    @blueprint.response(HTTPStatus.CREATED, EvidenceAnswer)
    def post(self, _: dict[str, Any], body: dict[str, Any], registration_id: str) -> Response:
        """Declare a file, whose pieces are sent then."""

        def begin(work: Repositories) -> Reply2xx:
            made = declare(
                registration_id,
                **body,
                work=work,
                moment=moment(),
            )
            return Reply2xx(
                body=evidence_row(made), status=HTTPStatus.CREATED, version=made.version
            )

        return creating(begin)

    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.response(HTTPStatus.OK, EvidenceAnswer(many=True))
    def get(self, _: dict[str, Any], registration_id: str) -> Response:
        """List the files of a registration and its results, the oldest first; one's unfinished."""
        work = platform().store.read(scope())
        return _listed(work, work.registrations.get(registration_id))


@blueprint.route("/inspections/<string:inspection_id>/evidence")
class InspectionEvidenceList(MethodView):
    @refusing_first(_check_adding_to)
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.arguments(DeclaredBody)
    @blueprint.response(HTTPStatus.CREATED, EvidenceAnswer)
    def post(self, _: dict[str, Any], body: dict[str, Any], inspection_id: str) -> Response:
        """Declare a file of an inspection, whose pieces are sent then; not once it is concluded."""

        def begin(work: Repositories) -> Reply2xx:
            made = declare_of_inspection(inspection_id, **body, work=work, moment=moment())
            return Reply2xx(
                body=evidence_row(made), status=HTTPStatus.CREATED, version=made.version
            )

        return creating(begin)

    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.response(HTTPStatus.OK, EvidenceAnswer(many=True))
    def get(self, _: dict[str, Any], inspection_id: str) -> Response:
        """List the files of an inspection that one sees whole, the oldest first."""
        work = platform().store.read(scope())
        return _listed(work, whole_inspection(work, inspection_id))


def _listed(work: Repositories, record: Record) -> Response:
    found = work.evidence.of(record)
    kept = {each.id: () if each.ready else work.evidence.kept(each) for each in found}
    return jsonify([evidence_row(each, kept[each.id]) for each in found])


@blueprint.route("/evidence/<string:evidence_id>")
class EvidenceItem(MethodView):
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.response(HTTPStatus.OK, EvidenceAnswer)
    def get(self, _: dict[str, Any], evidence_id: str) -> Response:
        """Show what is known of a file, and of an unfinished one's pieces which are missing."""
        work = platform().store.read(scope())
        found = work.evidence.get(evidence_id)
        kept = () if found.ready else work.evidence.kept(found)
        return with_version(jsonify(evidence_row(found, kept)), found.version)

    @refusing_first(_check_changing)
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.response(HTTPStatus.NO_CONTENT)
    def delete(self, _: dict[str, Any], evidence_id: str) -> Response:
        """Take a file away, or give up sending it."""

        def drop(work: Repositories) -> Reply2xx:
            remove(
                evidence_id,
                version=sent_version(),
                work=work,
                moment=moment(),
            )
            return Reply2xx(body=None, status=HTTPStatus.NO_CONTENT)

        return changing(drop)


@blueprint.route("/evidence/<string:evidence_id>/pieces/<int:number>")
class EvidencePiece(MethodView):
    @refusing_first(_check_sending)
    @blueprint.arguments(EmptyQuery, location="query")
    @documented((BYTES, PIECE_DOCUMENT))
    @blueprint.response(HTTPStatus.NO_CONTENT)
    def put(self, _: dict[str, Any], evidence_id: str, number: int) -> Response:
        """Send a piece, counted from 0, in any order; the same again does no harm."""
        work = platform().store.read(scope())
        keep_piece(evidence_id, number, request.get_data(cache=False), work=work)
        return Response(status=HTTPStatus.NO_CONTENT)


@blueprint.route("/evidence/<string:evidence_id>/completion")
class EvidenceCompletion(MethodView):
    @refusing_first(_check_changing)
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.response(HTTPStatus.OK, EvidenceAnswer)
    def post(self, _: dict[str, Any], evidence_id: str) -> Response:
        """Have the pieces put together and looked through: then all see it who see the record."""
        done = complete(
            evidence_id,
            version=sent_version(),
            store=platform().store,
            scope=scope(),
            moment=moment(),
        )
        return with_version(jsonify(evidence_row(done)), done.version)


@blueprint.route("/evidence/<string:evidence_id>/content")
class EvidenceContent(MethodView):
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.response(HTTPStatus.OK)
    @blueprint.doc(responses=AS_A_FILE)
    def get(self, _: dict[str, Any], evidence_id: str) -> Response:
        """Send the file, as an attachment."""
        work = platform().store.read(scope())
        return content_answer(work, work.evidence.get(evidence_id))


@blueprint.route("/evidence/<string:evidence_id>/thumbnail")
class EvidenceThumbnail(MethodView):
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.response(HTTPStatus.OK)
    @blueprint.doc(responses=AS_A_PHOTO)
    def get(self, _: dict[str, Any], evidence_id: str) -> Response:
        """Send the small picture of a photo."""
        work = platform().store.read(scope())
        return thumbnail_answer(work, work.evidence.get(evidence_id))
