"""The verdicts of a province as plain data, so that another process can read them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from core.domain.quotas import AllOf, AnyOf, AtLeast, Expected
from core.domain.verdicts import Junction, Lack, Missing, Outcome, Verdict, VerdictTally
from core.services.judged import Judged, JudgedQuota

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.domain.quotas import Clause, Quota

NONE = -1
"""Stands for no verdict, where a quota does not apply."""


class VerdictForm:
    """Each distinct verdict once, and of every unit the number of its verdict (``Form``)."""

    def __init__(self, quotas: Mapping[str, Quota]) -> None:
        self._quotas = quotas

    def packed(self, value: Judged) -> Any:
        rows = [_packed_row(row) for row in value.rows]
        return None if None in rows else {"units": list(value.units), "rows": rows}

    def unpacked(self, plain: Any) -> Judged:
        rows = tuple(_row(row, self._quotas[row["quota"]]) for row in plain["rows"])
        return Judged(units=tuple(plain["units"]), rows=rows)


def _packed_row(row: JudgedQuota) -> Any:
    """Return a row; None if it rests on a quota that cannot be told from the one declared."""
    places: dict[int, int] = {}
    cases: list[Any] = []
    numbers: list[int] = []
    for verdict in row.verdicts:
        if verdict is None:
            numbers.append(NONE)
            continue
        if id(verdict) not in places:
            if _bound(row.quota, _asked(verdict.quota)) != verdict.quota:
                return None
            places[id(verdict)] = len(cases)
            cases.append(_packed(verdict))
        numbers.append(places[id(verdict)])
    tally = row.tally
    told = [tally.met, tally.short, tally.unknown, tally.expected, tally.have]
    return {"quota": row.quota.code, "tally": told, "cases": cases, "units": numbers}


def _row(plain: Any, quota: Quota) -> JudgedQuota:
    bound: dict[str, Quota] = {}
    cases = [_verdict(case, quota, bound) for case in plain["cases"]]
    cases.append(None)  # the last, as ``NONE`` counts
    met, short, unknown, expected, have = plain["tally"]
    return JudgedQuota(
        quota=quota,
        verdicts=tuple([cases[number] for number in plain["units"]]),
        tally=VerdictTally(
            met=met, short=short, unknown=unknown, expected=expected, have=have, shortfalls=()
        ),
    )


def _packed(verdict: Verdict) -> Any:
    lack = verdict.lack
    return {
        "outcome": verdict.outcome.value,
        "have": verdict.have,
        "need": verdict.need,
        "lack": lack and [lack.junction.value, [[part.n, part.label] for part in lack.parts]],
        "asked": _asked(verdict.quota),
    }


def _verdict(plain: Any, quota: Quota, bound: dict[str, Quota]) -> Verdict | None:
    lack = plain["lack"]
    asked = str(plain["asked"])
    if asked not in bound:
        bound[asked] = _bound(quota, plain["asked"])
    return Verdict(
        quota=bound[asked],
        outcome=Outcome(plain["outcome"]),
        have=plain["have"],
        need=plain["need"],
        lack=lack and Lack(tuple(Missing(n, label) for n, label in lack[1]), Junction(lack[0])),
    )


def _asked(quota: Quota) -> list[Any]:
    """Return what an override may set of a quota: how many, and whether anew every year."""
    return [quota.renewed_yearly, [clause.n for clause in _clauses(quota.clause)]]


def _bound(quota: Quota, asked: Sequence[Any]) -> Quota:
    """Return *quota* with what was set of it; itself where nothing was."""
    if _asked(quota) == asked:
        return quota
    renewed, numbers = asked
    return replace(quota, renewed_yearly=renewed, clause=_clause(quota.clause, numbers))


def _clauses(clause: Clause) -> Sequence[AtLeast]:
    match clause:
        case AtLeast():
            return [clause]
        case AnyOf(clauses=clauses) | AllOf(clauses=clauses):
            return clauses
        case Expected():
            return []


def _clause(like: Clause, numbers: Sequence[int]) -> Clause:
    if isinstance(like, Expected):
        asked = [AtLeast(n=n, label=like.label, filter=like.filter) for n in numbers]
        return asked[0] if asked else like
    clauses = tuple(replace(one, n=n) for one, n in zip(_clauses(like), numbers, strict=True))
    return clauses[0] if isinstance(like, AtLeast) else replace(like, clauses=clauses)
