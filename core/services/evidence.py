"""Adding evidence: declared, sent in pieces, looked through, and only then there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from uuid import uuid4

from core.domain.errors import ConflictError, InvalidError, Problem, UnavailableError
from core.domain.evidence import Evidence, refuse_too_many
from core.domain.inspections import Inspection
from core.services.evidence_access import (
    check_sending,
    of_record,
    permitted,
    record_of,
    refuse_now,
    refuse_removal,
    whole_inspection,
)
from core.services.evidence_recording import EvidenceAct, record
from core.services.examining import digest_of, examine
from core.services.versions import refuse_other_version

if TYPE_CHECKING:
    from core.domain.access import Scope
    from core.domain.evidence import Declared, Examined, Record
    from core.domain.time import Moment
    from core.services.ports.work import Repositories, Store


def declare(
    registration_id: str,
    declared: Declared,
    *,
    work: Repositories,
    moment: Moment,
) -> Evidence:
    """Begin an upload; its pieces are waited for ``UNFINISHED``.

    Raises NotFoundError (also for a result that is not there), ForbiddenError, InvalidError
    (``file_too_large``, ``too_many_files``, ``files_too_large``, ``not_sha256``), ConflictError
    (``wrong_state``, ``locked``).
    """
    return _declare(work.registrations.get(registration_id), declared, work=work, moment=moment)


def declare_of_inspection(
    inspection_id: str,
    declared: Declared,
    *,
    work: Repositories,
    moment: Moment,
) -> Evidence:
    """Begin an upload to an inspection, as :func:`declare` does to a registration.

    Raises ConflictError ``inspection_concluded`` besides.
    """
    return _declare(whole_inspection(work, inspection_id), declared, work=work, moment=moment)


def _declare(
    subject: Record, declared: Declared, *, work: Repositories, moment: Moment
) -> Evidence:
    others = work.evidence.all_of(subject)
    held = permitted(work, subject)
    if problems := declared.problems():
        raise InvalidError(problems=problems)
    period = of_record(work, subject, declared.period)
    refuse_too_many(declared, others)
    refuse_now(subject, period, work=work, today=moment.today)
    evidence = Evidence(
        id=uuid4().hex,
        registration="" if isinstance(subject, Inspection) else subject.id,
        inspection=subject.id if isinstance(subject, Inspection) else "",
        declared=declared,
        created_by=work.scope.user,
        created_at=moment.now,
    )
    work.evidence.take_turn(subject)
    work.evidence.add(evidence)
    record(work, EvidenceAct.DECLARE, evidence, subject, held=held, moment=moment)
    return evidence


def keep_piece(evidence_id: str, number: int, piece: bytes, *, work: Repositories) -> None:
    """Keep one piece of what was declared; sent again it does no harm.

    Raises NotFoundError, ForbiddenError, InvalidError (``no_such_piece``, ``piece_size``),
    ConflictError (``upload_complete``, ``piece_differs``).
    """
    evidence = check_sending(work, evidence_id)
    size = evidence.piece_size(number)
    if not size:
        raise InvalidError(problems=[Problem("number", "no_such_piece")])
    if len(piece) != size:
        raise InvalidError(problems=[Problem("", "piece_size", {"size": size})])
    if evidence.ready:
        raise ConflictError("upload_complete")
    work.evidence.keep_piece(evidence, number, piece)


def complete(
    evidence_id: str,
    *,
    version: int | None,
    store: Store,
    scope: Scope,
    moment: Moment,
) -> Evidence:
    """Put the pieces together, look through them and keep what may be kept; all see it then.

    Raises NotFoundError, ForbiddenError, PreconditionMissingError, StaleVersionError, InvalidError
    (``content``: why it is not kept), ConflictError (``pieces_missing``, ``locked``,
    ``wrong_state``), UnavailableError. What is refused stays unfinished until it is removed or
    expires.
    """
    work = store.read(scope)
    evidence = work.evidence.get(evidence_id)
    permitted(work, record_of(work, evidence))
    refuse_other_version(evidence.version, version)
    if evidence.ready:
        raise ConflictError("upload_complete")
    if missing := evidence.missing(work.evidence.kept(evidence)):
        raise ConflictError("pieces_missing", missing=missing)
    try:
        with TemporaryDirectory(prefix="chungsuc-") as folder:
            examined = _examined(evidence, Path(folder) / "sent", work)
            return store.write(scope, lambda work: _kept(evidence, examined, work, moment))
    except OSError as error:  # no room on this machine's disk, or for another process
        raise UnavailableError from error


def _examined(evidence: Evidence, file: Path, work: Repositories) -> Examined:
    """Put the pieces together in *file*, and return what is to be kept of it."""
    with file.open("wb") as sent:
        for piece in work.evidence.pieces(evidence):
            sent.write(piece)
    if digest_of(file) != (evidence.declared.sha256, evidence.declared.size):
        raise InvalidError(problems=[Problem("sha256", "sha256_differs")])
    return examine(file, keep_position=evidence.declared.keep_position)


def _kept(
    evidence: Evidence,
    examined: Examined,
    work: Repositories,
    moment: Moment,
) -> Evidence:
    subject = record_of(work, evidence)
    held = permitted(work, subject)
    period = of_record(work, subject, evidence.declared.period)
    refuse_now(subject, period, work=work, today=moment.today)
    kept = evidence.completed(examined.content)
    others = [each for each in work.evidence.all_of(subject) if each.id != evidence.id]
    refuse_too_many(replace(evidence.declared, size=examined.content.size), others)
    work.evidence.take_turn(subject)
    work.evidence.complete(kept, examined)
    record(work, EvidenceAct.ADD, kept, subject, held=held, moment=moment)
    return kept


def remove(
    evidence_id: str,
    *,
    version: int | None,
    work: Repositories,
    moment: Moment,
) -> None:
    """Take a file away, or give up sending it.

    Raises NotFoundError, ForbiddenError, PreconditionMissingError, StaleVersionError,
    ConflictError (``evidence_relied_on``, ``wrong_state``, ``locked``).
    """
    evidence = work.evidence.get(evidence_id)
    subject = record_of(work, evidence)
    held = permitted(work, subject)
    refuse_other_version(evidence.version, version)
    if evidence.ready:
        period = of_record(work, subject, evidence.declared.period)
        refuse_removal(subject, period)
        refuse_now(subject, period, work=work, today=moment.today)
    work.evidence.take_turn(subject)
    work.evidence.remove(evidence)
    act = EvidenceAct.REMOVE if evidence.ready else EvidenceAct.GIVE_UP
    record(work, act, evidence, subject, held=held, moment=moment)
