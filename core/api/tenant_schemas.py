"""What calls about tenants send and are answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marshmallow import ValidationError, fields, post_load

from core.api.paging import PageQuery
from core.domain.reminders import FURTHEST, MOST_DAYS
from core.domain.second_factor import REQUIRED
from core.domain.tenant_rules import NAME_LIMIT, SOURCE_LIMIT, VALUE_LIMIT, Statements
from core.domain.tenants import Attribute, Level, PluginSwitch, Portion
from core.domain.text import normalized
from core.edge.fields import COMMON, Answer, Code, Day, Part, Rows, Strict, Text, Whole, YesNo
from core.edge.wording import Coded

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGEST = 2**53 - 1
A_VALUE = {
    "oneOf": [
        {"type": "boolean"},
        {"type": "integer", "minimum": -LARGEST, "maximum": LARGEST},
        {"type": "string", "minLength": 1, "maxLength": VALUE_LIMIT},
    ]
}


class TenantQuery(PageQuery):
    """Which tenants; ``as_of`` is today unless given, ``parent`` alone lists its children."""

    q = Text(longest=100, shortest=2, load_default="")
    level = Code([level.value for level in Level], load_default=None)
    parent = Code(load_default=None)
    as_of = Day(load_default=None)
    after = Code(load_default=None)


class ScalarValue(fields.Field[Any]):
    """Yes or no, a whole number, or a short text."""

    default_error_messages = {**COMMON, "invalid": Coded("not_a_value")}  # noqa: RUF012

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:
        if isinstance(value, bool):
            return value
        if isinstance(value, int) and abs(value) <= LARGEST:
            return value
        if not isinstance(value, str):
            raise self.make_error("invalid")
        if len(value) > VALUE_LIMIT:
            raise ValidationError(Coded("too_long", max_length=VALUE_LIMIT))
        return normalized(value)


class AttributeBody(Strict):
    """A dated attribute, and who says so; ``to`` is the last day."""

    name = Text(longest=NAME_LIMIT, shortest=1, required=True)
    value = ScalarValue(required=True, metadata=A_VALUE)
    valid_from = Day(required=True, data_key="from")
    valid_to = Day(load_default=None, allow_none=True, data_key="to")
    source = Text(longest=SOURCE_LIMIT, shortest=1, required=True)

    @post_load
    def made(self, data: Mapping[str, Any], **_: Any) -> Attribute:
        return Attribute(**data)


class PluginBody(Strict):
    """A plugin on or off from a day on, here and below."""

    code = Code(required=True)
    enabled = YesNo(required=True)
    valid_from = Day(required=True, data_key="from")

    @post_load
    def made(self, data: Mapping[str, Any], **_: Any) -> PluginSwitch:
        return PluginSwitch(**data)


class SettingsBody(Strict):
    """Settings; null is inherited again."""

    self_confirmation = YesNo(allow_none=True)
    second_factor = Code([REQUIRED], allow_none=True)
    reminder_days = Rows(Whole(-FURTHEST, FURTHEST), most=MOST_DAYS, allow_none=True)


class TenantBody(Strict):
    """What is stated anew of a tenant; what is not mentioned stays."""

    attributes = Rows(Part(AttributeBody), most=50, load_default=tuple)
    plugins = Rows(Part(PluginBody), most=50, load_default=tuple)
    settings = Part(SettingsBody, load_default=dict)

    @post_load
    def made(self, data: Mapping[str, Any], **_: Any) -> Statements:
        return Statements(
            attributes=tuple(data["attributes"]),
            plugins=tuple(data["plugins"]),
            settings=data["settings"],
        )


class TenantRow(Answer):
    """A tenant as it stood on the day asked for."""

    id = fields.String(required=True)
    code = fields.String(required=True)
    level = Code([level.value for level in Level], required=True)
    name = fields.String(required=True)
    full_name = fields.String(required=True)
    type = fields.String(required=True)
    path = fields.String(required=True)
    parent = fields.String(required=True, allow_none=True)
    valid_from = fields.Date(required=True, allow_none=True)
    valid_to = fields.Date(required=True, allow_none=True)


class DatedAnswer(Answer):
    """A value and the days it holds, both inclusive; null is open."""

    value = fields.String(required=True)
    valid_from = fields.Date(required=True, allow_none=True, data_key="from")
    valid_to = fields.Date(required=True, allow_none=True, data_key="to")


class SuccessionAnswer(Answer):
    """What passed into what, when, and how much of it."""

    tenant = fields.String(required=True)
    effective = fields.Date(required=True)
    portion = Code([portion.value for portion in Portion], required=True)
    default = fields.Boolean(required=True)


class AttributeAnswer(Answer):
    """A dated attribute and its source."""

    name = fields.String(required=True)
    value = fields.Raw(required=True, metadata=A_VALUE)
    valid_from = fields.Date(required=True, allow_none=True, data_key="from")
    valid_to = fields.Date(required=True, allow_none=True, data_key="to")
    source = fields.String(required=True)


class PluginSwitchAnswer(Answer):
    """The tenant's own statement on a plugin."""

    code = fields.String(required=True)
    enabled = fields.Boolean(required=True)
    valid_from = fields.Date(required=True, allow_none=True, data_key="from")


class SettingsAnswer(Answer):
    """The tenant's own settings; what is absent is inherited."""

    self_confirmation = fields.Boolean()
    second_factor = Code([REQUIRED])
    reminder_days = fields.List(fields.Integer())


class TenantAnswer(TenantRow):
    """A tenant; the members from ``attributes`` on only for those who see it."""

    names = fields.List(fields.Nested(DatedAnswer), required=True)
    types = fields.List(fields.Nested(DatedAnswer), required=True)
    parents = fields.List(fields.Nested(DatedAnswer), required=True)
    predecessors = fields.List(fields.Nested(SuccessionAnswer), required=True)
    successors = fields.List(fields.Nested(SuccessionAnswer), required=True)
    attributes = fields.List(fields.Nested(AttributeAnswer))
    plugins = fields.List(fields.Nested(PluginSwitchAnswer))
    settings = fields.Nested(SettingsAnswer)
    version = fields.Integer()
