"""What is sent and shown of evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marshmallow import fields, post_load

from core.domain.evidence import (
    LARGEST_FILE,
    LONGEST_CAPTION,
    LONGEST_NAME,
    PIECE,
    Declared,
    MediaType,
    Subject,
)
from core.edge.fields import Answer, Code, Strict, Text, Whole, YesNo

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from core.domain.evidence import Evidence


class DeclaredBody(Strict):
    """A file about to be sent; ``period`` says of which result."""

    name = Text(longest=LONGEST_NAME, shortest=1, required=True)
    size = Whole(1, LARGEST_FILE, required=True)
    sha256 = Text(longest=64, shortest=64, required=True)
    caption = Text(longest=LONGEST_CAPTION, load_default="")
    period = Code(load_default=None, allow_none=True)
    keep_position = YesNo(load_default=False)

    @post_load
    def made(self, data: Mapping[str, Any], **_: Any) -> dict[str, Any]:
        return {"declared": Declared(**data)}


class EvidenceAnswer(Answer):
    """A file of evidence; what is told of its content is null until it is ``ready``.

    ``missing`` are the pieces still to be sent, each of ``piece_size`` bytes but the last.
    """

    id = fields.String(required=True)
    registration = fields.String(required=True, allow_none=True)
    inspection = fields.String(required=True, allow_none=True)
    subject = Code([subject.value for subject in Subject], required=True)
    period = fields.String(required=True, allow_none=True)
    name = fields.String(required=True)
    caption = fields.String(required=True)
    state = Code(["uploading", "ready"], required=True)
    media_type = Code([*MediaType], required=True, allow_none=True)
    size = fields.Integer(required=True, allow_none=True)
    sha256 = fields.String(required=True, allow_none=True)
    sent_size = fields.Integer(required=True)
    sent_sha256 = fields.String(required=True)
    width = fields.Integer(required=True, allow_none=True)
    height = fields.Integer(required=True, allow_none=True)
    position = fields.Boolean(required=True)
    piece_size = fields.Integer(required=True)
    missing = fields.List(fields.Integer(), required=True)
    expires_at = fields.DateTime(required=True, allow_none=True)
    created_by = fields.String(required=True)
    created_at = fields.DateTime(required=True)
    version = fields.Integer(required=True)


def evidence_row(evidence: Evidence, kept: Collection[int] = ()) -> dict[str, Any]:
    """Return what is shown of *evidence*; *kept* are the pieces that have arrived."""
    content, declared = evidence.content, evidence.declared
    expires_at = evidence.expires_at
    return {
        "id": evidence.id,
        "registration": evidence.registration or None,
        "inspection": evidence.inspection or None,
        "subject": evidence.subject.value,
        "period": declared.period,
        "name": declared.name,
        "caption": declared.caption,
        "state": "ready" if evidence.ready else "uploading",
        "media_type": content.media_type.value if content else None,
        "size": content.size if content else None,
        "sha256": content.sha256 if content else None,
        "sent_size": declared.size,
        "sent_sha256": declared.sha256,
        "width": content.width if content else None,
        "height": content.height if content else None,
        "position": content.position if content else False,
        "piece_size": PIECE,
        "missing": [] if content else evidence.missing(kept),
        "expires_at": expires_at.isoformat() if expires_at else None,
        "created_by": evidence.created_by,
        "created_at": evidence.created_at.isoformat(),
        "version": evidence.version,
    }
