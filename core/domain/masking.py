"""What is left of a registration when it is shown to somebody who may not see all of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.domain.access import View

if TYPE_CHECKING:
    from collections.abc import Collection

    from core.domain.registrations import Registration


def masked(
    registration: Registration, view: View, *, personal_answers: Collection[str]
) -> Registration:
    """Return *registration* without what *view* hides (api.md, «Sight»); the rest is untouched.

    That something was recognised, by whom and by which decision, is public and hidden from nobody.

    What is made of the returned value alone can show neither personal data nor, in summary, more
    than consultation needs. *personal_answers* names the answers that count as personal.
    """
    if view is View.SUMMARY:
        return _in_summary(registration)
    if view is View.PERSONAL:
        return registration
    answers = {
        name: value for name, value in registration.answers.items() if name not in personal_answers
    }
    return replace(registration, person_in_charge=None, phone=None, answers=answers)


def _in_summary(registration: Registration) -> Registration:
    return replace(
        registration,
        themes=frozenset(),
        starts_on=None,
        ends_on=None,
        scale=(),
        funding=(),
        in_kind=(),
        households=None,
        partners=(),
        person_in_charge=None,
        phone=None,
        continues=None,
        answers={},
        note="",
        copied_from=None,
        recognition_note=None,
        return_reason=None,
        results=(),
    )
