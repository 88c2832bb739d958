"""Naming an event of the year at one's own unit, settling its day, or giving it up."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Response, redirect, request, url_for

from core.domain.calendar_events import Wanted
from core.domain.errors import ForbiddenError, InvalidError, NotFoundError, StaleVersionError
from core.domain.text import folded, normalized
from core.edge.platform import moment, platform, scope
from core.services.calendar_events import Naming
from core.services.calendars import calendars_of, replace_calendar
from core.web import formats
from core.web.asked_numbers import sent_version
from core.web.calendar_view import may_set
from core.web.hats import acting
from core.web.plan import asked_year
from core.web.refusals import by_field
from core.web.rendering import page, t, tell
from core.web.typed_dates import typed_date
from core.web.writing import write

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from werkzeug.wrappers import Response as WerkzeugResponse

    from core.domain.calendar_events import Event, Named
    from core.domain.calendars import Calendar, YearCalendars
    from core.services.ports.work import Repositories

LONGEST_CODE = 36
FIELDS = ("name", "day", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The event a page is about: ``code`` "" for a new one, ``own`` None where it is inherited."""

    year: int
    code: str
    calendars: YearCalendars
    own: Calendar | None

    @property
    def known(self) -> dict[str, Named]:
        return self.calendars.events(acting().tenant, today=acting().today)

    @property
    def is_own(self) -> bool:
        return bool(self.own and self.code in self.own.events)

    @property
    def event(self) -> Event:
        """Return the own event, also while a dated one from above goes before it."""
        if self.own and self.code in self.own.events:
            return self.own.events[self.code]
        return self.known[self.code].event


def form() -> Response:
    """Show the event that the address names, or an empty form."""
    shown = _asked(platform().store.read(scope()))
    typed = dict.fromkeys(FIELDS, "")
    if shown.code:
        event = shown.event
        source = event.source if shown.is_own else ""
        typed = {"name": event.name, "day": formats.day(event.day), "source": source}
    return _form(shown, typed)


def store() -> Response | WerkzeugResponse:
    """Name the event as it was typed, or give the own one up."""
    shown = _asked(platform().store.read(scope()))
    typed = {name: request.form.get(name, "") for name in FIELDS}
    gives_up = request.form.get("viec") == "bo"
    day = typed_date(typed["day"]) if typed["day"].strip() else None
    if day is None and typed["day"].strip() and not gives_up:
        return _refused(shown, typed, {"day": [t("calendar.not_a_day")]})
    wanted = Wanted(name=normalized(typed["name"]), day=day, source=normalized(typed["source"]))
    code = shown.code or _code(wanted.name, shown.known)
    try:
        write(lambda work: _put(work, shown.year, code, None if gives_up else wanted))
    except StaleVersionError:
        stale = {"": [t("calendar.changed_meanwhile")]}
        fresh = _asked(platform().store.read(scope()))
        return _form(fresh, typed, errors=stale, status=HTTPStatus.CONFLICT)
    except InvalidError as error:
        told = {_field(name): texts for name, texts in by_field(error).items()}
        return _refused(shown, typed, told)
    tell(_told(wanted, given_up=shown.event.name if gives_up and shown.code else None))
    address = url_for("web_calendar.index", nam=shown.year)
    return redirect(f"{address}#su-kien", HTTPStatus.SEE_OTHER)


def _put(work: Repositories, year: int, code: str, wanted: Wanted | None) -> None:
    """Store the own calendar with this event as it was sent, all else as it is."""
    here = acting()
    own = calendars_of(work, here.tenant, year).calendars.get(here.tenant.id)
    events = {key: event.told for key, event in own.events.items()} if own else {}
    events.pop(code, None)
    if wanted is not None:
        events[code] = wanted
    replace_calendar(
        work,
        tenant_id=here.tenant.id,
        year=year,
        parts=own.parts if own else {},
        naming=Naming(events=events, at=moment().now),
        expected=sent_version() or 0,
        today=here.today,
    )


def _code(name: str, known: Collection[str]) -> str:
    """Return a code for a new event, from its name: «dai_hoi_dai_bieu», unlike those there are."""
    letters = folded(name).encode("ascii", "ignore").decode()[:LONGEST_CODE]
    code = "_".join(letters.split())
    if len(code) < 2 or not code[0].isalpha():  # noqa: PLR2004 — the shortest code there is
        code = f"su_kien_{code}"[:LONGEST_CODE].rstrip("_")
    following = (f"{code}_{number}" for number in range(2, len(known) + 3))
    return next(each for each in (code, *following) if each not in known)


def _field(name: str) -> str:
    """Return the field of the form: ``name`` of ``events.dai_hoi.name``; of others ""."""
    parts = name.split(".")
    return parts[2] if parts[2:] else ""


def _told(wanted: Wanted, *, given_up: str | None) -> str:
    if given_up is not None:
        return t("calendar.event_given_up", name=given_up)
    if wanted.day is None:
        return t("calendar.event_named", name=wanted.name)
    return t("calendar.event_settled", name=wanted.name, day=formats.day(wanted.day))


def _asked(work: Repositories) -> Shown:
    if not may_set():
        raise ForbiddenError
    here, year, code = acting(), asked_year(), request.args.get("ma", "")
    calendars = calendars_of(work, here.tenant, year)
    if code and code not in calendars.events(here.tenant, today=here.today):
        raise NotFoundError
    own = calendars.calendars.get(here.tenant.id)
    return Shown(year=year, code=code, calendars=calendars, own=own)


def _refused(shown: Shown, typed: Mapping[str, str], errors: dict[str, list[str]]) -> Response:
    return _form(shown, typed, errors=errors, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _form(
    shown: Shown,
    typed: Mapping[str, str],
    *,
    errors: Mapping[str, list[str]] | None = None,
    status: int = HTTPStatus.OK,
) -> Response:
    refused = status == HTTPStatus.UNPROCESSABLE_ENTITY
    version = shown.own.version if shown.own else 0
    return page(
        "calendar/event.html",
        status=status,
        active="calendar",
        shown=shown,
        year=shown.year,
        typed=typed,
        version=(sent_version() or 0) if refused else version,
        errors=errors or {},
    )
