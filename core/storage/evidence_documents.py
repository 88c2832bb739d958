"""What is told of a file of evidence, as the database keeps it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from core.domain.evidence import Content, Declared, Evidence, MediaType

if TYPE_CHECKING:
    from core.storage.database import Document


def document_of(evidence: Evidence) -> Document:
    """Return the document; only what is not ready has ``expires_at``, and goes by itself then."""
    document: Document = {
        "_id": evidence.id,
        "registration": evidence.registration,
        "declared": asdict(evidence.declared),
        "created_by": evidence.created_by,
        "created_at": evidence.created_at,
        "version": evidence.version,
    }
    if evidence.inspection:
        document["inspection"] = evidence.inspection
    if evidence.content is None:
        return document | {"expires_at": evidence.expires_at}
    content = asdict(evidence.content) | {"media_type": evidence.content.media_type.value}
    return document | {"content": content}


def evidence_from(document: Document) -> Evidence:
    content = document.get("content")
    return Evidence(
        id=document["_id"],
        registration=document["registration"],
        inspection=document.get("inspection", ""),
        declared=Declared(**document["declared"]),
        created_by=document["created_by"],
        created_at=document["created_at"],
        version=document["version"],
        content=content and Content(**{**content, "media_type": MediaType(content["media_type"])}),
    )
