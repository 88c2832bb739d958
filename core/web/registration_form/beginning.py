"""What a new item begins from: nothing but its type, or last year's item that is kept up."""

from __future__ import annotations

import json
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from core.domain.errors import InvalidError, NotFoundError
from core.domain.movements import Stage
from core.domain.permissions import may_enter
from core.edge.platform import moment, platform, scope
from core.services.acting import choose
from core.services.gates import IN_TIME, Gate, passed
from core.services.heirs import in_its_place
from core.services.more_time import open_units
from core.services.sighting import tenant_in_sight
from core.web.hats import acting
from core.web.registration_form.offers import continuable, type_offers
from core.web.registration_form.reading import Reading
from core.web.registration_form.saving import Sent, save
from core.web.registration_form.stated import DAYS, stated
from core.web.registration_form.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.domain.registrations import Registration
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories
    from core.web.registration_form.offers import MovementOffer
    from core.web.registration_form.stated import Values

YEAR_DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What can be begun in a unit and year; ``units`` are those one may choose from instead."""

    tenant: Tenant
    units: Sequence[Tenant]
    year: int
    earlier: Sequence[Registration]
    movements: Sequence[MovementOffer]


def offer(work: Repositories, tenant: str, year: str) -> Offer:
    """Return what to choose from.

    Raises NotFoundError, ForbiddenError and, while nothing new may be begun, ConflictError.
    """
    organization, asked = acting().organization, year_asked(year)
    units = _units(work, asked)
    unit = _unit(work, tenant or (units[0].id if units else ""))
    _refuse_closed(work, unit, organization, asked)
    return Offer(
        tenant=unit,
        units=units,
        year=asked,
        earlier=continuable(work, unit, organization=organization, year=asked),
        movements=type_offers(work, unit, organization=organization, year=asked),
    )


def unit_to_begin_with(work: Repositories, year: str) -> str:
    """Return the id of the first unit where one may begin today, one's own where there is none.

    A unit below may have been given more time than one's own has.
    """
    return next((unit.id for unit in _units(work, year_asked(year))), acting().tenant.id)


def has_choice(work: Repositories, year: int) -> bool:
    """Tell whether the acting role may begin in more units than one today."""
    return len(_units(work, year)) > 1


def refuse_closed(work: Repositories, subject: Subject) -> None:
    """Raise ConflictError, with whom to ask, unless a new item may be begun today."""
    _refuse_closed(work, subject.tenant, subject.organization, subject.year)


def year_asked(text: str) -> int:
    """Return the year of an address, this year where it names none."""
    stated_year = text.isascii() and text.isdigit() and len(text) == YEAR_DIGITS
    return int(text) if stated_year else moment().today.year


def made_with(work: Repositories, key: str) -> str:
    """Return the id of what the form with *key* has made, "" for nothing yet."""
    kept = work.replies.find(f"page:{key}")
    return str(json.loads(kept.body)) if kept is not None else ""


def kept_up(registration_id: str) -> str:
    """Return the id of the item that continues *registration_id*, making it where there is none.

    It says what last year's said, a year later, at the stage «duy trì»; without its note, and
    without what the rules no longer take. Raises NotFoundError, ForbiddenError, InvalidError,
    ConflictError.
    """
    work = platform().store.read(scope())
    earlier = work.registrations.get(registration_id)
    choose(
        work.scope,
        lambda a: may_enter(a, organization=earlier.organization, path=earlier.path),
    )
    key = _free_key(work, earlier)  # before the next question: what is made between is found by it
    following = work.registrations.continued_by(earlier.id)
    if following is not None:
        return following.id
    of_type = platform().catalogue.movement_type(earlier.movement_type)
    if of_type is None:
        raise NotFoundError
    home = in_its_place(work, work.tenants.get(earlier.tenant), moment().today)
    subject = Subject(tenant=home, of_type=of_type, year=earlier.year + 1)
    reading = Reading(values=_a_year_on(earlier, subject))
    outcome = save(subject, reading, Sent(key=key))
    if outcome.subject.registration is None:
        raise outcome.refusal or InvalidError(problems=outcome.problems)
    return outcome.subject.id


def _free_key(work: Repositories, earlier: Registration) -> str:
    """Return the key of the next attempt: what earlier ones made may be deleted or withdrawn."""
    key = f"tiep-tuc-{earlier.id}"
    while made := made_with(work, key):
        key = f"tiep-tuc-{earlier.id}-{made}"
    return key


def _a_year_on(earlier: Registration, subject: Subject) -> Values:
    values = stated(earlier, [question.name for question in subject.of_type.form])
    if Stage.MAINTAINED in subject.of_type.stages:
        values["stage"] = Stage.MAINTAINED.value
    values["continues"] = earlier.id
    values["copied_from"] = None  # of the same work next year that is told by what it continues
    values["note"] = ""
    for name in DAYS:
        day = getattr(earlier, name)
        values[name] = _year_later(day).isoformat() if day else None
    declined = {partner.organization for partner in earlier.partners if partner.declined}
    values["partners"] = [each for each in values["partners"] if each not in declined - {None}]
    return values


def _year_later(day: date) -> date:
    """Return the same day of the next year; a month's last day stays its last."""
    last = monthrange(day.year, day.month)[1]
    last_then = monthrange(day.year + 1, day.month)[1]
    return date(day.year + 1, day.month, last_then if day.day == last else min(day.day, last_then))


def _unit(work: Repositories, tenant: str) -> Tenant:
    unit = tenant_in_sight(work, tenant) if tenant else acting().tenant
    path = unit.path_on(moment().today)
    choose(work.scope, lambda a: may_enter(a, organization=acting().organization, path=path))
    return unit


def _units(work: Repositories, year: int) -> Sequence[Tenant]:
    """Return where the acting role may begin something today, its own unit first."""
    here = acting()
    if not here.may_write:  # refused for its role, not for the time
        return ()
    return open_units(
        work, here.tenant, year=year, organization=here.organization, today=here.today
    )


def _refuse_closed(work: Repositories, unit: Tenant, organization: str, year: int) -> None:
    gate = Gate(tenant=unit.id, organization=organization, year=year)
    passed(work, gate, possible=IN_TIME, today=moment().today)
