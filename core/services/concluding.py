"""Concluding an inspection: its results are confirmed, corrected or returned with it; reopening."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.domain.errors import ConflictError, InvalidError, Problem
from core.domain.inspection_rules import (
    InspectionAction,
    at_odds,
    missing_for_conclusion,
    refuse_action,
)
from core.domain.inspections import InspectionStatus
from core.domain.text import normalized_lines
from core.services.inspected_items import result_of
from core.services.inspection_access import admit_step
from core.services.judging_inspected import Judging
from core.services.recording_inspections import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from core.catalogue import Catalogue
    from core.domain.inspections import Inspection
    from core.domain.registrations import Registration
    from core.domain.results import Result
    from core.domain.time import Moment
    from core.services.ports.work import Repositories

WRITING = frozenset({"inspection.create", "inspection.edit"})


def carry_out(
    inspection_id: str,
    action: InspectionAction,
    *,
    reason: str | None = None,
    version: int | None,
    work: Repositories,
    catalogue: Catalogue,
    moment: Moment,
) -> Inspection:
    """Conclude an inspection, or reopen it with a reason.

    Raises NotFoundError, ForbiddenError (also ``own_registration``), PreconditionMissingError,
    StaleVersionError, InvalidError (what a conclusion lacks; ``reason``), ConflictError
    (``wrong_state``, ``result_changed``, ``locked``).
    """
    before, held = admit_step(work, inspection_id, version=version, today=moment.today)
    why = normalized_lines(reason or "") or None
    marks: dict[str, Any] = {}
    if action is InspectionAction.REOPEN:
        if why is None:
            raise InvalidError(problems=[Problem("reason", "required")])
        refuse_action(before.status, action)
        after = before.revised(
            status=InspectionStatus.DRAFT, concluded_on=None, concluded_by=None,
            reopen_reason=why, updated_at=moment.now,
        )  # fmt: skip
    else:
        items = work.registrations.many({item.registration for item in before.items})
        if missing := [*missing_for_conclusion(before, moment.today), *_at_odds(before, items)]:
            raise InvalidError(problems=missing)
        refuse_action(before.status, action)
        after = _concluded(before, items, work=work, catalogue=catalogue, moment=moment)
        marks = {"self_confirmed": True} if _wrote_last(work, before) else {}
    work.evidence.take_turn(before)  # a file that is added or removed meanwhile meets it
    work.inspections.replace(after, before=before)
    record(
        work, f"inspection.{action.value}", before, after, held=held, moment=moment, reason=why,
        **marks,
    )  # fmt: skip
    return after


def _wrote_last(work: Repositories, inspection: Inspection) -> bool:
    """Tell whether who concludes also wrote the rows that are concluded, as they are."""
    writers = [
        entry.user
        for entry in work.audit.of_target(inspection.id)
        if entry.content["action"] in WRITING
        and any(each["field"].startswith("items.") for each in entry.content.get("changes", ()))
    ]
    return writers[-1:] == [work.scope.user]


def _at_odds(inspection: Inspection, items: Mapping[str, Registration]) -> Iterator[Problem]:
    for at, item in enumerate(inspection.items):
        found = items.get(item.registration)
        if found is None:  # told by itself: its result is not what was looked at
            continue
        for name, code in at_odds(item, found.results):
            yield Problem(f"items.{at}.{name}", code, {"title": found.title})


def _concluded(
    before: Inspection,
    items: Mapping[str, Registration],
    *,
    work: Repositories,
    catalogue: Catalogue,
    moment: Moment,
) -> Inspection:
    _refuse_changed(before, items)
    judging = Judging(inspection=before, work=work, catalogue=catalogue, moment=moment)
    return before.revised(
        items=tuple(
            judging.carried_out(at, item, items[item.registration])
            for at, item in enumerate(before.items)
        ),
        status=InspectionStatus.CONCLUDED,
        concluded_on=moment.today,
        concluded_by=work.scope.user,
        conclusions=before.conclusions + 1,
        reopen_reason=None,
        updated_at=moment.now,
    )


def _refuse_changed(inspection: Inspection, items: Mapping[str, Registration]) -> None:
    """Raise ConflictError ``result_changed`` where a result is not what was looked at any more."""
    changed = [
        item.registration
        for item in inspection.items
        if item.registration not in items
        or (
            item.period is not None
            and _version_of(result_of(items[item.registration], item.period)) != item.result_version
        )
    ]
    if changed:
        raise ConflictError("result_changed", registrations=changed)


def _version_of(result: Result | None) -> int | None:
    return result.version if result else None
