"""Reading one amount back as it was understood, or saying why it was not."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from core.domain.forms import FieldType
from core.domain.registrations import Quantity
from core.domain.text import normalized
from core.domain.typed_amounts import shown_money
from core.domain.typed_days import shown_end, shown_start, span_of
from core.domain.typed_numbers import UnclearError, shown_number
from core.domain.typed_quantities import shown_quantity
from core.edge.wording import sentence
from core.web.registration_form.answers import read_answer, read_count
from core.web.registration_form.review import answer_text
from core.web.registration_form.rows import READERS, SORTS
from core.web.registration_form.stated import ANSWERS, DAYS

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.domain.errors import Problem
    from core.domain.forms import FormField
    from core.web.registration_form.subject import Subject
    from core.web.registration_form.typed import Typed

SAID = frozenset({FieldType.WHOLE_NUMBER, FieldType.DECIMAL, FieldType.MONEY, FieldType.DATE})
"""What can be typed in several ways, and is therefore read back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo:
    """``shown`` is how it was understood, ``problem`` why it was not; both "" for nothing."""

    shown: str = ""
    problem: str = ""


def echo_of(field: str, typed: Typed, subject: Subject) -> Echo:
    """Return the echo of one field, as it stands in the form."""
    text = typed.one(field)
    reader = _reader(field, typed, subject)
    if reader is None or not normalized(text):
        return Echo()
    try:
        shown = reader(text)
    except UnclearError as unclear:
        return Echo(problem=sentence(unclear.problem(field)))
    repeated = field in DAYS and shown == normalized(text)
    return Echo(shown="" if repeated else shown)


def funding_total(typed: Typed) -> tuple[int, int]:
    """Return of how many sources the money was understood, and how much that is together."""
    amounts = []
    for number in typed.rows("funding"):
        try:
            amounts.append(READERS["funding"](typed.one(f"funding-{number}-text"), "")["amount"])
        except UnclearError:
            continue
    return len(amounts), sum(amounts)


def by_field(problems: list[Problem]) -> dict[str, str]:
    """Return the first sentence of each field."""
    found: dict[str, str] = {}
    for problem in problems:
        found.setdefault(problem.field, sentence(problem))
    return found


def _reader(field: str, typed: Typed, subject: Subject) -> Callable[[str], str] | None:
    group, _, rest = field.partition("-")
    if group in SORTS and rest.endswith("-text"):
        sort = typed.one(f"{field.removesuffix('text')}{SORTS[group] or '-'}")
        return partial(_row, group, sort)
    if field in DAYS:
        return partial(_day, field, subject.year)
    if field == "households":
        return _households
    questions = (q for q in subject.of_type.form if ANSWERS + q.name == field)
    question = next(questions, None)
    return partial(_answer, question) if question and question.type in SAID else None


def _row(group: str, sort: str, text: str) -> str:
    row = READERS[group](text, sort)
    if group == "funding":
        return shown_money(row["amount"], row.get("about"))
    return shown_quantity(Quantity(amount=row["amount"], unit=row["unit"], about=row.get("about")))


def _day(name: str, year: int, text: str) -> str:
    span = span_of(text, year=year)
    return shown_start(span.first) if name == "starts_on" else shown_end(span.last)


def _households(text: str) -> str:
    count = read_count(text, "hộ")
    return f"{shown_number(count or 0)} hộ"


def _answer(question: FormField, text: str) -> str:
    return answer_text(read_answer(question, [text]), question)
