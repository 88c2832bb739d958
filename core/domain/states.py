"""The states of a registration and the acts that lead from one to the next."""

from __future__ import annotations

from enum import StrEnum

from core.domain.errors import ConflictError
from core.domain.registrations import Status


class Action(StrEnum):
    """What can be done to a registration by ``POST …/transitions``."""

    SUBMIT = "submit"
    RETURN = "return"
    AGREE = "agree"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"
    RECOGNISE = "recognise"
    UNRECOGNISE = "unrecognise"
    TRANSFER = "transfer"
    DECLINE = "decline"


MOVES: dict[Action, tuple[frozenset[Status], Status | None]] = {
    Action.SUBMIT: (frozenset({Status.DRAFT, Status.RETURNED}), Status.SUBMITTED),
    Action.RETURN: (frozenset({Status.SUBMITTED, Status.AGREED}), Status.RETURNED),
    Action.AGREE: (frozenset({Status.SUBMITTED}), Status.AGREED),
    Action.REOPEN: (frozenset({Status.AGREED}), Status.SUBMITTED),
    Action.WITHDRAW: (
        frozenset({Status.SUBMITTED, Status.RETURNED, Status.AGREED}),
        Status.WITHDRAWN,
    ),
    Action.RECOGNISE: (frozenset({Status.AGREED}), None),
    Action.UNRECOGNISE: (frozenset({Status.AGREED}), None),
    Action.TRANSFER: (
        frozenset({Status.DRAFT, Status.SUBMITTED, Status.RETURNED, Status.AGREED}),
        None,
    ),
    Action.DECLINE: (
        frozenset({Status.SUBMITTED, Status.RETURNED, Status.AGREED}),
        None,
    ),
}
"""From which states an act is possible, and where it leads (None: the state stays)."""

NEEDS_REASON = frozenset({Action.RETURN, Action.WITHDRAW, Action.TRANSFER, Action.UNRECOGNISE})

EDITABLE = frozenset({Status.DRAFT, Status.SUBMITTED, Status.RETURNED})


def after(status: Status, action: Action) -> Status:
    """Return the state *action* leads to; raises ConflictError ``wrong_state``."""
    possible, result = MOVES[action]
    if status not in possible:
        raise ConflictError("wrong_state", status=status.value, action=action.value)
    return result or status


def refuse_edit(status: Status) -> None:
    """Raise ConflictError unless the content may still be changed in *status*."""
    if status is Status.AGREED:
        raise ConflictError("agreed")
    if status not in EDITABLE:
        raise ConflictError("wrong_state", status=status.value, action="edit")
