"""From what was typed into an inspection's form to what is stated, or why it is not clear."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core.domain.errors import InvalidError, Problem
from core.domain.inspections import (
    Duty,
    InspectedItem,
    InspectionDraft,
    Minutes,
    Outcome,
    TeamMember,
)
from core.domain.periods import Period
from core.domain.stated import Stated
from core.domain.text import normalized, normalized_lines
from core.domain.typed_days import day_of
from core.domain.typed_numbers import UnclearError
from core.edge.wording import sentence
from core.web.inspection_form import result_in
from core.web.result_fields import texts_of
from core.web.result_reading import read

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from core.domain.inspections import Inspection
    from core.web.inspection_form import Typed, TypedItem
    from core.web.inspection_rows import Row

FRONT = "mttq"
LONGEST_NAME, LONGEST_NUMBER, LONGEST_FINDINGS, LONGEST_REASON = 120, 60, 5000, 2000
LONGEST_MINUTES = 20_000
FIELDS = {
    "outcome": "ket-luan", "findings": "nhan-xet", "reason": "ly-do", "period": "ky",
    "registration": "ho-so", "corrected": "so-lieu.state", "result_version": "ky",
}  # fmt: skip
"""The field of the form for a member of an item."""

OF_ALL = {
    "first_day": "tu-ngay", "last_day": "den-ngay", "team": "doan", "items": "tim",
    "minutes.text": "bien-ban", "minutes.number": "so", "minutes.on": "ngay-bb",
}  # fmt: skip


@dataclass(slots=True, kw_only=True)
class ReadForm:
    """What is stated, and by field of the form what is not clear."""

    draft: InspectionDraft
    problems: dict[str, str] = field(default_factory=dict)


def read_form(typed: Typed, rows: Sequence[Row], tenant: str) -> ReadForm:
    """Return what *typed* states; *rows* are its items, in its order."""
    problems: dict[str, str] = {}
    team = tuple(
        TeamMember(
            name=_short(each.name, LONGEST_NAME, f"doan-{at}-ten", problems),
            organization=each.organization[:LONGEST_NAME],
            duty=Duty(each.duty) if each.duty in set(Duty) else Duty.MEMBER,
        )
        for at, each in enumerate(typed.team)
    )
    taking_part = typed.organizations | {each.organization for each in team}
    draft = InspectionDraft(
        tenant=tenant,
        year=typed.year,
        organizations=tuple(sorted(taking_part - {FRONT})),
        team=team,
        first_day=_day(typed.first_day, "tu-ngay", problems),
        last_day=_day(typed.last_day, "den-ngay", problems),
        items=tuple(_item(row, problems) for row in rows),
        minutes=Minutes(
            number=_short(typed.number, LONGEST_NUMBER, "so", problems),
            on=_day(typed.on, "ngay-bb", problems),
            text=_lines(typed.text, LONGEST_MINUTES, "bien-ban", problems),
        ),
    )
    return ReadForm(draft=draft, problems=problems)


def states_the_same(draft: InspectionDraft, stored: Inspection) -> bool:
    """Tell whether *stored* holds all that *draft* states, so that nothing typed would be lost."""
    whole = ("team", "first_day", "last_day", "minutes")
    return (
        all(getattr(draft, name) == getattr(stored, name) for name in whole)
        and {*draft.organizations} == {*stored.organizations}
        and [*map(_stated, draft.items)] == [*map(_stated, stored.items)]
    )


def _stated(item: InspectedItem) -> tuple[object, ...]:
    corrects = item.outcome is Outcome.CORRECTED
    more = (item.corrected, item.reason) if corrects else ()
    return (item.registration, item.period, item.outcome, item.findings, *more)


def by_form_field(error: InvalidError, typed: Typed) -> dict[str, str]:
    """Return the sentences of a refusal by field of the form."""
    found: dict[str, str] = {}
    for problem in error.problems:
        found.setdefault(_field(problem.field, typed), sentence(problem))
    return found


def _field(name: str, typed: Typed) -> str:
    root, _, rest = name.partition(".")
    if name in OF_ALL:
        return OF_ALL[name]
    at, _, inner = rest.partition(".")
    if root == "items" and at.isdigit() and int(at) < len(typed.items):
        registration = typed.items[int(at)].registration
        if inner.startswith("corrected."):
            return f"{registration}.so-lieu.{inner.removeprefix('corrected.')}"
        return f"{registration}.{FIELDS.get(inner, 'ket-luan')}"
    if root == "team":
        return f"doan-{at}-ten"
    return "to-chuc" if root == "organizations" else ""


def _item(row: Row, problems: dict[str, str]) -> InspectedItem:
    typed = row.typed
    prefix = f"{typed.registration}."
    outcome = Outcome(typed.outcome) if typed.outcome in set(Outcome) else None
    return InspectedItem(
        registration=typed.registration,
        period=_period(typed.period),
        result_version=int(typed.version) if _plain(typed.version) and typed.period else None,
        outcome=outcome,
        findings=_lines(typed.findings, LONGEST_FINDINGS, f"{prefix}nhan-xet", problems),
        corrected=_corrected(row, typed, outcome, problems),
        reason=_lines(typed.reason, LONGEST_REASON, f"{prefix}ly-do", problems),
    )


def _corrected(
    row: Row, typed: TypedItem, outcome: Outcome | None, problems: dict[str, str]
) -> Stated | None:
    """Return the corrected figures; what was typed beside another outcome is kept as well."""
    reported = texts_of(row.form, result_in(row.item, typed.period))
    same = all(text == reported.get(name, "") for name, text in typed.texts.items())
    untouched = same or row.changed
    if outcome is not Outcome.CORRECTED and untouched:
        return None
    statement, unclear = read(row.form, {**dict.fromkeys(row.form.names, ""), **typed.texts})
    if statement is None:
        for problem in unclear:
            problems.setdefault(f"{typed.registration}.so-lieu.{problem.field}", sentence(problem))
        return None
    return Stated(
        state=statement.state,
        progress=statement.progress,
        households=statement.households,
        measures=statement.measures,
        funding=statement.funding,
    )


def _day(text: str, name: str, problems: dict[str, str]) -> date | None:
    if not text.strip():
        return None
    try:
        return day_of(text)
    except UnclearError as unclear:
        problems[name] = sentence(unclear.problem(name))
        return None


def _period(text: str) -> Period | None:
    try:
        return Period.parse(text) if text else None
    except InvalidError:
        return None


def _short(text: str, longest: int, name: str, problems: dict[str, str]) -> str:
    return _within(normalized(text), longest, name, problems)


def _lines(text: str, longest: int, name: str, problems: dict[str, str]) -> str:
    return _within(normalized_lines(text), longest, name, problems)


def _within(text: str, longest: int, name: str, problems: dict[str, str]) -> str:
    if len(text) > longest:
        problems[name] = sentence(Problem(name, "too_long", {"max_length": longest}))
    return text


def _plain(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 9  # noqa: PLR2004
