"""The form a movement type asks to be filled in, as data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

SAFE_INTEGER = 2**53 - 1
"""No number may be greater: every JSON reader keeps integers up to here exact (RFC 8259, 6)."""

DEFAULT_LENGTHS = {"text": 200, "long_text": 4000}
"""Characters a text answer may have where its field does not say."""


class FieldType(StrEnum):
    """What an answer is, in the JSON that is sent."""

    TEXT = "text"  # one line
    LONG_TEXT = "long_text"  # several lines
    WHOLE_NUMBER = "whole_number"  # integer
    DECIMAL = "decimal"  # number, ``decimals`` places
    MONEY = "money"  # integer, đồng
    YES_NO = "yes_no"  # boolean
    CHOICE = "choice"  # one code of ``choices``
    CHOICES = "choices"  # a list of codes of ``choices``
    DATE = "date"  # ISO 8601


TEXTS = frozenset({FieldType.TEXT, FieldType.LONG_TEXT})
NUMBERS = frozenset({FieldType.WHOLE_NUMBER, FieldType.DECIMAL, FieldType.MONEY})
CHOOSING = frozenset({FieldType.CHOICE, FieldType.CHOICES})


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of the answers offered; its code never changes, its label may."""

    code: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One question. ``name`` is stable for ever; a ``personal`` answer is shown to few."""

    name: str
    label: str
    type: FieldType
    required: bool = False
    help: str = ""
    unit: str = ""
    decimals: int = 0
    minimum: int | None = None
    maximum: int | None = None
    max_length: int | None = None
    choices: tuple[Choice, ...] = ()
    personal: bool = False

    @property
    def lowest(self) -> int:
        """The least number accepted; money is never negative."""
        if self.minimum is not None:
            return self.minimum
        return 0 if self.type is FieldType.MONEY else -SAFE_INTEGER

    @property
    def highest(self) -> int:
        return SAFE_INTEGER if self.maximum is None else self.maximum

    @property
    def longest(self) -> int:
        """How many characters a text answer may have."""
        return DEFAULT_LENGTHS[self.type] if self.max_length is None else self.max_length

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(choice.code for choice in self.choices)


def personal_names(form: tuple[FormField, ...]) -> frozenset[str]:
    """Name the answers that go to the item's organization and the Front of its tenant only."""
    return frozenset(question.name for question in form if question.personal)
