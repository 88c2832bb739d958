"""Saving what was understood, and no more: as a draft, as a change, or as a submission."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from core.domain.errors import (
    ConflictError,
    DomainError,
    InvalidError,
    StaleVersionError,
    UnavailableError,
)
from core.domain.foreseen import IN_COMPANY
from core.domain.registrations import Status
from core.edge.platform import moment, platform, scope
from core.services.registering import edit, register
from core.web.registration_form.merging import merged
from core.web.registration_form.page_fields import page_field, root_of
from core.web.registration_form.stated import draft_of, stated_in
from core.web.registration_form.subject import subject_of
from core.web.writing import once, write

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from core.domain.drafts import Draft
    from core.domain.errors import Problem
    from core.services.ports.work import Repositories
    from core.services.registering import Filed
    from core.web.registration_form.merging import Conflict
    from core.web.registration_form.reading import Reading
    from core.web.registration_form.subject import Subject

Stored = TypeVar("Stored")

ATTEMPTS = 4
SENT = frozenset({Status.SUBMITTED, Status.AGREED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """How the form was sent: *base* are the digests of what it was made from."""

    key: str = ""
    version: int = 0
    base: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, str] = field(default_factory=dict)
    submitting: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of it. ``subject`` holds what is stored now, if anything is.

    ``refusal`` is why nothing was saved, or why what was saved was not submitted. ``repeated``:
    it had been submitted before, and nothing is new; ``corrected``: what is new was asked to be
    sent as well.
    """

    subject: Subject
    problems: tuple[Problem, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    taken: tuple[str, ...] = ()
    refusal: DomainError | None = None
    submitted: bool = False
    repeated: bool = False
    corrected: bool = False

    @property
    def done(self) -> bool:
        """Tell whether there is nothing left to do here: submitted, now or before."""
        return self.submitted or self.repeated or self.corrected

    @property
    def saved(self) -> bool:
        return self.subject.registration is not None and not self.conflicts


def save(subject: Subject, reading: Reading, sent: Sent) -> Outcome:
    """Save the reading; of a stale form what can be joined, else the conflicts, nothing saved.

    A value that the rules refuse stays as it was stored, and is named among the problems; while
    there are problems nothing is submitted.
    """
    try:
        if subject.registration is None:
            return _begin(subject, reading, sent)
        return _change(subject, reading, sent)
    except (ConflictError, InvalidError, UnavailableError) as refusal:
        return Outcome(subject=subject, problems=tuple(reading.problems), refusal=refusal)


def _begin(subject: Subject, reading: Reading, sent: Sent) -> Outcome:
    filed: list[Filed] = []

    def store(draft: Draft, *, submitting: bool) -> tuple[str, bool]:
        def act(work: Repositories) -> str:
            filed[:] = [
                register(
                    draft,
                    submitting=submitting,
                    work=work,
                    catalogue=platform().catalogue,
                    moment=moment(),
                )
            ]
            return filed[0].registration.id

        return once(sent.key, act, IN_COMPANY)

    made = _attempted(subject, reading, sent, store)
    if made is None:
        return Outcome(subject=subject, problems=tuple(reading.problems))
    registration_id, first = made
    if first:
        return _outcome(subject, reading, sent, filed[0])
    # Sent before: what has been typed since is a change of what was made then.
    now = subject_of(platform().store.read(scope()), registration_id)
    base = sent.base if now.version > 1 else {}
    return _change(now, reading, replace(sent, version=1, base=base))


def _change(subject: Subject, reading: Reading, sent: Sent) -> Outcome:
    taken: tuple[str, ...] = ()
    if sent.version != subject.version:
        joined = merged(reading.values, stated_in(subject), sent.base, sent.choices)
        if joined.conflicts:
            return Outcome(
                subject=subject, conflicts=joined.conflicts, problems=tuple(reading.problems)
            )
        reading.values, taken = joined.values, joined.taken
    same = reading.values == stated_in(subject)
    registration = subject.registration
    if same and registration is not None and registration.status in SENT:
        repeated = sent.submitting and not reading.problems
        problems = tuple(reading.problems)
        return Outcome(subject=subject, taken=taken, repeated=repeated, problems=problems)
    if same and not _submits(reading, sent):
        return Outcome(subject=subject, problems=tuple(reading.problems), taken=taken)
    return replace(_edited(subject, reading, sent), taken=taken)


def _edited(subject: Subject, reading: Reading, sent: Sent) -> Outcome:
    def store(draft: Draft, *, submitting: bool) -> Filed:
        return write(
            lambda work: edit(
                subject.id,
                draft,
                version=subject.version,
                submitting=submitting,
                work=work,
                catalogue=platform().catalogue,
                moment=moment(),
            ),
            IN_COMPANY,
        )

    try:
        filed = _attempted(subject, reading, sent, store)
    except StaleVersionError:
        # Another was faster by a moment; join with what they stored.
        now = subject_of(platform().store.read(scope()), subject.id)
        return _change(now, reading, replace(sent, version=subject.version))
    if filed is None:
        return Outcome(subject=subject, problems=tuple(reading.problems))
    return _outcome(subject, reading, sent, filed)


def _attempted(
    subject: Subject, reading: Reading, sent: Sent, store: Callable[..., Stored]
) -> Stored | None:
    """Store the draft; what is refused field by field goes back to what it was, and again.

    None: a field is refused without which nothing can be stored.
    """
    before = stated_in(subject)
    for _ in range(ATTEMPTS):
        draft, problems = draft_of(reading.values, subject)
        if draft is not None:
            try:
                return store(draft, submitting=_submits(reading, sent))
            except InvalidError as refused:
                if not refused.problems:
                    raise
                problems = list(refused.problems)
        if not _put_back(problems, reading, before):
            return None
    return None


def _put_back(problems: list[Problem], reading: Reading, before: dict[str, object]) -> bool:
    """Take the refused fields back; return whether that changed anything."""
    changed = False
    for problem in problems:
        reading.problems.append(replace(problem, field=page_field(problem.field, reading.rows)))
        name = root_of(problem.field)
        if name in before and reading.values[name] != before[name]:
            reading.values[name] = before[name]
            changed = True
    return changed


def _submits(reading: Reading, sent: Sent) -> bool:
    return sent.submitting and not reading.problems


def _outcome(subject: Subject, reading: Reading, sent: Sent, filed: Filed) -> Outcome:
    standing = filed.registration.status in SENT and filed.refusal is None
    return Outcome(
        subject=replace(subject, registration=filed.registration),
        problems=tuple(reading.problems),
        refusal=filed.refusal,
        submitted=standing and subject.is_open,
        corrected=standing and not subject.is_open and _submits(reading, sent),
    )
