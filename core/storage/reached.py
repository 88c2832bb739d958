"""The condition that a registration's latest result up to a month says something."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.domain.periods import periods_of
from core.domain.results import Basis, ResultStatus

if TYPE_CHECKING:
    from core.domain.registration_search import Reached
    from core.storage.database import Document

ANY_YEAR = 2000
"""Periods are told apart by what follows the year: "", "-H1", "-Q3", "-06"."""
YEAR_LENGTH, LONGEST_SUFFIX = 4, 3

COUNTING = {
    Basis.REPORTED: [ResultStatus.REPORTED.value, ResultStatus.CONFIRMED.value],
    Basis.CONFIRMED: [ResultStatus.CONFIRMED.value],
}


def reaching(wanted: Reached) -> Document:
    """Return the condition on registrations that says the same as ``core.domain.results.latest``.

    It reads each document, so it belongs behind conditions that an index serves. What no result at
    all says is told by a quicker condition first.
    """
    told: Document = {"status": {"$in": COUNTING[wanted.basis]}}
    speaks: list[Any] = [{"$gte": ["$$latest.rank", 0]}]
    if wanted.state is not None:
        told["state"] = {"$eq": wanted.state.value}
        speaks.append({"$eq": ["$$latest.state", wanted.state.value]})
    if wanted.spent:
        told["funding.amount"] = {"$gt": 0}
        speaks.append({"$gt": ["$$latest.spent", 0]})
    if wanted.households:
        told["households"] = {"$gt": 0}
        speaks.append({"$gt": ["$$latest.households", 0]})
    latest = {"$let": {"vars": {"latest": _latest(wanted)}, "in": {"$and": speaks}}}
    return {"results": {"$elemMatch": told}, "$expr": latest}


def _latest(wanted: Reached) -> Document:
    """Return the expression of the latest result: the greatest, for ``rank`` is compared first."""
    counting = {"$in": ["$$one.status", COUNTING[wanted.basis]]}
    told = {"$filter": {"input": "$results", "as": "one", "cond": counting}}
    shown = {
        "rank": _rank("$$one.period", wanted.month),
        "state": "$$one.state",
        "households": "$$one.households",
        "spent": {"$sum": "$$one.funding.amount"},
    }
    return {"$max": {"$map": {"input": told, "as": "one", "in": shown}}}


def _rank(period: str, month: int) -> Document:
    """Return the expression of a period's place among those that end by *month*; -1: not there."""
    suffix = {"$substrCP": [period, YEAR_LENGTH, LONGEST_SUFFIX]}
    return {"$indexOfArray": [_suffixes(month), suffix]}


def _suffixes(month: int) -> list[str]:
    ended = [period for period in periods_of(ANY_YEAR) if period.end_month <= month]
    return [str(period)[YEAR_LENGTH:] for period in sorted(ended, key=lambda one: one.precedence)]
