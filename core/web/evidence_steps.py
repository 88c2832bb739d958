"""How a page's file becomes evidence of a record: carried whole by a form, or piece by piece."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from flask import Response, jsonify, request

from core.domain.errors import ConflictError, DomainError, InvalidError, Problem
from core.domain.evidence import LARGEST_FILE, LONGEST_CAPTION, LONGEST_NAME, MIB, PIECE, Declared
from core.domain.text import normalized
from core.edge.platform import moment, platform, scope
from core.edge.statuses import status_of
from core.services.evidence import complete, keep_piece, remove
from core.web.refusals import by_field
from core.web.rendering import t, tell
from core.web.writing import once, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import IO

    from core.domain.evidence import Evidence, Record
    from core.services.ports.work import Repositories

    Declaring = Callable[[Repositories, Declared], Evidence]
    """Begins a file of one record, as the use cases do."""


def take_whole(declaring: Declaring) -> None:
    """Take one file, chosen in ``tep`` or photographed in ``chup``, and say what came of it."""
    files = (request.files.get(name) for name in ("chup", "tep"))
    file = next((each for each in files if each and each.filename), None)
    if file is None:
        tell(t("evidence.no_file"), "err")
        return
    try:
        kept = _sent(declaring, file.filename or "", file.stream)
    except (InvalidError, ConflictError) as refusal:
        tell(" ".join(_sentences(refusal)), "err")
    else:
        tell(t("evidence.added", name=kept.declared.name))


def begun(subject: Record, declaring: Declaring) -> Response:
    """Declare a file a script is going to send; the same file begun before is gone on with."""
    size = request.form.get("size", "")
    sha256 = request.form.get("sha256", "")
    length = int(size) if size.isascii() and size.isdigit() and len(size) < 10 else 0  # noqa: PLR2004
    try:
        declared = _declared(request.form.get("name", ""), length, sha256)
        file = _begun(subject, declared) or write(lambda work: declaring(work, declared))
    except (InvalidError, ConflictError) as refusal:
        return _refused(refusal)
    kept = platform().store.read(scope()).evidence.kept(file)
    return jsonify(
        id=file.id, version=file.version, piece_size=PIECE,
        pieces=file.pieces, missing=[] if file.ready else file.missing(kept),
    )  # fmt: skip


def piece_kept(evidence: Evidence, number: int) -> Response:
    """Take one piece, the body as it is."""
    work = platform().store.read(scope())
    try:
        keep_piece(evidence.id, number, request.get_data(cache=False), work=work)
    except (InvalidError, ConflictError) as refusal:
        return _refused(refusal)
    return jsonify(kept=number)


def finished(evidence: Evidence) -> Response:
    """Have the pieces looked through; what is refused is given up, for it never gets better."""
    if not evidence.ready:  # else the answer of the first time was lost
        try:
            _completed(evidence)
        except (InvalidError, ConflictError) as refusal:
            return _refused(refusal)
    return jsonify(ready=True)


def _sent(declaring: Declaring, name: str, stream: IO[bytes]) -> Evidence:
    """Keep a file that a form carried whole; *declaring* begins it.

    Raises InvalidError, ConflictError, as the use cases do.
    """
    digest, size = hashlib.sha256(), 0
    while read := stream.read(PIECE):
        digest.update(read)
        size += len(read)
    declared = _declared(name, size, digest.hexdigest())
    made, _ = once(_key_for(declared), lambda work: declaring(work, declared).id)
    work = platform().store.read(scope())
    evidence = work.evidence.get(made)
    if evidence.ready:
        return evidence
    stream.seek(0)
    for number in range(evidence.pieces):
        keep_piece(evidence.id, number, stream.read(PIECE), work=work)
    return _completed(evidence)


def _key_for(declared: Declared) -> str:
    """Return the form's key for this very file: another one chosen after «Back» is another."""
    key = request.form.get("key", "")
    return f"{key}-{declared.sha256[:12]}" if key else ""


def _completed(evidence: Evidence) -> Evidence:
    try:
        return complete(
            evidence.id,
            version=evidence.version,
            store=platform().store,
            scope=scope(),
            moment=moment(),
        )
    except InvalidError:
        write(lambda work: _give_up(work, evidence))
        raise


def _give_up(work: Repositories, evidence: Evidence) -> None:
    remove(evidence.id, version=evidence.version, work=work, moment=moment())


def _begun(subject: Record, declared: Declared) -> Evidence | None:
    """Return what the same person has sent of the same file, or begun to, if there is any."""
    work = platform().store.read(scope())
    same = (each for each in work.evidence.of(subject) if each.declared == declared)
    return next((each for each in same if each.created_by == work.scope.user), None)


def _declared(name: str, size: int, sha256: str) -> Declared:
    """Return what is declared by the form, its texts cut to what is kept."""
    if size > LARGEST_FILE:
        too_large = Problem("size", "file_too_large", {"most": LARGEST_FILE // MIB})
        raise InvalidError(problems=[too_large])
    short = normalized(name.replace("\\", "/").rsplit("/", 1)[-1])[-LONGEST_NAME:]
    return Declared(
        name=short or t("evidence.unnamed"),
        size=size,
        sha256=sha256,
        caption=normalized(request.form.get("chu-thich", ""))[:LONGEST_CAPTION],
        period=request.form.get("ky") or None,
        keep_position=request.form.get("vi-tri") == "1",
    )


def _refused(refusal: DomainError) -> Response:
    status = status_of(refusal)
    told: dict[str, Any] = {"reason": refusal.reason, "message": " ".join(_sentences(refusal))}
    response = jsonify(told)
    response.status_code = status
    return response


def _sentences(refusal: DomainError) -> list[str]:
    """Return all that is wrong, in words."""
    return [text for texts in by_field(refusal).values() for text in texts]
