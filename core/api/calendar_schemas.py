"""What calls about calendars send and are answered: one window for each part of a year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marshmallow import INCLUDE, Schema, ValidationError, fields, post_load

from core.domain.calendar_rules import REASON_LIMIT
from core.domain.calendar_windows import DATES, Window
from core.edge.fields import Answer, Code, Day, Strict, Text
from core.edge.wording import Coded

if TYPE_CHECKING:
    from collections.abc import Mapping

SOURCE_LIMIT = 500
MOST_PARTS = 30
PART = r"^(registration|[0-9]{4}(-(H[12]|Q[1-4]|0[1-9]|1[0-2]))?)$"
"""``registration`` and the periods of the year."""

A_DATE = {"type": "string", "format": "date"}
DATED = dict.fromkeys(DATES, A_DATE)
CALENDAR_DOCUMENT: dict[str, Any] = {
    "type": "object",
    "maxProperties": MOST_PARTS,
    "patternProperties": {
        PART: {
            "type": "object",
            "properties": {**DATED, "source": {"type": "string", "maxLength": SOURCE_LIMIT}},
            "required": list(DATES),
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
        }
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
                "source": {"type": "string"},
                "inherited_from": {"type": ["string", "null"]},
                "extensions": {"type": "array", "items": EXTENSION_DOCUMENT},
            },
            "required": [*DATES, "source", "inherited_from"],
        }
    },
    "additionalProperties": False,
}


class CalendarQuery(Strict):
    """``organization`` adds what was granted to it alone."""

    organization = Code(load_default=None)


class WindowBody(Strict):
    """Four days, inclusive, and where they were read."""

    opens = Day(required=True)
    due = Day(required=True)
    closes = Day(required=True)
    locks = Day(required=True)
    source = Text(longest=SOURCE_LIMIT, load_default="")

    @post_load
    def made(self, data: Mapping[str, Any], **_: Any) -> Window:
        return Window(**data)


class CalendarBody(Schema):  # nosemgrep: schema-not-strict
    """The parts a tenant sets itself, each a window; the rules know which parts a year has."""

    class Meta:
        unknown = INCLUDE  # nosemgrep: schema-not-strict

    error_messages = {"type": Coded("not_an_object")}  # noqa: RUF012

    @post_load
    def made(self, data: Mapping[str, Any], **_: Any) -> dict[str, Window]:
        if len(data) > MOST_PARTS:
            raise ValidationError(Coded("too_many", maximum=MOST_PARTS))
        windows, wrong = {}, {}
        for key, window in data.items():
            try:
                windows[key] = WindowBody().load(window)
            except ValidationError as error:
                wrong[key[:40]] = error.messages
        if wrong:
            raise ValidationError(wrong)
        return windows


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
