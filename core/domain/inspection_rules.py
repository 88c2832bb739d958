"""What an inspection may say, what it needs to be concluded, who sees it and how much."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from core.domain.access import FRONT, Role
from core.domain.audit import Change
from core.domain.errors import ConflictError, Problem
from core.domain.inspections import (
    OF_A_RESULT,
    Duty,
    InspectionStatus,
    ListedInspection,
    Minutes,
    Outcome,
)
from core.domain.permissions import may_consult
from core.domain.results import Basis, ResultStatus
from core.domain.stated import says_the_same

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from core.domain.access import Assignment, Scope
    from core.domain.inspections import InspectedItem, Inspection, ListedItem
    from core.domain.results import Result


Told = TypeVar("Told", bound=ListedInspection)


class InspectionAction(StrEnum):
    """What can be done to an inspection by ``POST …/transitions``."""

    CONCLUDE = "conclude"
    REOPEN = "reopen"


FROM = {
    InspectionAction.CONCLUDE: InspectionStatus.DRAFT,
    InspectionAction.REOPEN: InspectionStatus.CONCLUDED,
}
PERSONAL = frozenset({"team", "minutes"})
"""Fields that name people, or may: their values never reach the audit trail."""

TOLD = ("organizations", "team", "first_day", "last_day", "minutes", "status", "concluded_on")


def refuse_action(status: InspectionStatus, action: InspectionAction) -> None:
    """Raise ConflictError ``wrong_state`` where *action* does not lead on from *status*."""
    if status is not FROM[action]:
        raise ConflictError("wrong_state", status=status.value, action=action.value)


def refuse_edit(status: InspectionStatus, *, action: str = "edit") -> None:
    """Raise ConflictError ``inspection_concluded`` for what is fixed."""
    if status is InspectionStatus.CONCLUDED:
        raise ConflictError("inspection_concluded", status=status.value, action=action)


def problems_of(inspection: Inspection, organizations: Collection[str]) -> Iterator[Problem]:
    """Yield what is wrong with it by itself; what is missing is no problem of a draft."""
    first, last = inspection.first_day, inspection.last_day
    if first and last and last < first:
        yield Problem("last_day", "ends_before_start", {"starts_on": first})
    if first and first < date(inspection.year, 1, 1):
        yield Problem("first_day", "before_its_year", {"year": inspection.year})
    yield from _problems_of_team(inspection, organizations)
    seen = Counter[str]()
    for at, item in enumerate(inspection.items):
        seen[item.registration] += 1
        if seen[item.registration] > 1:
            yield Problem(f"items.{at}.registration", "looked_at_twice")


def _problems_of_team(inspection: Inspection, organizations: Collection[str]) -> Iterator[Problem]:
    for at, organization in enumerate(inspection.organizations):
        if organization not in organizations:
            yield Problem(
                f"organizations.{at}", "unknown_organization", {"organization": organization}
            )
        elif organization == FRONT or organization in inspection.organizations[:at]:
            yield Problem(f"organizations.{at}", "repeated")
    taking_part = {FRONT, *inspection.organizations}
    for at, member in enumerate(inspection.team):
        if not member.name:
            yield Problem(f"team.{at}.name", "required")
        if member.organization not in taking_part:
            yield Problem(f"team.{at}.organization", "not_taking_part")


def missing_for_conclusion(inspection: Inspection, today: date) -> Iterator[Problem]:
    """Yield what a conclusion needs and *inspection* lacks."""
    for name in ("first_day", "last_day"):
        if getattr(inspection, name) is None:
            yield Problem(name, "required")
    if inspection.last_day and inspection.last_day > today:
        yield Problem("last_day", "not_yet_over")
    if sum(member.duty is Duty.LEADER for member in inspection.team) != 1:
        yield Problem("team", "one_leader")
    if not inspection.items:
        yield Problem("items", "nothing_looked_at")
    for at, item in enumerate(inspection.items):
        for name, code in _missing_of(item):
            yield Problem(f"items.{at}.{name}", code)
    if not inspection.minutes.text:
        yield Problem("minutes.text", "required")


def _missing_of(item: InspectedItem) -> Iterator[tuple[str, str]]:
    if item.outcome is None:
        yield "outcome", "outcome_missing"
    if item.outcome in OF_A_RESULT and item.period is None:
        yield "period", "result_needed"
    if item.outcome is Outcome.CORRECTED:
        if item.corrected is None:
            yield "corrected", "required"
        if not item.reason:
            yield "reason", "required"
    if item.outcome is Outcome.NOT_FOUND and not item.findings:
        yield "findings", "required"


def at_odds(item: InspectedItem, results: Sequence[Result]) -> Iterator[tuple[str, str]]:
    """Yield field and code where what is to be concluded of *item* does not go with its results.

    Of a result that is not what was looked at any more nothing is said: that is told by itself.
    """
    result = next((each for each in results if each.period == item.period), None)
    if result is not None and result.version != item.result_version:
        return
    counting = any(each.counts(Basis.REPORTED) for each in results)
    if item.outcome is Outcome.NOT_FOUND and item.period is None and counting:
        yield "period", "result_needed"
    if item.outcome is Outcome.AS_REPORTED and result and result.status is ResultStatus.RETURNED:
        yield "outcome", "result_returned"
    elif item.outcome not in {None, Outcome.CORRECTED} and _corrects(item, result):
        yield "outcome", "corrections_left"


def _corrects(item: InspectedItem, result: Result | None) -> bool:
    """Tell whether corrections were typed that a conclusion would drop.

    Those of an earlier conclusion it does not drop: the result says them, or they are taken back.
    """
    if item.corrected is not None and not (result and says_the_same(item.corrected, result)):
        return True
    return bool(item.reason) and item.reported is None


def may_inspect(held: Assignment, *, path: str) -> bool:
    """Begin, write and delete one: the Front of the tenant that runs it, or of one above it."""
    return may_consult(held, path=path)


def may_conclude(held: Assignment, *, path: str, has_approver: bool) -> bool:
    """Conclude or reopen: an approver there or above; an officer there where nobody is that."""
    if not may_inspect(held, path=path):
        return False
    return held.role is Role.APPROVER or (path in held.paths and not has_approver)


def seen_by(scope: Scope, inspection: Told) -> Told | None:
    """Return *inspection* as *scope* may know of it; None: it does not exist.

    Whole for the Front that runs it and those above. Once concluded, in part: to the Front of an
    item's tenant, and to the item's own organization, there or above, what was found of that item,
    without names and minutes, which speak of others too. An admin sees items in summary only, of
    which this is no part (api.md, «Sight»).
    """
    if scope.everything or any(_sees_whole(held, inspection) for held in scope.assignments):
        return inspection
    if not inspection.concluded:
        return None
    items = tuple(
        item
        for item in inspection.items
        if any(_sees_item(held, item) for held in scope.assignments)
    )
    if not items:
        return None
    return replace(
        inspection,
        items=items,
        team=tuple(replace(member, name="") for member in inspection.team),
        minutes=Minutes(number=inspection.minutes.number, on=inspection.minutes.on),
        concluded_by=None,
        created_by="",
        whole=False,
    )


def _sees_whole(held: Assignment, inspection: ListedInspection) -> bool:
    return held.of_front and held.role is not Role.ADMIN and held.sees(inspection.path)


def _sees_item(held: Assignment, item: ListedItem) -> bool:
    mine = held.of_front or held.organization == item.organization
    return mine and held.role is not Role.ADMIN and held.sees(item.path)


def changes_between(before: Inspection | None, now: Inspection) -> tuple[Change, ...]:
    """Return what the audit trail keeps of a write: no name, nothing of findings or minutes."""
    changes = []
    for name in TOLD:
        old, new = (getattr(before, name) if before else None), getattr(now, name)
        if old == new or (before is None and not new):
            continue
        hidden = name in PERSONAL
        changes.append(
            Change(field=name, hidden=True) if hidden else Change(field=name, old=old, new=new)
        )
    old_items = {item.registration: item for item in before.items} if before else {}
    new_items = {item.registration: item for item in now.items}
    for registration in [*new_items, *(old_items.keys() - new_items.keys())]:
        was, is_ = old_items.get(registration), new_items.get(registration)
        if was != is_:
            changes.append(
                Change(field=f"items.{registration}", old=_outcome(was), new=_outcome(is_))
            )
    return tuple(changes)


def _outcome(item: InspectedItem | None) -> str | None:
    """Return what is told of a row: its outcome, "" where none is concluded yet."""
    return None if item is None else (item.outcome.value if item.outcome else "")
