"""What is registered across the country: the patterns there are, and one for every other type.

A type that no pattern words is drawn from what its plugin declares, so that items of every
installed plugin are there.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import cycle
from typing import TYPE_CHECKING, Any

from core.demonstration.items import above, farmers, front, veterans, women, youth
from core.demonstration.patterns import Of, Pattern, Span
from core.domain.forms import FieldType
from core.domain.tenants import Level

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.catalogue import Catalogue
    from core.domain.forms import FormField
    from core.domain.movements import Measure, MovementType

WORDED = tuple(
    pattern
    for module in (farmers, front, veterans, women, youth)
    for pattern in vars(module).values()
    if isinstance(pattern, Pattern)
)
LARGE_MONEY = Span(5_000_000, 40_000_000, 1_000_000)
TENS, HUNDREDS = Span(10, 60), Span(20, 300, 5)
TEXT_ANSWER = "Theo kế hoạch phối hợp đã hiệp thương"
DAY_ANSWER = "2017-10-15"

Offered = dict[tuple[str, bool], list[Pattern]]
"""By organization and whether it is a commune's body."""


def offered(catalogue: Catalogue) -> Offered:
    """Return what each organization registers in communes (True), and above them (False)."""
    found: Offered = defaultdict(list)
    for pattern in (*WORDED, *_of_other_types(catalogue)):
        if pattern.type in catalogue.movement_types:
            found[pattern.organization, True].append(_complete(pattern, catalogue))
    for pattern in above.ALL:
        if pattern.type in catalogue.movement_types:
            found[pattern.organization, False].append(_complete(pattern, catalogue))
    for organization in catalogue.organizations:
        everywhere = found[organization, True]
        if not found[organization, False]:
            found[organization, False] = everywhere
    return {key: patterns for key, patterns in found.items() if patterns}


def is_commune(level: Level) -> bool:
    return level is Level.COMMUNE


def _complete(pattern: Pattern, catalogue: Catalogue) -> Pattern:
    """Return *pattern* as it is stored: its type's themes, its answers in the form's order."""
    of_type = catalogue.movement_types[pattern.type]
    names = [question.name for question in of_type.form]
    answers = {name: pattern.answers[name] for name in names if name in pattern.answers}
    return replace(pattern, answers=answers, themes=pattern.themes | of_type.themes)


def _of_other_types(catalogue: Catalogue) -> list[Pattern]:
    worded = {pattern.type for pattern in WORDED}
    others = [t for code, t in catalogue.movement_types.items() if code not in worded]
    return [pattern for of_type in others for pattern in _patterns_of(of_type)]


def _patterns_of(of_type: MovementType) -> list[Pattern]:
    """Return one for each kind, its content one of the type's in turn."""
    contents = cycle(sorted(of_type.contents))
    required = [question for question in of_type.form if question.required]
    values = {q.name: _span(q) for q in required if q.type in _NUMBERS}
    measured = {f"m.{measure.code}": _measured(measure) for measure in of_type.measures}
    return [
        Pattern(
            type=of_type.code,
            kind=kind,
            content=next(contents),
            titles=(f"{of_type.title} {{area}}",),
            stages=tuple(sorted(of_type.stages)),
            values={**values, **measured},
            answers=_answers(required),
            funding={"hoi_vien": Span(2, 12), "xa_hoi_hoa": Span(3, 25)},
            measures={measure.code: Of(f"m.{measure.code}") for measure in of_type.measures},
        )
        for kind in sorted(of_type.kinds)
    ]


_NUMBERS = frozenset({FieldType.WHOLE_NUMBER, FieldType.MONEY, FieldType.DECIMAL})


def _span(question: FormField) -> Span:
    if question.type is FieldType.MONEY:
        return LARGE_MONEY
    low = max(TENS.low, question.lowest)
    return Span(low, min(max(TENS.high, low), question.highest))


def _measured(measure: Measure) -> Span:
    if measure.unit == "đồng":
        return LARGE_MONEY
    return replace(HUNDREDS, over=10**measure.decimals)


def _answers(required: Sequence[FormField]) -> Mapping[str, Any]:
    return {question.name: _answer(question) for question in required}


def _answer(question: FormField) -> Any:
    match question.type:
        case FieldType.CHOICE:
            return question.choices[0].code
        case FieldType.CHOICES:
            return [question.choices[0].code]
        case FieldType.YES_NO:
            return True
        case FieldType.DATE:
            return DAY_ANSWER
        case FieldType.TEXT | FieldType.LONG_TEXT:
            return TEXT_ANSWER[: question.longest]
        case _:
            return Of(question.name)
