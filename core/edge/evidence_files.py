"""Files of evidence on their way out: as attachments, under the program's own names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, request

from core.domain.errors import NotFoundError
from core.domain.evidence import MediaType, file_name

if TYPE_CHECKING:
    from core.domain.evidence import Evidence
    from core.services.ports.work import Repositories

LOCKED_UP = "default-src 'none'; sandbox"
"""Should a browser show it after all, then without scripts and in an origin of its own."""


def content_answer(work: Repositories, evidence: Evidence) -> Response:
    """Send a file a chunk at a time; raises NotFoundError while it is not ready."""
    if evidence.content is None:
        raise NotFoundError
    response = Response(work.evidence.content(evidence), mimetype=evidence.content.media_type)
    response.content_length = evidence.content.size
    return _attached(response, evidence, evidence.content.media_type)


def thumbnail_answer(work: Repositories, evidence: Evidence) -> Response:
    """Send the small picture of a photo; raises NotFoundError where there is none."""
    response = Response(work.evidence.thumbnail(evidence), mimetype=MediaType.JPEG)
    return _attached(response, evidence, MediaType.JPEG)


def _attached(response: Response, evidence: Evidence, media_type: MediaType) -> Response:
    name = file_name(evidence, media_type)
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    response.headers["Content-Security-Policy"] = LOCKED_UP
    response.headers["X-Content-Type-Options"] = "nosniff"
    # Asked for each time, for a right may have been taken; sent again only if it was not sent.
    response.headers["Cache-Control"] = "private, no-cache"
    response.set_etag(f"{evidence.id}-{media_type.ending}")
    response.make_conditional(request)
    return response
