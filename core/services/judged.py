"""Verdicts on the units of a tenant in a lean form: a row of references for each quota."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.domain.verdicts import Shortfall

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.domain.quotas import Quota
    from core.domain.verdicts import Verdict, VerdictTally


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedQuota:
    """One quota: its verdicts in the order of the units, None where it does not apply.

    ``tally`` leaves out who is short (``Judged.tally``).
    """

    quota: Quota
    verdicts: Sequence[Verdict | None]
    tally: VerdictTally


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The units of a tenant, itself included, by id in the order of their paths."""

    units: Sequence[str]
    rows: Sequence[JudgedQuota]

    def tally(self, row: JudgedQuota) -> VerdictTally:
        """Return the tally of one of the rows with who is short."""
        short = tuple(
            Shortfall(tenant=unit, have=verdict.have, need=verdict.need, lack=verdict.lack)
            for unit, verdict in zip(self.units, row.verdicts, strict=True)
            if verdict is not None and verdict.lack is not None and verdict.need is not None
        )
        return replace(row.tally, shortfalls=short)

    def verdicts_in(self, units: Sequence[str]) -> dict[str, list[Verdict]]:
        """Return what applies in each of *units*, in the order of the quotas."""
        places = {unit: place for place, unit in enumerate(self.units)}
        return {
            unit: [
                verdict
                for row in self.rows
                if (verdict := row.verdicts[places[unit]]) is not None
            ]
            for unit in units
        }  # fmt: skip
