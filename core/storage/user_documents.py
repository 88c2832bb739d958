"""Users as they lie in the database, and back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bson.int64 import Int64

from core.domain.access import Role
from core.domain.people import HeldAssignment, User
from core.domain.second_factor import SecondFactor

if TYPE_CHECKING:
    from core.storage.database import Document


def document_of(user: User) -> Document:
    """Return the document; ``words`` are what a search compares, days are ISO text."""
    return {
        "_id": user.id,
        "username": user.username,
        "name": user.name,
        "words": list(user.words),
        "disabled": user.disabled,
        "assignments": [_assignment_document(each) for each in user.assignments],
        "password_hash": user.password_hash,
        "generation": user.generation,
        "created_at": user.created_at,
        "version": user.version,
        **({"email": user.email} if user.email else {}),
        **({"second_factor": _factor_document(user.second_factor)} if user.second_factor else {}),
    }


def user_from(document: Document) -> User:
    return User(
        id=document["_id"],
        username=document["username"],
        name=document["name"],
        disabled=document["disabled"],
        assignments=tuple(_assignment_from(each) for each in document["assignments"]),
        password_hash=document["password_hash"],
        generation=document["generation"],
        created_at=document["created_at"],
        version=document["version"],
        email=document.get("email"),
        second_factor=_factor_from(document.get("second_factor")),
    )


def _factor_document(factor: SecondFactor) -> Document:
    return {
        "sealed": factor.sealed,
        "last_step": Int64(factor.last_step),
        "recovery": list(factor.recovery),
        "since": factor.since,
    }


def _factor_from(document: Document | None) -> SecondFactor | None:
    if document is None:
        return None
    return SecondFactor(
        sealed=document["sealed"],
        last_step=int(document["last_step"]),
        recovery=tuple(document["recovery"]),
        since=document["since"],
    )


def _assignment_document(held: HeldAssignment) -> Document:
    days = {"from": held.valid_from, "to": held.valid_to}
    return {
        "id": held.id,
        "tenant": held.tenant,
        "path": held.path,
        "organization": held.organization,
        "role": held.role.value,
        **{key: day.isoformat() for key, day in days.items() if day},
    }


def _assignment_from(document: Document) -> HeldAssignment:
    return HeldAssignment(
        id=document["id"],
        tenant=document["tenant"],
        path=document["path"],
        organization=document["organization"],
        role=Role(document["role"]),
        valid_from=_day(document.get("from")),
        valid_to=_day(document.get("to")),
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
