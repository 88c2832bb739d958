"""From the texts in the fields to what is stated; what is not understood is said, never guessed."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from core.domain.movements import Stage
from core.domain.text import normalized, normalized_lines
from core.domain.typed_days import span_of
from core.domain.typed_numbers import UnclearError
from core.web.registration_form.answers import read_answer, read_count
from core.web.registration_form.filling import filled
from core.web.registration_form.places import read_places
from core.web.registration_form.rows import read_rows
from core.web.registration_form.stated import ANSWERS, DAYS, ROWS, stated_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.domain.errors import Problem
    from core.services.ports.work import Repositories
    from core.web.registration_form.stated import Values
    from core.web.registration_form.subject import Subject
    from core.web.registration_form.typed import Typed

LINES = ("title", "person_in_charge", "phone")
PARTNERS = ("partners", "partner_names")
EXPANDED = Stage.EXPANDED.value
CODES = ("kind", "stage", "continues", "copied_from")


@dataclass(slots=True, kw_only=True)
class Reading:
    """``values`` are whole: what was not understood stays in them as it is stored.

    ``problems`` name fields of the form; ``rows`` tells the field of each row that was read
    (``funding.0`` → ``funding-2``).
    """

    values: Values
    problems: list[Problem] = field(default_factory=list)
    rows: dict[str, str] = field(default_factory=dict)


def read(typed: Typed, subject: Subject, work: Repositories) -> Reading:
    """Read all that was sent; a field that was not sent stays as it is stored.

    So does a field whose text is still the one that stands for what is stored, whether or not
    anybody would type it so.
    """
    stored = stated_in(subject)
    shown = filled(stored, subject)
    reading = Reading(values=dict(stored))

    def changed(*names: str) -> bool:
        sent = any(typed.has(name) for name in names)
        return sent and any(typed.many(name) != shown.many(name) for name in names)

    _read_texts(typed, reading, changed)
    _read_choices(typed, shown, subject, reading)
    for name in DAYS:
        if changed(name):
            _attempt(reading, name, name, partial(_day, typed.one(name), name, subject.year))
    for group in ROWS:
        if typed.rows(group) or typed.whole:
            read_rows(group, typed, shown, stored, reading)
    if typed.whole or changed("places", "places_new", "place_detail"):
        read_places(typed, shown, subject, reading, work)
    _read_households(typed, subject, reading, changed)
    for question in subject.of_type.form:
        name = ANSWERS + question.name
        sent = typed.has(name) or (typed.whole and question.choices)
        if sent and typed.many(name) != shown.many(name):
            _attempt(reading, name, name, partial(read_answer, question, typed.many(name)))
    return reading


def _read_texts(typed: Typed, reading: Reading, changed: Callable[..., bool]) -> None:
    for name in LINES:
        if changed(name):
            reading.values[name] = normalized(typed.one(name))
    if changed("note"):
        reading.values["note"] = normalized_lines(typed.one("note"))


def _read_choices(typed: Typed, shown: Typed, subject: Subject, reading: Reading) -> None:
    for name in CODES:
        if typed.has(name):
            reading.values[name] = typed.one(name) or None
    still = not typed.has("copied_from") or typed.one("copied_from") == shown.one("copied_from")
    if still and shown.one("stage") == EXPANDED != reading.values["stage"]:
        reading.values["copied_from"] = None  # an origin goes with the stage that had one
    if typed.has("content"):
        chosen = typed.one("content")
        known = chosen.isascii() and chosen.isdigit() and len(chosen) == 1
        reading.values["content"] = int(chosen) if known else None
    if typed.whole and subject.of_type.optional_themes:
        chosen_themes = set(typed.many("themes")) | subject.of_type.themes
        reading.values["themes"] = sorted(chosen_themes)
    untouched = all(typed.many(name) == shown.many(name) for name in PARTNERS)
    if (typed.whole or typed.has("partner_names")) and not untouched:
        lines = typed.one("partner_names").replace(";", "\n").splitlines()
        names = [{"name": name} for name in map(normalized, lines) if name]
        stored = reading.values["partners"]
        found: list[Any] = [*typed.many("partners"), *names]
        # The order in which partners were named is nobody's to change by looking at them.
        found.sort(key=lambda one: stored.index(one) if one in stored else len(stored))
        reading.values["partners"] = found


def _read_households(
    typed: Typed, subject: Subject, reading: Reading, changed: Callable[..., bool]
) -> None:
    """Read how many households; where the type's own form asks it, that answer is taken."""
    question = subject.households
    if question is None:
        if changed("households"):
            text = typed.one("households")
            _attempt(reading, "households", "households", lambda: read_count(text, "hộ"))
        return
    name = ANSWERS + question.name
    before = reading.values[name]
    if changed(name):
        _attempt(reading, name, name, lambda: read_answer(question, typed.many(name)))
    if reading.values["households"] in {None, before}:
        reading.values["households"] = reading.values[name]


def _attempt(reading: Reading, name: str, field_name: str, act: Callable[[], Any]) -> None:
    try:
        reading.values[name] = act()
    except UnclearError as unclear:
        reading.problems.append(unclear.problem(field_name))


def _day(text: str, name: str, year: int) -> str | None:
    if not normalized(text):
        return None
    span = span_of(text, year=year)
    return (span.first if name == "starts_on" else span.last).isoformat()
