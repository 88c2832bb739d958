"""What has been reached, beside what was planned: one table of figures, one line a period."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from core.edge.place_wording import beginning_a_line
from core.edge.platform import platform
from core.web import formats
from core.web.rendering import t
from core.web.report_periods import period_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from core.domain.movements import Measure
    from core.domain.periods import Period
    from core.domain.registrations import Registration
    from core.domain.results import Result

HOUSEHOLDS = "so_ho"
"""The measure that says the same as a result's own count of households."""

MONTHS = 12
COLUMNS = 2
"""So many periods stand side by side: the latest ones; all of them are listed below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One figure: as planned, as reached in each period shown, and the latest over the plan."""

    label: str
    planned: str
    reached: tuple[str, ...]
    share: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodLine:
    """One period's result, where it can be read whole, and the day it was last entered."""

    name: str
    entered: str
    address: str
    result: Result


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownResults:
    """The results of a registration; ``periods`` head the columns, ``lines`` are newest first."""

    periods: tuple[str, ...]
    figures: tuple[FigureRow, ...]
    lines: tuple[PeriodLine, ...]

    @property
    def latest(self) -> PeriodLine:
        return self.lines[0]


def shown_results(
    item: Registration, address: str, entered: Mapping[str, str]
) -> ShownResults | None:
    """Return what is shown of the results of *item*, whose page is at *address*; None: none.

    *entered* are the days of the last entries by period, as the rules count days.
    """
    ordered = sorted(item.results, key=lambda result: result.period.precedence)
    if not ordered:
        return None
    columns = ordered[-COLUMNS:]
    return ShownResults(
        periods=tuple(_column(result.period) for result in columns),
        figures=tuple(_figures(item, columns)),
        lines=tuple(
            PeriodLine(
                name=beginning_a_line(period_name(result.period)),
                entered=entered.get(str(result.period), ""),
                address=f"{address}/ket-qua/{result.period}",
                result=result,
            )
            for result in reversed(ordered)
        ),
    )


def _column(period: Period) -> str:
    """Return a heading as short as a phone needs; figures are since January, so it is exact."""
    if period.end_month == MONTHS:
        return t("registration_result.whole_year")
    return t("registration_result.months", n=period.end_month)


def _figures(item: Registration, columns: Sequence[Result]) -> Iterable[FigureRow]:
    yield _row(t("registration_result.progress"), 100, [result.progress for result in columns], "%")
    households = [result.households for result in columns]
    if item.households or any(households):
        yield _row(
            t("registration_result.households"),
            item.households,
            households,
            t("registration_result.household_unit"),
        )
    for measure in _measures(columns):
        reached = [result.measures.get(measure.code) for result in columns]
        yield _row(measure.label, _planned(item, measure), reached, measure.unit)
    spent = [result.spent_funding for result in columns]
    if item.planned_funding or any(spent):
        yield _row(
            t("registration_result.spent"),
            item.planned_funding or None,
            spent,
            t("registration_result.money_unit"),
        )


def _measures(columns: Sequence[Result]) -> list[Measure]:
    known = platform().catalogue.measures
    codes = dict.fromkeys(code for result in columns for code in result.measures)
    if any(result.households for result in columns):
        codes.pop(HOUSEHOLDS, None)  # they have a row of their own
    return [known[code] for code in codes if code in known]


def _planned(item: Registration, measure: Measure) -> Any:
    """Return what was planned of *measure*: the answer of its name, else the one such quantity."""
    answer = item.answers.get(measure.code)
    if isinstance(answer, (int, float)) and not isinstance(answer, bool):
        return answer
    stated = [row.amount for row in item.scale if row.unit.casefold() == measure.unit.casefold()]
    return stated[0] if len(stated) == 1 else None


def _row(label: str, planned: Any, reached: Sequence[Any], unit: str) -> FigureRow:
    last = reached[-1]
    measurable = planned and last is not None and unit != "%"
    return FigureRow(
        label=label,
        planned=_with_unit(planned, unit) if unit != "%" else "",
        reached=tuple(_with_unit(value, unit) for value in reached),
        share=formats.share(float(Decimal(str(last))), float(planned)) if measurable else "",
    )


def _with_unit(value: Any, unit: str) -> str:
    if value is None:
        return ""
    return f"{formats.number(value)}%" if unit == "%" else f"{formats.number(value)} {unit}"
