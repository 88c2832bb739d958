"""How results are worded: the fields of the form, what looks odd, lateness."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from core.domain.calendar_windows import DATES, SIDES
from core.domain.calendars import standing
from core.domain.periods import Period
from core.domain.plausibility import planned_figure
from core.domain.results import State
from core.edge.calendar_wording import last_day
from core.edge.platform import moment, platform
from core.web import formats
from core.web.rendering import t
from core.web.report_periods import period_name
from core.web.result_fields import texts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from core.domain.audit import Entry
    from core.domain.calendar_windows import Window
    from core.domain.movements import Measure
    from core.domain.plausibility import Doubt
    from core.web.result_opening import Opened
    from core.web.result_saving import Sent


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRow:
    """A field to type into, with what was planned and what the previous period had."""

    name: str
    label: str
    unit: str
    planned: str
    before: str
    text: str
    problem: str
    money: bool = False
    more: bool = False


def states() -> list[tuple[str, str]]:
    return [(state.value, t(f"registration_state.{state.value}")) for state in State]


def field_rows(shown: Opened, sent: Sent) -> list[FieldRow]:
    """Return the fields for figures: households, measures, money; ``more`` are seldom needed."""
    earlier = texts_of(shown.form, shown.previous)

    def row(name: str, label: str, unit: str, planned: str, **more: Any) -> FieldRow:
        return FieldRow(
            name=name, label=label, unit=unit, planned=planned,
            before=earlier.get(name, "") if shown.previous else "",
            text=sent.texts.get(name, ""), problem=sent.problems.get(name, ""), **more,
        )  # fmt: skip

    item = shown.item
    households = formats.number(item.households) if item.households else ""
    rows = [row("households", t("results.households"), t("results.household_unit"), households)]
    for measure in shown.form.measures:
        planned = _planned(shown, measure)
        rows.append(row(f"measures.{measure.code}", measure.label, measure.unit, planned))
    for source in (*shown.form.sources, *shown.form.other_sources):
        money = sum(one.amount for one in item.funding if one.source == source)
        planned = formats.number(money) if money else ""
        label, more = t(f"registration_source.{source}"), source in shown.form.other_sources
        name, unit = f"funding.{source}", t("results.money_unit")
        rows.append(row(name, label, unit, planned, money=True, more=more))
    return rows


def _planned(shown: Opened, measure: Measure) -> str:
    planned = planned_figure(shown.item, measure)
    return formats.number(planned) if planned is not None else ""


def doubt_texts(shown: Opened) -> list[dict[str, str]]:
    """Return what looks odd as sentences with the field each is about."""
    return [{"field": one.field, "text": _doubt(one)} for one in shown.doubts]


def _doubt(doubt: Doubt) -> str:
    params = {name: _said(name, value) for name, value in doubt.params.items()}
    return t(f"doubt.{doubt.code}", what=_what(doubt.field), **params)


def _said(name: str, value: Any) -> str:
    if name == "period":
        return period_name(Period.parse(str(value)))
    if isinstance(value, (int, float, Decimal)):
        return formats.number(value)
    return str(value)


def _what(field: str) -> str:
    root, _, code = field.partition(".")
    if root == "measures":
        measure = platform().catalogue.measures.get(code)
        return measure.label if measure else code
    return t(f"results.{root}")


def deadline_of(window: Window) -> str:
    """Return until when results are entered, as one line."""
    today = moment().today
    params = {name: formats.day(getattr(window, name)) for name in DATES}
    params |= {side: last_day(window, side, t) for side in SIDES}
    left = (window.due - today).days
    return t(f"results.deadline_{standing(window, today).value}", left=left, over=-left, **params)


def entered_late(entries: Iterable[Entry], shown: Opened) -> int:
    """Return how many days after the last day on time the result was first entered; 0: in time.

    It was judged when it was entered and stands in the history; entries older than that judgement
    are measured by the calendar as it is.
    """
    entered = _entered(entries, str(shown.period))
    first = min(entered, key=lambda each: (each[0], -each[1]), default=None)
    if first is None:
        return 0
    on, judged = first
    return max(0, (on - shown.window.due).days) if judged < 0 else judged


def _entered(entries: Iterable[Entry], period: str) -> Iterator[tuple[date, int]]:
    """Yield the day of each entry of the result, with the days it was judged late by; -1: none."""
    for entry in entries:
        told = entry.content
        details = told.get("details", {})
        if told.get("action") != "result.enter" or details.get("period") != period:
            continue
        on = told.get("on")
        if on:
            day = on if isinstance(on, date) else date.fromisoformat(str(on)[:10])
            yield day, details.get("days_late", -1)
