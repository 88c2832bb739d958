"""Calendars of tenants: read whole, set part by part, extended from above."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Response, jsonify
from flask.views import MethodView

from core.api.body_documents import taking
from core.api.calendar_schemas import (
    CALENDAR_ANSWER,
    CALENDAR_DOCUMENT,
    EVENTS,
    CalendarBody,
    CalendarQuery,
    ExtensionAnswer,
    ExtensionBody,
)
from core.api.ordering import refusing_first
from core.api.parsing import Blueprint
from core.api.preconditions import sent_version, with_version
from core.api.registrations import EmptyQuery
from core.api.writing import Reply2xx, changing, creating, idempotency_key
from core.domain.calendar_windows import DATES, SIDES
from core.domain.organizations import KNOWN_ORGANIZATIONS
from core.edge.platform import moment, platform, scope
from core.services.calendar_echoes import meant
from core.services.calendar_events import Naming
from core.services.calendar_extensions import extend
from core.services.calendars import replace_calendar
from core.services.tenant_checks import check_extending, check_setting_calendar
from core.services.tenant_reading import read_calendar_for

if TYPE_CHECKING:
    from core.api.calendar_schemas import SentCalendar
    from core.domain.calendar_events import Named
    from core.domain.calendars import Extension, ResolvedCalendar
    from core.services.ports.work import Repositories

blueprint = Blueprint(
    "calendars",
    __name__,
    url_prefix="/api/v1/tenants/<string:tenant_id>/calendar/<int(max=9999):year>",
    description="Lịch đăng ký, báo cáo",
)


def _check_set(tenant_id: str, year: int, **_: Any) -> None:
    check_setting_calendar(
        platform().store.read(scope()),
        tenant_id,
        year,
        version=sent_version(),
        today=moment().today,
    )


def _check_extend(tenant_id: str, **_: Any) -> None:
    check_extending(platform().store.read(scope()), tenant_id, today=moment().today)
    idempotency_key()


@blueprint.route("")
class CalendarItem(MethodView):
    @blueprint.arguments(CalendarQuery, location="query")
    @blueprint.response(HTTPStatus.OK, CALENDAR_ANSWER)
    def get(self, query: dict[str, Any], tenant_id: str, year: int) -> Response:
        """Show every part of a tenant's year, inherited where it has set nothing itself."""
        calendar = read_calendar_for(
            platform().store.read(scope()),
            tenant_id=tenant_id,
            year=year,
            organization=query["organization"],
            today=moment().today,
        )
        return with_version(jsonify(calendar_row(calendar)), calendar.version)

    @refusing_first(_check_set)
    @blueprint.arguments(EmptyQuery, location="query")
    @taking(CalendarBody, CALENDAR_DOCUMENT)
    @blueprint.response(HTTPStatus.OK, CALENDAR_ANSWER)
    def put(self, _: dict[str, Any], sent: SentCalendar, tenant_id: str, year: int) -> Response:
        """Set the tenant's own parts; one that is left out is inherited from now on.

        So it is with events, if any are sent; without ``events`` they stay as they are. A date
        given back as it was answered leaves its side at the event it ends at.
        """
        naming = None if sent.events is None else Naming(events=sent.events, at=moment().now)

        def store(work: Repositories) -> Reply2xx:
            today = moment().today
            calendar = replace_calendar(
                work,
                tenant_id=tenant_id,
                year=year,
                parts=meant(work, tenant_id=tenant_id, year=year, sent=sent.parts, today=today),
                naming=naming,
                expected=sent_version(),
                today=today,
            )
            return Reply2xx(body=calendar_row(calendar), version=calendar.version)

        return changing(store)


@blueprint.route("/extensions")
class ExtensionList(MethodView):
    @refusing_first(_check_extend)
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.arguments(ExtensionBody)
    @blueprint.response(HTTPStatus.CREATED, ExtensionAnswer)
    def post(self, _: dict[str, Any], body: dict[str, Any], tenant_id: str, year: int) -> Response:
        """Grant more time for one part, from above the tenant only."""

        def grant(work: Repositories) -> Reply2xx:
            extension = extend(
                work,
                tenant_id=tenant_id,
                year=year,
                **body,
                organizations={*platform().catalogue.organizations, *KNOWN_ORGANIZATIONS},
                moment=moment(),
            )
            return Reply2xx(body=extension_row(extension), status=HTTPStatus.CREATED)

        return creating(grant)


def calendar_row(calendar: ResolvedCalendar) -> dict[str, Any]:
    """Return every part by its key, and under ``events`` those known here, if there are any."""
    rows = {key: _part_row(calendar, key) for key in calendar.parts}
    events = {code: _event_row(calendar, each) for code, each in calendar.events.items()}
    return rows | ({EVENTS: events} if events else {})


def extension_row(extension: Extension) -> dict[str, Any]:
    return {
        "id": extension.id,
        "part": extension.part,
        "organization": extension.organization,
        "until": extension.until.isoformat(),
        "reason": extension.reason,
        "granted_by": extension.granted_by,
        "at": extension.at.isoformat(),
    }


def _part_row(calendar: ResolvedCalendar, key: str) -> dict[str, Any]:
    part = calendar.parts[key]
    row: dict[str, Any] = {name: getattr(part.window, name).isoformat() for name in DATES}
    row |= {f"{side}_before": one.event for side in SIDES if (one := part.window.before(side))}
    row |= {"source": part.window.source, "inherited_from": calendar.inherited_from(key)}
    if part.extensions:
        row["extensions"] = [extension_row(each) for each in part.extensions]
    return row


def _event_row(calendar: ResolvedCalendar, named: Named) -> dict[str, Any]:
    event = named.event
    return {
        "name": event.name,
        "day": event.day.isoformat() if event.day else None,
        "source": event.source,
        "inherited_from": None if named.tenant == calendar.tenant else named.tenant,
        "at": event.at.isoformat(),
    }
