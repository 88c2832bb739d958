"""The fields of a recognition on its page: the decision it rests on, and the unit that made it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import request

from core.domain.errors import InvalidError, Problem
from core.domain.recognition import Recognition
from core.domain.text import normalized
from core.services.recognising import recognisers
from core.web.hats import acting
from core.web.naming import tenant_name
from core.web.typed_dates import typed_date

if TYPE_CHECKING:
    from core.domain.registrations import Registration
    from core.services.ports.work import Repositories

LONGEST_NUMBER, LONGEST_NOTE = 60, 500


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognitionFields:
    """What stands in the fields, and the units to choose from: id and name."""

    number: str
    day: str
    by: str
    note: str
    units: list[tuple[str, str]]


def recognition_fields(work: Repositories, found: Registration) -> RecognitionFields:
    ids = recognisers(found, acting().assignment, work=work)
    units = work.tenants.many(ids)
    return RecognitionFields(
        number=_sent("decision_number", LONGEST_NUMBER),
        day=_sent("decision_on", LONGEST_NUMBER),
        by=_sent("recognised_by", LONGEST_NUMBER) or acting().tenant.id,
        note=_sent("recognition_note", LONGEST_NOTE),
        units=[(each, tenant_name(units[each])) for each in ids if each in units],
    )


def read_recognition() -> Recognition:
    """Return what was typed; raises InvalidError for a day that is none."""
    written = _sent("decision_on", LONGEST_NUMBER)
    day = typed_date(written) if written else None
    if written and day is None:
        raise InvalidError(problems=[Problem("decision_on", "not_a_date")])
    return Recognition(
        by=_sent("recognised_by", LONGEST_NUMBER) or None,
        decision_number=_sent("decision_number", LONGEST_NUMBER) or None,
        decision_on=day,
        note=_sent("recognition_note", LONGEST_NOTE) or None,
    )


def _sent(name: str, longest: int) -> str:
    return normalized(request.form.get(name, ""))[:longest]
