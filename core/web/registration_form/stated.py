"""What is stated of an item, field by field in JSON's own types: to compare, merge and send on."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from marshmallow import ValidationError

from core.edge.registration_schemas import RegistrationBody
from core.edge.wording import problems_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from core.domain.drafts import Draft
    from core.domain.errors import Problem
    from core.domain.registrations import Partner, Registration
    from core.web.registration_form.subject import Subject

Values = dict[str, Any]
"""Field → value; the answers of the type's form stand singly, as ``answers.<name>``."""

ANSWERS = "answers."
TEXTS = ("title", "person_in_charge", "phone", "note")
CODES = ("kind", "stage", "content", "households", "continues", "copied_from")
DAYS = ("starts_on", "ends_on")
ROWS = ("scale", "funding", "in_kind")
DIGEST = 8


def stated(registration: Registration, asked: Iterable[str]) -> Values:
    """Return what *registration* states; of its answers those to the questions *asked*."""
    values: Values = {name: getattr(registration, name) or "" for name in TEXTS}
    values |= {name: getattr(registration, name) for name in CODES}
    for name in ("kind", "stage"):
        values[name] = values[name].value if values[name] else None
    for name in DAYS:
        day = getattr(registration, name)
        values[name] = day.isoformat() if day else None
    for name in (*ROWS, "places"):
        values[name] = [_lean(asdict(row)) for row in getattr(registration, name)]
    values["themes"] = sorted(registration.themes)
    values["partners"] = [_partner(partner) for partner in registration.partners]
    for name in asked:
        values[ANSWERS + name] = registration.answers.get(name)
    return values


def stated_in(subject: Subject) -> Values:
    """Return what is stated so far: of a new item only what its type leaves no choice in."""
    asked = [question.name for question in subject.of_type.form]
    if subject.registration is not None:
        return stated(subject.registration, asked)
    kinds, contents = subject.of_type.kinds, subject.of_type.contents
    values: Values = dict.fromkeys(TEXTS, "") | dict.fromkeys((*CODES, *DAYS))
    values |= {name: [] for name in (*ROWS, "places", "partners")}
    values["kind"] = next(iter(kinds)).value if len(kinds) == 1 else None
    values["content"] = next(iter(contents)) if len(contents) == 1 else None
    values["themes"] = sorted(subject.of_type.themes)
    return values | {ANSWERS + name: None for name in asked}


def draft_of(values: Values, subject: Subject) -> tuple[Draft | None, list[Problem]]:
    """Return the draft that *values* make, or what is wrong with their form."""
    body = {name: value for name, value in values.items() if not name.startswith(ANSWERS)}
    body["answers"] = {
        name.removeprefix(ANSWERS): value
        for name, value in values.items()
        if name.startswith(ANSWERS) and value is not None
    }
    body |= {
        "tenant": subject.tenant.id,
        "organization": subject.organization,
        "year": subject.year,
        "movement_type": subject.of_type.code,
    }
    if body["kind"] is None:
        del body["kind"]
    try:
        loaded = RegistrationBody().load(body)
    except ValidationError as refused:
        return None, list(problems_in(refused.messages))
    draft: Draft = loaded["draft"]
    return draft, []


def version_mark(version: int, values: Mapping[str, Any]) -> str:
    """Return what a form carries of the version it was made from: its number, and digests.

    By the digest of a value one can tell later on which side it is new, or that it is on both.
    """
    marks = ",".join(f"{name}={digest(value)}" for name, value in sorted(values.items()))
    return f"{version};{marks}" if version else ""


def read_version_mark(text: str) -> tuple[int, dict[str, str]]:
    """Return the number and the digests that a form carried; 0 and none of anything else."""
    number, _, marks = text.partition(";")
    if not (number.isascii() and number.isdigit() and len(number) < DIGEST):
        return 0, {}
    pairs = (mark.partition("=") for mark in marks.split(",") if mark)
    return int(number), {name: value for name, _, value in pairs}


def digest(value: Any) -> str:
    exact = json.dumps(value, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(exact.encode()).hexdigest()[:DIGEST]


def _lean(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None}


def _partner(partner: Partner) -> Any:
    return partner.organization or {"name": partner.name}
