"""Removing what earlier years' registrations hold of people, and telling the audit so."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from core.domain.audit import Act
from core.domain.changes import changes_between, standing
from core.domain.errors import NotFoundError
from core.domain.tenants import ROOT
from core.services.recording import personal_answers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from core.catalogue import Catalogue
    from core.domain.access import Scope
    from core.domain.registrations import Registration
    from core.domain.time import Moment
    from core.services.ports.purging import PersonalRecords
    from core.services.ports.work import Repositories, Store

BATCH = 100
"""Registrations a transaction."""


@dataclass(slots=True, kw_only=True)
class Purged:
    """How many records were emptied; ``left`` are types some answers of which no form knows now.

    Such answers stay as they are: the plugin is away, or has dropped the question.
    """

    registrations: int = 0
    replies: int = 0
    left: set[str] = field(default_factory=set)


def purge_personal(
    *,
    before: int,
    store: Store,
    records: PersonalRecords,
    scope: Scope,
    catalogue: Catalogue,
    moment: Moment,
) -> Purged:
    """Remove person in charge, phone and personal answers from registrations of years < *before*.

    Locked and withdrawn ones too. Each gets a new version, so that nobody's older copy brings the
    data back, and an entry of its own; each transaction one act ``personal.purge`` more. Kept
    answers are emptied alike, so that the same key still never makes a second record. May be
    repeated; what was done stays done when it is broken off.
    """
    purged = Purged()
    for ids in _batches(records.registrations(before=before), BATCH):

        def act(work: Repositories, ids: list[str] = ids) -> tuple[int, set[str]]:
            return _purge_batch(work, ids, before, catalogue, moment)

        done, left = store.write(scope, act)
        purged.registrations += done
        purged.left |= left
    for key, body in records.replies():
        emptied = _emptied(body, before, catalogue)
        if emptied is not None:
            records.replace_reply(key, body=emptied, instead=body)
            purged.replies += 1
    return purged


def _purge_batch(
    work: Repositories, ids: list[str], before: int, catalogue: Catalogue, moment: Moment
) -> tuple[int, set[str]]:
    done, left = 0, set()
    for registration_id in ids:
        try:
            stored = work.registrations.get(registration_id)
        except NotFoundError:  # a draft that was deleted meanwhile
            continue
        asked = _asked(stored.movement_type, catalogue)
        if stored.answers.keys() - asked.keys():
            left.add(stored.movement_type)
        emptied = without_personal(stored, asked, moment)
        if emptied is not stored:
            work.registrations.replace(emptied, before=stored)
            work.audit.record(_act(stored, emptied, catalogue, moment))
            done += 1
    if done:
        work.audit.record(
            Act(
                action="personal.purge", target=ROOT, target_type="tenant", path=f"{ROOT}/",
                on=moment.today, details={"before": before, "registrations": done},
            )
        )  # fmt: skip
    return done, left


def _asked(movement_type: str, catalogue: Catalogue) -> dict[str, bool]:
    """Return the questions of a type's form, and whether each is personal."""
    of_type = catalogue.movement_types.get(movement_type)
    return {question.name: question.personal for question in of_type.form} if of_type else {}


def without_personal(
    registration: Registration, asked: Mapping[str, bool], moment: Moment
) -> Registration:
    """Return *registration* without what it holds of people; itself if it holds nothing.

    *asked* tells of each question of its form whether the answer is personal.
    """
    answers = _kept(registration.answers, asked)
    untouched = registration.person_in_charge is None and registration.phone is None
    if untouched and answers == registration.answers:
        return registration
    return registration.revised(
        person_in_charge=None, phone=None, answers=answers, updated_at=moment.now
    )


def _act(before: Registration, after: Registration, catalogue: Catalogue, moment: Moment) -> Act:
    personal = personal_answers(before, catalogue=catalogue)
    return Act(
        action="registration.purge",
        target=after.id,
        target_type="registration",
        path=after.path,
        organization=after.organization,
        changes=changes_between(before, after, personal_answers=personal),
        on=moment.today,
        unsubmitted=not after.ever_submitted,
        state=standing(after),
        details={"version": after.version},
    )


def _emptied(body: str, before: int, catalogue: Catalogue) -> str | None:
    """Return a kept answer without what it holds of people; None if there is nothing to do."""
    told = json.loads(body) if body else None
    if not isinstance(told, dict) or not {"movement_type", "year", "answers"} <= told.keys():
        return None
    if told["year"] >= before:
        return None
    asked = _asked(told["movement_type"], catalogue)
    emptied = told | {"answers": _kept(told["answers"], asked)}
    emptied |= {name: None for name in ("person_in_charge", "phone") if name in told}
    return None if emptied == told else json.dumps(emptied, ensure_ascii=False)


def _kept(answers: Mapping[str, Any], asked: Mapping[str, bool]) -> dict[str, Any]:
    return {name: value for name, value in answers.items() if not asked.get(name)}


def _batches(ids: Iterable[str], size: int) -> Iterator[list[str]]:
    remaining = iter(ids)
    while batch := list(islice(remaining, size)):
        yield batch
