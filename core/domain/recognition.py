"""Recognition (công nhận): who recognises, and the decision it rests on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.domain.errors import ConflictError, Problem
from core.domain.results import REALIZED, ResultStatus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from core.domain.registrations import Registration


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """What is stated with it: the unit that recognises, and the paper («Quyết định số …, ngày …»).

    ``by`` is a tenant at or above the item's; None: the unit of whoever records it.
    """

    by: str | None = None
    decision_number: str | None = None
    decision_on: date | None = None
    note: str | None = None

    @property
    def is_stated(self) -> bool:
        return any((self.by, self.decision_number, self.decision_on, self.note))


UNSTATED = Recognition()


def problems_with(stated: Recognition, *, today: date) -> Iterator[Problem]:
    """Yield what is wrong with the paper: half of it, or one of a day to come."""
    if stated.decision_number and stated.decision_on is None:
        yield Problem("decision_on", "required")
    if stated.decision_on is not None and not stated.decision_number:
        yield Problem("decision_number", "required")
    if stated.decision_on is not None and stated.decision_on > today:
        yield Problem("decision_on", "decision_to_come")


def recognised(
    registration: Registration, stated: Recognition, *, by: str, today: date
) -> Registration:
    """Return it recognised: a confirmed result is completed or maintained (api.md, «States»).

    Raises ConflictError ``not_realized``, ``already_recognised``.
    """
    realized = any(
        result.status is ResultStatus.CONFIRMED and result.state in REALIZED
        for result in registration.results
    )
    if not realized:
        raise ConflictError("not_realized")
    if registration.recognised_on is not None:
        raise ConflictError("already_recognised", on=registration.recognised_on)
    return replace(
        registration,
        recognised_on=today,
        recognised_by=by,
        decision_number=stated.decision_number,
        decision_on=stated.decision_on,
        recognition_note=stated.note,
    )


def unrecognised(registration: Registration) -> Registration:
    """Return it with nothing of its recognition left; the audit trail keeps what was there."""
    return replace(
        registration,
        recognised_on=None,
        recognised_by=None,
        decision_number=None,
        decision_on=None,
        recognition_note=None,
    )


def taken_back(registration: Registration) -> Registration:
    """Return it unrecognised; raises ConflictError ``not_recognised`` where nothing is to undo."""
    if registration.recognised_on is None:
        raise ConflictError("not_recognised")
    return unrecognised(registration)
