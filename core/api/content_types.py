"""Bodies of another type than a call takes are refused before they are read (415)."""

from __future__ import annotations

from flask import abort, request

from core.api.parsing import Blueprint
from core.api.signed_in import BASE

blueprint = Blueprint("content-types", __name__)
"""Has no routes: what it does, it does before every call."""

WITH_BODY = frozenset({"POST", "PUT", "PATCH"})
ALSO_TAKEN = {"/api/v1/users/import": frozenset({"text/csv"})}
BYTES = "application/octet-stream"
BYTES_ONLY = frozenset({"/api/v1/evidence/<string:evidence_id>/pieces/<int:number>"})
"""Rules whose body is part of a file: bytes that mean nothing by themselves."""


@blueprint.before_app_request
def refuse_other_types() -> None:
    """Abort with 415 unless the body is JSON, or what else the path takes; no body is no type.

    A compressed body is none of them: how large it would become nobody has asked for.
    """
    if request.routing_exception is not None or not request.path.startswith(BASE):
        return
    if request.method not in WITH_BODY or not _has_body():
        return
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        abort(415)
    if request.url_rule is not None and request.url_rule.rule in BYTES_ONLY:
        if request.mimetype != BYTES:
            abort(415)
        return
    if request.is_json or request.mimetype in ALSO_TAKEN.get(request.path, ()):
        return
    abort(415)


def _has_body() -> bool:
    return bool(request.content_length) or "Transfer-Encoding" in request.headers
