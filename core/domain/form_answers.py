"""Whether answers fit the form they answer: the one place that judges them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from core.domain.errors import Problem
from core.domain.forms import FieldType

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from core.domain.forms import FormField

# Written so that JSON Schema's regular expressions and Python's mean the same by it.
VISIBLE = r"[^\u0009-\u000d\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
NOT_IN_A_LINE = r"[\u0000-\u001f\u007f\u0085\u2028\u2029]"
NOT_IN_LINES = r"[\u0000-\u0008\u000b-\u001f\u007f]"
ISO_DATE = r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"


class _RefusedError(Exception):
    """One answer is not acceptable; carries the problem's code and parameters."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def check_answers(
    form: tuple[FormField, ...], answers: Mapping[str, Any], *, complete: bool
) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """Return the answers that are fit to be kept, in the form's order, and what is wrong.

    *answers* is the parsed JSON object, its text already in NFC. What is there must be valid, and
    of the form, always; what the form requires must be there when *complete*. An integral number
    answers a whole-number field however it is written (``42.0``) and is kept as an integer; a blank
    text or an empty list is no answer and is not kept. Fields are named ``answers.<name>``.
    """
    known = {question.name for question in form}
    problems = [
        Problem(f"answers.{name}", "unknown_field", {"name": name})
        for name in answers
        if name not in known
    ]
    clean: dict[str, Any] = {}
    for question in form:
        answer = None
        if question.name in answers:
            try:
                answer = _READERS[question.type](question, answers[question.name])
            except _RefusedError as refused:
                problems.append(_problem(question, refused.code, refused.params))
                continue
        if answer is not None:
            clean[question.name] = answer
        elif complete and question.required:
            problems.append(_problem(question, "required", {}))
    return clean, tuple(problems)


def _problem(question: FormField, code: str, params: Mapping[str, Any]) -> Problem:
    return Problem(f"answers.{question.name}", code, {"label": question.label, **params})


def _text(question: FormField, answer: object) -> str | None:
    if not isinstance(answer, str):
        raise _RefusedError("not_text")
    one_line = question.type is FieldType.TEXT
    if re.search(NOT_IN_A_LINE if one_line else NOT_IN_LINES, answer):
        raise _RefusedError("not_one_line" if one_line else "not_text")
    if len(answer) > question.longest:
        raise _RefusedError("too_long", max_length=question.longest)
    return answer if re.search(VISIBLE, answer) else None


def _within(question: FormField, answer: float) -> None:
    if answer < question.lowest:
        raise _RefusedError("too_small", minimum=question.lowest, unit=question.unit)
    if answer > question.highest:
        raise _RefusedError("too_large", maximum=question.highest, unit=question.unit)


def _whole_number(question: FormField, answer: object) -> int:
    if isinstance(answer, bool) or not isinstance(answer, int | float):
        raise _RefusedError("not_whole_number")
    if isinstance(answer, float) and not answer.is_integer():
        raise _RefusedError("not_whole_number")
    _within(question, answer)
    return int(answer)


def _decimal(question: FormField, answer: object) -> int | float:
    if isinstance(answer, bool) or not isinstance(answer, int | float):
        raise _RefusedError("not_number")
    if isinstance(answer, float) and not -float("inf") < answer < float("inf"):
        raise _RefusedError("not_number")
    _within(question, answer)
    # The shortest decimal that reads back as this number is what the sender wrote.
    places = Decimal(str(answer)).normalize().as_tuple().exponent
    if isinstance(places, int) and -places > question.decimals:
        raise _RefusedError("too_many_decimals", decimals=question.decimals)
    return answer


def _yes_no(_question: FormField, answer: object) -> bool:
    if not isinstance(answer, bool):
        raise _RefusedError("not_yes_no")
    return answer


def _choice(question: FormField, answer: object) -> str:
    if not isinstance(answer, str) or answer not in question.codes:
        raise _RefusedError("not_a_choice", choices=", ".join(c.code for c in question.choices))
    return answer


def _choices(question: FormField, answer: object) -> list[str] | None:
    if not isinstance(answer, list):
        raise _RefusedError("not_a_list")
    chosen = [_choice(question, code) for code in answer]
    if len(set(chosen)) < len(chosen):
        raise _RefusedError("repeated")
    return chosen or None


def _date(_question: FormField, answer: object) -> str:
    if not isinstance(answer, str) or not re.fullmatch(ISO_DATE, answer):
        raise _RefusedError("not_a_date")
    try:
        return date.fromisoformat(answer).isoformat()
    except ValueError:
        raise _RefusedError("not_a_date") from None


_READERS: dict[FieldType, Callable[[FormField, object], Any]] = {
    FieldType.TEXT: _text,
    FieldType.LONG_TEXT: _text,
    FieldType.WHOLE_NUMBER: _whole_number,
    FieldType.DECIMAL: _decimal,
    FieldType.MONEY: _whole_number,
    FieldType.YES_NO: _yes_no,
    FieldType.CHOICE: _choice,
    FieldType.CHOICES: _choices,
    FieldType.DATE: _date,
}
