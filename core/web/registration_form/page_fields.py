"""The fields of the page: which step each stands in, and what the rules' own names are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.web.registration_form.stated import ANSWERS, ROWS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.web.registration_form.subject import Subject

STEPS = (1, 2, 3, 4, 5)
REVIEW = 5
QUESTIONS = 4

STEP_OF = {
    "title": 1, "kind": 1, "stage": 1, "content": 1, "themes": 1, "continues": 1, "copied_from": 1,
    "places": 2, "places_new": 2, "place_detail": 2, "starts_on": 2, "ends_on": 2,
    "partners": 2, "partner_names": 2, "person_in_charge": 2, "phone": 2,
    "scale": 3, "households": 3, "funding": 3, "in_kind": 3, "note": 3,
}  # fmt: skip

SORTED_BY = {"source": "source", "kind": "kind"}
"""The members of a row that have a select of their own; all others are read from its text."""


def steps_of(subject: Subject) -> tuple[int, ...]:
    """Return the steps that ask something; without questions of its own the fourth is skipped."""
    return STEPS if subject.questions else tuple(step for step in STEPS if step != QUESTIONS)


def step_of(field: str, subject: Subject) -> int:
    """Return the step where a field of the page stands."""
    if field.startswith(ANSWERS):
        households = subject.households
        beside = households is not None and field == ANSWERS + households.name
        return STEP_OF["households"] if beside else QUESTIONS
    return STEP_OF.get(field.partition("-")[0].partition(".")[0], 1)


def root_of(field: str) -> str:
    """Return which value a problem of the rules is about: ``places.0.area`` → ``places``."""
    return field if field.startswith(ANSWERS) else field.partition(".")[0]


def page_field(field: str, rows: Mapping[str, str]) -> str:
    """Return the field of the page for one of the rules: ``funding.1.amount`` → its text."""
    if field.startswith(ANSWERS):
        return ".".join(field.split(".")[:2])
    name, _, rest = field.partition(".")
    if name not in ROWS:
        return name
    number, _, member = rest.partition(".")
    row = rows.get(f"{name}.{number}", f"{name}-0")
    return f"{row}-{SORTED_BY.get(member, 'text')}"
