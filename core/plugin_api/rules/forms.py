"""Forms: names that can be kept for ever, and limits that some answer can meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.forms import CHOOSING, NUMBERS, TEXTS, FieldType
from core.plugin_api.rules.codes import PLAIN, blank_faults, repetition_faults

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.domain.forms import FormField

MOST_DECIMALS = 6


def form_faults(form: tuple[FormField, ...], what: str) -> Iterator[str]:
    """Yield what is wrong with *form*, the form of *what*."""
    names = [question.name for question in form]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"{what}: two fields are named {name!r}"
    for question in form:
        where = f"{what}, field {question.name!r}"
        if not PLAIN.fullmatch(question.name):
            yield f"{where}: a name is a plain word (a-z, 0-9, _)"
        yield from blank_faults(where, label=question.label)
        yield from _choice_faults(question, where)
        yield from _limit_faults(question, where)


def _choice_faults(question: FormField, where: str) -> Iterator[str]:
    if bool(question.choices) is not (question.type in CHOOSING):
        yield f"{where}: choices go with the types choice and choices, and only with them"
    yield from repetition_faults(question.choices, f"{where}: choice")
    for choice in question.choices:
        if not PLAIN.fullmatch(choice.code):
            yield f"{where}: choice {choice.code!r} is not a plain word (a-z, 0-9, _)"
        yield from blank_faults(f"{where}, choice {choice.code!r}", label=choice.label)


def _limit_faults(question: FormField, where: str) -> Iterator[str]:
    numeric = question.type in NUMBERS
    if not numeric and (question.minimum, question.maximum) != (None, None):
        yield f"{where}: minimum and maximum are for numbers"
    if numeric and question.lowest > question.highest:
        yield f"{where}: minimum is greater than maximum"
    if question.type is FieldType.DECIMAL:
        if not 1 <= question.decimals <= MOST_DECIMALS:
            yield f"{where}: a decimal has 1 to {MOST_DECIMALS} decimals"
    elif question.decimals:
        yield f"{where}: decimals are for the type decimal"
    if question.max_length is not None and question.type not in TEXTS:
        yield f"{where}: max_length is for texts"
    if question.type in TEXTS and question.longest < 1:
        yield f"{where}: max_length leaves no room for an answer"
