"""Carrying out writes: one transaction each, and the same answer for the same key."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Response, current_app, jsonify, request

from core.api.preconditions import with_version
from core.domain.errors import InvalidError, PreconditionMissingError, Problem
from core.domain.replies import Reply
from core.edge.platform import moment, platform, scope

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.domain.foreseen import Foreseen
    from core.services.ports.work import Repositories

LONGEST_KEY = 128


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply2xx:
    """What a write answers: data for JSON, a status, and the record's version if it has one.

    ``kept_body`` is what a repeated request is answered, where *body* holds a secret that is shown
    once and stored nowhere.
    """

    body: Any
    status: int = 200
    version: int | None = None
    kept_body: Any = None


def changing(act: Callable[[Repositories], Reply2xx], foreseen: Foreseen | None = None) -> Response:
    """Run *act* in a transaction and answer once it is durable; *foreseen* as in ``creating``."""
    return _response(platform().store.write(scope(), act, foreseen))


def creating(act: Callable[[Repositories], Reply2xx], foreseen: Foreseen | None = None) -> Response:
    """Run *act* once for an ``Idempotency-Key``: sent again, it gets the first answer again.

    With *foreseen* it is committed in company (``ports.work.Store.write``).
    Raises PreconditionMissingError without a key, InvalidError when the key was used for another
    request. Only what succeeded is remembered, in the same transaction.
    """
    key = idempotency_key()
    print_ = request_fingerprint()

    def once(work: Repositories) -> tuple[Reply, str | None]:
        kept = work.replies.find(key)
        if kept is not None:
            if kept.fingerprint != print_:
                raise InvalidError("idempotency_key_reused")
            return kept, None
        done = act(work)
        body = current_app.json.dumps(done.body)
        reply = Reply(
            key=key,
            fingerprint=print_,
            status=done.status,
            body=body if done.kept_body is None else current_app.json.dumps(done.kept_body),
            etag=None if done.version is None else str(done.version),
            kept_at=moment().now,
        )
        work.replies.keep(reply)
        return reply, body

    reply, first_body = platform().store.write(scope(), once, foreseen)
    body = reply.body if first_body is None else first_body
    response = current_app.response_class(body, reply.status, mimetype="application/json")
    if reply.etag is not None:
        with_version(response, int(reply.etag))
    if first_body is None:
        response.headers["Idempotency-Replayed"] = "true"
    return response


def idempotency_key() -> str:
    """Return the request's key: 1 to 128 printable ASCII characters."""
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        raise PreconditionMissingError("idempotency_key_missing")
    if len(key) > LONGEST_KEY or not (key.isascii() and key.isprintable()):
        raise InvalidError(problems=[Problem("Idempotency-Key", "not_a_key")])
    return key


def request_fingerprint() -> str:
    """Return the SHA-256 of all that makes the request what it is."""
    told = (request.method, request.full_path, request.headers.get("Act-As", ""))
    return hashlib.sha256("\n".join(told).encode() + b"\n" + request.get_data()).hexdigest()


def _response(done: Reply2xx) -> Response:
    if done.status == 204:  # noqa: PLR2004 — No Content has no body
        return Response(status=204)
    response = jsonify(done.body)
    response.status_code = done.status
    return response if done.version is None else with_version(response, done.version)
