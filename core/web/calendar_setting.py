"""Setting one part of the own calendar, or giving it up for what is inherited."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Response, redirect, request, url_for

from core.domain.calendar_windows import DATES, REGISTRATION, Window, parts_of
from core.domain.calendars import FREE_LEVELS
from core.domain.errors import ForbiddenError, InvalidError, NotFoundError, StaleVersionError
from core.domain.text import normalized
from core.edge.platform import platform, scope
from core.services.calendars import calendars_of, replace_calendar
from core.web import formats
from core.web.calendar_view import may_set, part_name
from core.web.hats import acting
from core.web.plan import asked_year
from core.web.refusals import by_field
from core.web.rendering import page, t, tell
from core.web.typed_dates import typed_date
from core.web.writing import write

if TYPE_CHECKING:
    from collections.abc import Mapping

    from werkzeug.wrappers import Response as WerkzeugResponse

    from core.services.ports.work import Repositories

SOURCE_LIMIT = 500


def form() -> Response:
    """Show the dates of one part as they are, to be set anew."""
    year, key = _asked()
    work, here = platform().store.read(scope()), acting()
    calendars = calendars_of(work, here.tenant, year)
    own = calendars.calendars.get(here.tenant.id)
    inherited = calendars.part(key, here.tenant, today=here.today).window
    window = own.parts.get(key, inherited) if own else inherited
    typed = {name: formats.day(getattr(window, name)) for name in DATES}
    typed["source"] = window.source if own and key in own.parts else ""
    return _form(work, year, key, typed, version=own.version if own else 0)


def store() -> Response | WerkzeugResponse:
    """Set the part as it was typed, or give the own dates up."""
    year, key = _asked()
    work, here = platform().store.read(scope()), acting()
    version = request.form.get("version", 0, type=int)
    inherit = request.form.get("viec") == "ke-thua"
    typed = {name: request.form.get(name, "") for name in (*DATES, "source")}
    days = {name: typed_date(typed[name]) for name in DATES}
    wrong = {name: [t("calendar.not_a_day")] for name in DATES if days[name] is None}
    if len(typed["source"]) > SOURCE_LIMIT:
        wrong["source"] = [t("calendar.source_too_long", most=SOURCE_LIMIT)]
    if wrong and not inherit:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _form(work, year, key, typed, version=version, errors=wrong, status=status)
    dates: Any = days

    def put(writing: Repositories) -> None:
        own = calendars_of(writing, here.tenant, year).calendars.get(here.tenant.id)
        parts = dict(own.parts) if own else {}
        parts.pop(key, None)
        if not inherit:
            parts[key] = Window(**dates, source=normalized(typed["source"]))
        replace_calendar(
            writing,
            tenant_id=here.tenant.id,
            year=year,
            parts=parts,
            expected=version,
            today=here.today,
        )

    try:
        write(put)
    except StaleVersionError:
        own = calendars_of(work, here.tenant, year).calendars.get(here.tenant.id)
        stale = {"": [t("calendar.changed_meanwhile")]}
        return _form(
            work, year, key, typed, version=own.version if own else 0, errors=stale,
            status=HTTPStatus.CONFLICT,
        )  # fmt: skip
    except InvalidError as error:
        told = {name.removeprefix(f"{key}."): texts for name, texts in by_field(error).items()}
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _form(work, year, key, typed, version=version, errors=told, status=status)
    name = part_name(key)
    tell(t("calendar.given_up" if inherit else "calendar.set_now", part=name))
    return redirect(url_for("web_calendar.index", nam=year), HTTPStatus.SEE_OTHER)


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
        bound=here.tenant.level not in FREE_LEVELS,
        is_own=bool(own and key in own.parts),
        names=DATES,
    )
