"""Telling the audit trail what was done to evidence."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from core.domain.access import FRONT, View
from core.domain.audit import Act
from core.domain.inspections import Inspection
from core.domain.permissions import from_above

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.domain.access import Assignment
    from core.domain.audit import Entry
    from core.domain.evidence import Evidence, Record
    from core.domain.time import Moment
    from core.services.ports.work import Repositories


class EvidenceAct(StrEnum):
    """What is done; the file is seen from ``ADD`` on."""

    DECLARE = "evidence.declare"
    ADD = "evidence.add"
    REMOVE = "evidence.remove"
    GIVE_UP = "evidence.give_up"


UNSEEN = frozenset({EvidenceAct.DECLARE, EvidenceAct.GIVE_UP})
"""What is no part of a registration's history: nobody has ever seen the file."""


def in_history(entries: Iterable[Entry], view: View) -> list[Entry]:
    """Return *entries* without what is told of evidence to nobody, or not in a summary."""
    return [
        entry
        for entry in entries
        if entry.content["target_type"] != "evidence"
        or (view is not View.SUMMARY and entry.content["action"] not in UNSEEN)
    ]


def record(
    work: Repositories,
    act: EvidenceAct,
    evidence: Evidence,
    subject: Record,
    *,
    held: Assignment,
    moment: Moment,
) -> None:
    """Record one act, without a standing of the record: that is not changed by it."""
    above = {"from_above": True} if from_above(held, path=subject.path) else {}
    work.audit.record(
        Act(
            action=act.value,
            target=subject.id,
            target_type="evidence",
            path=subject.path,
            organization=FRONT if isinstance(subject, Inspection) else subject.organization,
            on=moment.today,
            assignment=held.id,
            unsubmitted=_unsent(subject),
            details={**_told(evidence), **above},
        )
    )


def _unsent(subject: Record) -> bool:
    if isinstance(subject, Inspection):
        return subject.conclusions == 0
    return not subject.ever_submitted


def _told(evidence: Evidence) -> dict[str, Any]:
    """Return what the trail keeps: not its name nor its caption, which may name people."""
    told: dict[str, Any] = {
        "evidence": evidence.id,
        evidence.subject.value if evidence.inspection else "registration": evidence.record,
        "sent_sha256": evidence.declared.sha256,
    }
    if evidence.declared.period:
        told["period"] = evidence.declared.period
    if evidence.content:
        told |= {
            "media_type": evidence.content.media_type.value,
            "size": evidence.content.size,
            "sha256": evidence.content.sha256,
            "position": evidence.content.position,
        }
    return told
