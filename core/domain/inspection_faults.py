"""Judging whether a concluded inspection still agrees with the results it corrected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.inspections import Outcome
from core.domain.results import ResultStatus
from core.domain.stated import says_the_same

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from core.domain.inspections import InspectedItem, Inspection
    from core.domain.registrations import Registration
    from core.domain.results import Result

CONFIRMING = frozenset({Outcome.AS_REPORTED, Outcome.CORRECTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspected:
    """An inspection, and those of its registrations that are there, at one moment."""

    inspection: Inspection
    registrations: Mapping[str, Registration]


def faults_of(inspected: Inspected) -> Iterator[tuple[str, str]]:
    """Yield code and registration of what does not agree, ``integrity.inspection_<code>``.

    ``of_nothing``: a registration that was looked at is not there; ``result_lost``: nor is its
    result; ``result_differs``: it is as old as the conclusion and says something else. What an
    organization has entered anew since has a later version, and is its own affair.
    """
    for item in inspected.inspection.items:
        found = inspected.registrations.get(item.registration)
        if found is None:
            yield "of_nothing", item.registration
        elif inspected.inspection.concluded and item.period is not None:
            result = next((r for r in found.results if r.period == item.period), None)
            if result is None:
                yield "result_lost", item.registration
            elif not _agrees(item, result):
                yield "result_differs", item.registration


def _agrees(item: InspectedItem, result: Result) -> bool:
    if item.result_version is None or result.version < item.result_version:
        return False
    if result.version > item.result_version or item.outcome is Outcome.SEEN:
        return True
    if item.outcome is Outcome.NOT_FOUND:
        return result.status is ResultStatus.RETURNED
    says = item.corrected if item.outcome is Outcome.CORRECTED else item.reported
    confirmed = result.status is ResultStatus.CONFIRMED
    return confirmed and says is not None and says_the_same(says, result)
