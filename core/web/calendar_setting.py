"""Setting one part of the own calendar, or giving it up for what is inherited."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Response, redirect, request, url_for

from core.domain.calendar_events import SOURCE_LIMIT
from core.domain.calendar_windows import (
    DATES,
    REGISTRATION,
    SIDES,
    Before,
    Window,
    open_ended,
    parts_of,
)
from core.domain.calendars import FREE_LEVELS
from core.domain.errors import ForbiddenError, InvalidError, NotFoundError, StaleVersionError
from core.domain.text import normalized
from core.edge.platform import platform, scope
from core.services.calendars import calendars_of, replace_calendar
from core.web import formats
from core.web.asked_numbers import sent_version
from core.web.calendar_view import may_set, part_name
from core.web.hats import acting
from core.web.plan import asked_year
from core.web.refusals import by_field
from core.web.rendering import page, t, tell
from core.web.typed_dates import typed_date
from core.web.writing import write

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from werkzeug.wrappers import Response as WerkzeugResponse

    from core.services.ports.work import Repositories

ENDS = tuple(f"{side}_before" for side in SIDES)


@dataclass(frozen=True, slots=True, kw_only=True)
class SentPart:
    """One part as it was typed: ``days`` by name, None where ``wrong`` says why.

    A side that ends at an event needs no day; ``ends`` are the codes of such events.
    """

    version: int
    inherit: bool
    typed: Mapping[str, str]
    days: Mapping[str, Any]
    ends: Mapping[str, str]
    wrong: Mapping[str, list[str]]


def form() -> Response:
    """Show the dates of one part as they are, to be set anew."""
    year, key = _asked()
    work, here = platform().store.read(scope()), acting()
    calendars = calendars_of(work, here.tenant, year)
    own = calendars.calendars.get(here.tenant.id)
    inherited = calendars.part(key, here.tenant, today=here.today).window
    window = own.parts.get(key, inherited) if own else inherited
    known = calendars.events(here.tenant, today=here.today, key=key)
    typed = typed_of(window, known=known)
    typed["source"] = window.source if own and key in own.parts else ""
    return _form(work, year, key, typed, version=own.version if own else 0)


def typed_of(window: Window, *, known: Collection[str]) -> dict[str, str]:
    """Return the days and events of *window* as the form has them; only *known* ones are kept."""
    told = ((side, window.before(side)) for side in SIDES)
    ends = {side: one if one and one.event in known else None for side, one in told}
    days = {name: "" if ends.get(name) else formats.day(getattr(window, name)) for name in DATES}
    return days | {f"{side}_before": one.event if one else "" for side, one in ends.items()}


def store() -> Response | WerkzeugResponse:
    """Set the part as it was typed, or give the own dates up."""
    year, key = _asked()
    work, here, sent = platform().store.read(scope()), acting(), _sent()
    if sent.wrong and not sent.inherit:
        return _refused(work, year, key, sent, sent.wrong)
    try:
        write(lambda writing: _put(writing, year, key, sent))
    except StaleVersionError:
        own = calendars_of(work, here.tenant, year).calendars.get(here.tenant.id)
        stale = {"": [t("calendar.changed_meanwhile")]}
        version, status = own.version if own else 0, HTTPStatus.CONFLICT
        return _form(work, year, key, sent.typed, version=version, errors=stale, status=status)
    except InvalidError as error:
        told = {name.removeprefix(f"{key}."): texts for name, texts in by_field(error).items()}
        return _refused(work, year, key, sent, told)
    tell(t("calendar.given_up" if sent.inherit else "calendar.set_now", part=part_name(key)))
    return redirect(url_for("web_calendar.index", nam=year), HTTPStatus.SEE_OTHER)


def _sent() -> SentPart:
    typed = {name: request.form.get(name, "") for name in (*DATES, *ENDS, "source")}
    ends = {side: typed[f"{side}_before"] for side in SIDES if typed[f"{side}_before"]}
    dated = [name for name in DATES if name not in ends]
    days = {name: typed_date(typed[name]) for name in dated}
    wrong = {name: [t("calendar.not_a_day")] for name in dated if days[name] is None}
    if len(typed["source"]) > SOURCE_LIMIT:
        wrong["source"] = [t("calendar.source_too_long", most=SOURCE_LIMIT)]
    return SentPart(
        version=sent_version() or 0,
        inherit=request.form.get("viec") == "ke-thua",
        typed=typed,
        days=days,
        ends=ends,
        wrong=wrong,
    )


def _put(work: Repositories, year: int, key: str, sent: SentPart) -> None:
    """Store the own calendar with this part as it was sent, all others as they are."""
    here = acting()
    own = calendars_of(work, here.tenant, year).calendars.get(here.tenant.id)
    parts = dict(own.parts) if own else {}
    parts.pop(key, None)
    if not sent.inherit:
        parts[key] = _window(sent)
    replace_calendar(
        work,
        tenant_id=here.tenant.id,
        year=year,
        parts=parts,
        expected=sent.version,
        today=here.today,
    )


def _window(sent: SentPart) -> Window:
    """Return what was sent; what ends at an event lasts till the next day that is a date."""
    last = dict.fromkeys(sent.ends, sent.days["locks"])
    ends = {f"{side}_before": Before(event=code) for side, code in sent.ends.items()}
    source = normalized(sent.typed["source"])
    return open_ended(Window(**{**sent.days, **last, **ends}, source=source))


def _refused(
    work: Repositories, year: int, key: str, sent: SentPart, errors: Mapping[str, list[str]]
) -> Response:
    return _form(
        work, year, key, sent.typed, version=sent.version, errors=errors,
        status=HTTPStatus.UNPROCESSABLE_ENTITY,
    )  # fmt: skip


def _asked() -> tuple[int, str]:
    if not may_set():
        raise ForbiddenError
    year, key = asked_year(), request.args.get("phan", REGISTRATION)
    if key not in parts_of(year):
        raise NotFoundError
    return year, key


def _form(
    work: Repositories,
    year: int,
    key: str,
    typed: Mapping[str, str],
    *,
    version: int,
    errors: Mapping[str, list[str]] | None = None,
    status: int = HTTPStatus.OK,
) -> Response:
    here = acting()
    calendars = calendars_of(work, here.tenant, year)
    own = calendars.calendars.get(here.tenant.id)
    above = calendars.without(here.tenant).part(key, here.tenant, today=here.today)
    known = calendars.events(here.tenant, today=here.today, key=key)
    return page(
        "calendar/part.html",
        status=status,
        active="calendar",
        year=year,
        key=key,
        part=part_name(key),
        typed=typed,
        version=version,
        errors=errors or {},
        above=above.window,
        sides=SIDES,
        events=[(code, one.event.name) for code, one in sorted(known.items())],
        bound=here.tenant.level not in FREE_LEVELS,
        is_own=bool(own and key in own.parts),
        names=DATES,
    )
