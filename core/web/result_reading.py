"""From what was typed into a result's form to what is stated, or why it cannot be understood."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from core.domain.errors import Problem
from core.domain.figures import plain_number
from core.domain.registrations import Money
from core.domain.results import REALIZED, State
from core.domain.text import normalized_lines
from core.domain.typed_amounts import money_of
from core.domain.typed_measures import measure_of
from core.domain.typed_numbers import UnclearError, number_of
from core.services.results import Statement
from core.web.result_fields import HOUSEHOLDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from core.web.result_fields import Form

Value = TypeVar("Value")
WHOLE = 100
LONGEST_STORY = 5000
MOST_HOUSEHOLDS = 10**8


def read(form: Form, texts: Mapping[str, str]) -> tuple[Statement | None, list[Problem]]:
    """Return what *texts* state, each understood as people type it; None where there are problems.

    What is completed or kept is done by 100 per cent unless something else is said.
    """
    reader = _Reader(form, texts)
    state = reader.state()
    households = reader.value("households", _households) or 0
    stated = {
        "progress": reader.progress(state),
        "households": households,
        "measures": reader.measures(households),
        "funding": reader.funding(),
        "narrative": reader.narrative(),
    }
    if reader.problems or state is None:
        return None, reader.problems
    return Statement(state=state, **stated), []  # type: ignore[arg-type]


class _Reader:
    """Reads field after field, and keeps what it could not understand."""

    def __init__(self, form: Form, texts: Mapping[str, str]) -> None:
        self._form = form
        self._texts = texts
        self.problems: list[Problem] = []

    def value(self, name: str, how: Callable[[str], Value]) -> Value | None:
        """Return what stands in a field; None where it is empty or not clear."""
        text = self._texts.get(name, "").strip()
        if not text:
            return None
        try:
            return how(text)
        except UnclearError as unclear:
            self.problems.append(unclear.problem(name))
            return None

    def state(self) -> State | None:
        text = self._texts.get("state", "")
        if text in set(map(str, State)):
            return State(text)
        self.problems.append(Problem("state", "result_state_missing"))
        return None

    def progress(self, state: State | None) -> int | None:
        if not self._texts.get("progress", "").strip():
            if state in REALIZED:
                return WHOLE
            self.problems.append(Problem("progress", "result_progress_missing"))
        return self.value("progress", _percent)

    def measures(self, households: int) -> dict[str, int | float]:
        found: dict[str, int | float] = {}
        for measure in self._form.measures:
            name = f"measures.{measure.code}"
            amount = self.value(name, partial(measure_of, measure=measure))
            if amount is not None:
                found[measure.code] = plain_number(amount)
        if self._form.same_households and households:
            found[HOUSEHOLDS] = households
        return found

    def funding(self) -> tuple[Money, ...]:
        found = []
        for source in (*self._form.sources, *self._form.other_sources):
            money = self.value(f"funding.{source}", money_of)
            if money is not None:
                found.append(Money(source=source, amount=money.amount, about=money.about))
        return tuple(found)

    def narrative(self) -> str:
        text = normalized_lines(self._texts.get("narrative", ""))
        if len(text) > LONGEST_STORY:
            self.problems.append(Problem("narrative", "too_long", {"max_length": LONGEST_STORY}))
        return text


def _percent(text: str) -> int:
    number = number_of(text.removesuffix("%").strip())
    if number is None or number != int(number) or not 0 <= number <= WHOLE:
        raise UnclearError("result_progress_unclear", typed=text)
    return int(number)


def _households(text: str) -> int:
    number = number_of(text.casefold().removesuffix("hộ").strip())
    if number is None or number != int(number) or number > MOST_HOUSEHOLDS:
        raise UnclearError("households_unclear", typed=text)
    return int(number)
