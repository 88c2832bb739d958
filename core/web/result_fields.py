"""The fields of a result's form, and what stands in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.registration_rules import FUNDING_SOURCES
from core.domain.typed_amounts import typed_money
from core.domain.typed_measures import typed_measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.domain.movements import Measure, MovementType
    from core.domain.registrations import Registration
    from core.domain.results import Result

HOUSEHOLDS = "so_ho"
"""The measure that says the same as a result's own count of households: asked once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What is asked of one item: the measures of its type, the sources its money came from."""

    measures: tuple[Measure, ...]
    sources: tuple[str, ...]
    other_sources: tuple[str, ...]
    same_households: bool

    @property
    def names(self) -> tuple[str, ...]:
        return (
            "state",
            "progress",
            "households",
            *(f"measures.{measure.code}" for measure in self.measures),
            *(f"funding.{source}" for source in (*self.sources, *self.other_sources)),
            "narrative",
        )


def form_of(
    item: Registration, of_type: MovementType | None, told: Sequence[Result | None]
) -> Form:
    """Return the form for *item*; sources come from its plan and from *told* results."""
    measures = of_type.measures if of_type else ()
    spent = (result.funding for result in told if result is not None)
    named = {money.source for funding in (item.funding, *spent) for money in funding}
    return Form(
        measures=tuple(measure for measure in measures if measure.code != HOUSEHOLDS),
        sources=tuple(source for source in FUNDING_SOURCES if source in named),
        other_sources=tuple(source for source in FUNDING_SOURCES if source not in named),
        same_households=any(measure.code == HOUSEHOLDS for measure in measures),
    )


def texts_of(form: Form, result: Result | None) -> dict[str, str]:
    """Return what the fields show for *result*; all empty for none."""
    if result is None:
        return dict.fromkeys(form.names, "")
    spent: dict[str, str] = {}
    for money in result.funding:
        spent.setdefault(money.source, typed_money(money.amount, money.about))
    return {
        "state": result.state.value,
        "progress": str(result.progress),
        "households": typed_measure(result.households) if result.households else "",
        **{
            f"measures.{measure.code}": (
                typed_measure(result.measures[measure.code])
                if measure.code in result.measures
                else ""
            )
            for measure in form.measures
        },
        **{
            f"funding.{source}": spent.get(source, "")
            for source in (*form.sources, *form.other_sources)
        },
        "narrative": result.narrative,
    }
