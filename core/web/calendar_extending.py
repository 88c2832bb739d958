"""Giving a unit below more time: asked, confirmed with its consequences, then granted."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Response, redirect, request, url_for

from core.domain.access import FRONT
from core.domain.calendar_windows import REGISTRATION, parts_of
from core.domain.errors import ForbiddenError, InvalidError, NotFoundError
from core.domain.organizations import KNOWN_ORGANIZATIONS
from core.domain.periods import Period
from core.domain.report_tallies import Timeliness
from core.domain.tenants import Level
from core.edge.platform import moment, platform, scope
from core.services.calendar_extensions import extend
from core.services.calendars import window_for
from core.services.report_standing import periods_asked, standings
from core.web import formats
from core.web.calendar_view import may_set, part_name
from core.web.hats import acting
from core.web.naming import in_a_sentence, organization_name, tenant_name
from core.web.plan import asked_year
from core.web.refusals import by_field
from core.web.rendering import page, t, tell
from core.web.typed_dates import typed_date
from core.web.writing import new_key, once, write

if TYPE_CHECKING:
    from datetime import date

    from werkzeug.wrappers import Response as WerkzeugResponse

    from core.domain.calendars import Extension
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories

EVERYBODY = "tat-ca"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What was typed into the form of an extension."""

    place: str
    part: str
    organization: str
    until: str
    reason: str

    @property
    def only(self) -> str | None:
        return None if self.organization == EVERYBODY else self.organization


class _TriedError(Exception):
    """Undoes what was only tried."""


def form() -> Response:
    """Show the form; the address may name the unit and the part."""
    _refuse_others()
    return _form(asked_year(), _wanted(request.args))


def decide() -> Response | WerkzeugResponse:
    """Check what was typed and show what follows from it; once that is confirmed, grant it."""
    _refuse_others()
    year, wanted = asked_year(), _wanted(request.form)
    until = typed_date(wanted.until)
    lacking = {} if wanted.place else {"dia-ban": [t("calendar.no_unit")]}
    if until is None:
        lacking["until"] = [t("calendar.not_a_day")]
    if until is None or lacking:
        return _refused(year, wanted, lacking)
    confirmed = request.form.get("viec") == "gia-han"

    def grant(work: Repositories) -> Extension:
        return extend(
            work,
            tenant_id=wanted.place,
            year=year,
            part=wanted.part,
            until=until,
            reason=wanted.reason,
            organization=wanted.only,
            organizations={*platform().catalogue.organizations, *KNOWN_ORGANIZATIONS},
            moment=moment(),
        )

    try:
        if not confirmed:
            _try(grant)
            return _confirm(year, wanted, until)
        address = url_for("web_calendar.index", nam=year)
        _, first = once(request.form.get("key", ""), lambda work: (grant(work), address)[1])
    except InvalidError as error:
        return _refused(year, wanted, by_field(error))
    if first:
        tell(t("calendar.granted", place=_place(wanted.place), until=formats.day(until)))
    return redirect(f"{address}#gia-han", HTTPStatus.SEE_OTHER)


def _try(grant: Any) -> None:
    """Carry it out and take it back: what it would be refused for is said before it is asked."""

    def tried(work: Repositories) -> None:
        grant(work)
        raise _TriedError

    try:
        write(tried)
    except _TriedError:
        return


def _confirm(year: int, wanted: Wanted, until: date) -> Response:
    work, today = platform().store.read(scope()), moment().today
    tenant = work.tenants.get(wanted.place)
    window, _ = window_for(
        work, tenant=tenant, year=year, part=wanted.part, organization=wanted.only or FRONT,
        today=today,
    )  # fmt: skip
    return page(
        "calendar/confirm.html",
        active="calendar",
        year=year,
        wanted=wanted,
        until=until,
        place=in_a_sentence(tenant),
        part=part_name(wanted.part),
        who=organization_name(wanted.only) if wanted.only else t("calendar.everybody"),
        window=window,
        owing=_owing(work, tenant, wanted, today),
        key=new_key(),
    )


def _owing(work: Repositories, tenant: Tenant, wanted: Wanted, today: date) -> int | None:
    """Return how many bodies there have not reported yet; None for registration."""
    if wanted.part == REGISTRATION:
        return None
    only = frozenset({wanted.only}) if wanted.only else None
    period = Period.parse(wanted.part)
    found = standings(work, tenant, period, organizations=only, today=today)
    return sum(one.timeliness in {Timeliness.MISSING, Timeliness.PENDING} for one in found)


def _form(
    year: int,
    wanted: Wanted,
    errors: dict[str, list[str]] | None = None,
    status: int = HTTPStatus.OK,
) -> Response:
    asked = (REGISTRATION, *map(str, periods_asked(year)))
    every = (*asked, *(key for key in parts_of(year) if key not in asked))
    catalogue = platform().catalogue
    return page(
        "calendar/extend.html",
        status=status,
        active="calendar",
        year=year,
        wanted=wanted,
        errors=errors or {},
        places=_places(),
        parts=[(key, part_name(key)) for key in every],
        organizations=[
            (EVERYBODY, t("calendar.everybody")),
            *((code, organization_name(code)) for code in catalogue.organizations),
        ],
    )


def _refused(year: int, wanted: Wanted, errors: dict[str, list[str]]) -> Response:
    return _form(year, wanted, errors, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _places() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the units below, each child with what lies below it in turn."""
    work, here = platform().store.read(scope()), acting()
    groups = []
    for child in work.tenants.children(here.tenant.id, here.today):
        units = [child]
        if child.level is Level.DISTRICT:
            units += work.tenants.children(child.id, here.today)
        groups.append((tenant_name(child), [(unit.id, tenant_name(unit)) for unit in units]))
    return groups


def _wanted(sent: Any) -> Wanted:
    return Wanted(
        place=sent.get("dia-ban", ""),
        part=sent.get("phan", REGISTRATION),
        organization=sent.get("to-chuc") or EVERYBODY,
        until=sent.get("until", ""),
        reason=sent.get("reason", ""),
    )


def _place(tenant_id: str) -> str:
    return in_a_sentence(platform().store.read(scope()).tenants.get(tenant_id))


def _refuse_others() -> None:
    if not may_set():
        raise ForbiddenError
    if acting().tenant.level is Level.COMMUNE:
        raise NotFoundError
