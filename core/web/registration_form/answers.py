"""Reading the answers to a type's own questions, each by the kind of answer it asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.domain.forms import FieldType
from core.domain.text import normalized, normalized_lines
from core.domain.typed_amounts import money_of
from core.domain.typed_days import day_of
from core.domain.typed_numbers import UnclearError, number_of
from core.web.registration_form.filling import NO, YES

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from core.domain.forms import FormField

MINUS = ("-", "−")


def read_answer(question: FormField, given: list[str]) -> Any:
    """Return the answer as the form's rules take it, None for none.

    Whether it is within its limits the form itself says; here it is only understood. Raises
    UnclearError.
    """
    if question.type is FieldType.CHOICES:
        return given or None
    text = given[-1] if given else ""
    if not normalized(text):
        return None
    return READERS[question.type](question, text)


def read_count(text: str, unit: str = "") -> int | None:
    """Return a whole number, None for none; its *unit* may stand behind it («42 hộ»)."""
    if not normalized(text):
        return None
    number = _number(text, unit)
    if number != int(number):
        raise UnclearError("count_unclear", typed=normalized(text))
    return int(number)


def _number(text: str, unit: str) -> Decimal:
    tidy = normalized(text)
    bare = tidy.lower().removesuffix(unit.lower()).strip() if unit else tidy
    negative = bare.startswith(MINUS)
    number = number_of(bare[1:].strip() if negative else bare)
    if number is None:
        raise UnclearError("number_unclear", typed=tidy)
    return -number if negative else number


def _text(_: FormField, text: str) -> str:
    return normalized(text)


def _lines(_: FormField, text: str) -> str:
    return normalized_lines(text)


def _count(question: FormField, text: str) -> int | None:
    return read_count(text, question.unit)


def _decimal(question: FormField, text: str) -> float:
    number = _number(text, question.unit)
    return int(number) if number == int(number) else float(number)


def _money(_: FormField, text: str) -> int:
    found = money_of(text)
    if found.about is not None:
        raise UnclearError("exact_needed", typed=normalized(text))
    return found.amount


def _yes_no(_: FormField, text: str) -> Any:
    return {YES: True, NO: False}.get(text, text)


def _choice(_: FormField, text: str) -> str:
    return text


def _day(_: FormField, text: str) -> str:
    return day_of(text).isoformat()


READERS: dict[FieldType, Callable[[FormField, str], Any]] = {
    FieldType.TEXT: _text,
    FieldType.LONG_TEXT: _lines,
    FieldType.WHOLE_NUMBER: _count,
    FieldType.DECIMAL: _decimal,
    FieldType.MONEY: _money,
    FieldType.YES_NO: _yes_no,
    FieldType.CHOICE: _choice,
    FieldType.DATE: _day,
}
