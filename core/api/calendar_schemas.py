"""What calls about calendars send and are answered: one window for each part of a year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from marshmallow import INCLUDE, Schema, ValidationError, fields, post_load, validates_schema

from core.domain.calendar_events import MOST_EVENTS, NAME_LIMIT, SOURCE_LIMIT, Wanted
from core.domain.calendar_rules import REASON_LIMIT
from core.domain.calendar_windows import DATES, SIDES
from core.edge.fields import Answer, Code, Day, Strict, Text
from core.edge.wording import Coded
from core.services.calendar_echoes import SentWindow

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_PARTS = 30
LONGEST_CODE = 120
PART = r"^(registration|[0-9]{4}(-(H[12]|Q[1-4]|0[1-9]|1[0-2]))?)$"
"""``registration`` and the periods of the year."""

A_DATE = {"type": "string", "format": "date"}
DATED = dict.fromkeys(DATES, A_DATE)
EVENTS = "events"
BEFORE = {
    f"{side}_before": {
        "type": "string",
        "maxLength": LONGEST_CODE,
        "description": f"Mã sự kiện: {side} là ngày trước ngày diễn ra (thay cho {side})",
    }
    for side in SIDES
}
SENT_BEFORE = {
    name: {
        **told,
        "type": ["string", "null"],
        "description": f"{told['description']}; null: theo ngày, không theo sự kiện nữa",
    }
    for name, told in BEFORE.items()
}
NAMED = {
    "name": {"type": "string", "maxLength": NAME_LIMIT},
    "day": {"type": ["string", "null"], "format": "date"},
    "source": {"type": "string", "maxLength": SOURCE_LIMIT},
}
EVENT_CODE = r"^[a-z][a-z0-9_]{1,39}$"
CALENDAR_DOCUMENT: dict[str, Any] = {
    "type": "object",
    "maxProperties": MOST_PARTS,
    "patternProperties": {
        PART: {
            "type": "object",
            "properties": {
                **DATED,
                **SENT_BEFORE,
                "source": {"type": "string", "maxLength": SOURCE_LIMIT},
            },
            "required": ["opens", "locks"],
            "additionalProperties": False,
        }
    },
    "properties": {
        EVENTS: {
            "type": "object",
            "maxProperties": MOST_EVENTS,
            "patternProperties": {
                EVENT_CODE: {
                    "type": "object",
                    "properties": NAMED,
                    "required": ["name"],
                    "additionalProperties": False,
                }
            },
            "additionalProperties": False,
        }
    },
    "additionalProperties": False,
    "example": {
        "registration": {
            "opens": "2017-01-01",
            "due": "2017-07-14",
            "closes": "2017-07-31",
            "locks": "2018-01-31",
            "source": "Kế hoạch của tỉnh: trước ngày 15/7",
        },
        "2017": {
            "opens": "2017-12-01",
            "due_before": "dai_hoi",
            "closes": "2018-01-31",
            "locks": "2018-03-31",
        },
        "events": {"dai_hoi": {"name": "Đại hội đại biểu các dân tộc thiểu số", "day": None}},
    },
}
EXTENSION_DOCUMENT: dict[str, Any] = {
    "type": "object",
    "properties": {
        "id": {"type": "string"},
        "part": {"type": "string"},
        "organization": {"type": ["string", "null"]},
        "until": A_DATE,
        "reason": {"type": "string"},
        "granted_by": {"type": "string"},
        "at": {"type": "string", "format": "date-time"},
    },
    "required": ["id", "part", "organization", "until", "reason", "granted_by", "at"],
}
CALENDAR_ANSWER: dict[str, Any] = {
    "type": "object",
    "patternProperties": {
        PART: {
            "type": "object",
            "properties": {
                **DATED,
                **BEFORE,
                "source": {"type": "string"},
                "inherited_from": {"type": ["string", "null"]},
                "extensions": {"type": "array", "items": EXTENSION_DOCUMENT},
            },
            "required": [*DATES, "source", "inherited_from"],
        }
    },
    "properties": {
        EVENTS: {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "properties": {
                    **NAMED,
                    "inherited_from": {"type": ["string", "null"]},
                    "at": {"type": "string", "format": "date-time"},
                },
                "required": [*NAMED, "inherited_from", "at"],
            },
        }
    },
    "additionalProperties": False,
}


class CalendarQuery(Strict):
    """``organization`` adds what was granted to it alone."""

    organization = Code(load_default=None)


class WindowBody(Strict):
    """Four days, inclusive, and where they were read.

    Instead of ``due`` or ``closes`` may be said before which event the time ends; null: none.
    """

    opens = Day(required=True)
    due = Day()
    due_before = Code(allow_none=True)
    closes = Day()
    closes_before = Code(allow_none=True)
    locks = Day(required=True)
    source = Text(longest=SOURCE_LIMIT, load_default="")

    @validates_schema
    def either(self, data: Mapping[str, Any], **_: Any) -> None:
        wrong = {
            side: [Coded("required")]
            for side in SIDES
            if side not in data and data.get(f"{side}_before") is None
        }
        if wrong:
            raise ValidationError(wrong)

    @post_load
    def made(self, data: Mapping[str, Any], **_: Any) -> SentWindow:
        return SentWindow(
            days={name: data[name] for name in DATES if name in data},
            ends={side: data[name] for side in SIDES if (name := f"{side}_before") in data},
            source=data["source"],
        )


class EventBody(Strict):
    """An event that windows may end at; its day is null until it is settled."""

    name = Text(longest=NAME_LIMIT, shortest=1, required=True)
    day = Day(load_default=None, allow_none=True)
    source = Text(longest=SOURCE_LIMIT, load_default="")

    @post_load
    def made(self, data: Mapping[str, Any], **_: Any) -> Wanted:
        return Wanted(**data)


class SentCalendar(NamedTuple):
    """A calendar as it was sent; ``events`` None: they stay as they are."""

    parts: dict[str, SentWindow]
    events: dict[str, Wanted] | None


class CalendarBody(Schema):  # nosemgrep: schema-not-strict
    """The parts and events a tenant sets itself; the rules know which parts a year has."""

    class Meta:
        unknown = INCLUDE  # nosemgrep: schema-not-strict

    error_messages = {"type": Coded("not_an_object")}  # noqa: RUF012

    @post_load
    def made(self, data: Mapping[str, Any], **_: Any) -> SentCalendar:
        parts = {key: part for key, part in data.items() if key != EVENTS}
        if len(parts) > MOST_PARTS:
            raise ValidationError(Coded("too_many", maximum=MOST_PARTS))
        windows, wrong = _each(parts, WindowBody())
        events, not_events = _each(_rows_of(data), EventBody())
        if not_events:
            wrong[EVENTS] = not_events
        if wrong:
            raise ValidationError(wrong)
        return SentCalendar(windows, events if EVENTS in data else None)


def _rows_of(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what was sent as events; raises ValidationError unless it is an object, not long."""
    sent = data.get(EVENTS, {})
    if not isinstance(sent, dict):
        raise ValidationError({EVENTS: [Coded("not_an_object")]})
    if len(sent) > MOST_EVENTS:
        raise ValidationError({EVENTS: [Coded("too_many", maximum=MOST_EVENTS)]})
    return sent


def _each(rows: Mapping[str, Any], schema: Strict) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return each row as *schema* reads it, and by key what is wrong with the others."""
    read, wrong = {}, {}
    for key, row in rows.items():
        try:
            read[key] = schema.load(row)
        except ValidationError as error:
            wrong[key[:40]] = error.messages
    return read, wrong


class ExtensionBody(Strict):
    """More time for one part; without ``organization`` for all there and below."""

    part = Code(required=True, metadata={"example": "2017-H1"})
    organization = Code(load_default=None, allow_none=True)
    until = Day(required=True)
    reason = Text(longest=REASON_LIMIT, shortest=1, lines=True, required=True)


class ExtensionAnswer(Answer):
    """An extension as it was granted."""

    id = fields.String(required=True)
    part = fields.String(required=True)
    organization = fields.String(required=True, allow_none=True)
    until = fields.Date(required=True)
    reason = fields.String(required=True)
    granted_by = fields.String(required=True)
    at = fields.DateTime(required=True)
