"""What calls about users send and are answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marshmallow import ValidationError, fields, post_load, validates_schema

from core.api.paging import CursorQuery
from core.domain.access import Role
from core.domain.people import (
    EMAIL,
    EMAIL_LIMIT,
    LONGEST_PASSWORD,
    NAME_LIMIT,
    SHORTEST_PASSWORD,
    Grant,
)
from core.edge.fields import COMMON, Answer, Code, Day, Part, Rows, Strict, Text, YesNo
from core.edge.wording import Coded

if TYPE_CHECKING:
    from collections.abc import Mapping

USERNAME_LIMIT = 80
A_USERNAME = {"pattern": "^[a-z0-9._-]{1,80}$"}
MOST_ASSIGNMENTS = 50


class Secret(fields.String):
    """A password, or text that is taken as it is; never normalized, never shown."""

    default_error_messages = {**COMMON, "invalid": Coded("not_text")}  # noqa: RUF012

    def __init__(self, *, shortest: int = 0, longest: int | None = None) -> None:
        limits = {"minLength": shortest} if shortest else {}
        limits |= {"maxLength": longest} if longest else {}
        super().__init__(required=True, metadata=limits)


class Email(fields.String):
    """A mail address, or null for none."""

    default_error_messages = {**COMMON, "invalid": Coded("not_text")}  # noqa: RUF012

    def __init__(self, **kwargs: Any) -> None:
        limits = {"maxLength": EMAIL_LIMIT, "pattern": f"^{EMAIL.pattern}$"}
        super().__init__(allow_none=True, metadata=limits, **kwargs)


class UserQuery(CursorQuery):
    """``q``: folded words of name or username, the last one as a beginning."""

    q = Text(longest=100, shortest=2, load_default="")


class GrantBody(Strict):
    """An assignment; days are inclusive, none is open."""

    tenant = Code(required=True, metadata={"example": "c02062"})
    organization = Code(required=True, metadata={"example": "phu_nu"})
    role = Code([role.value for role in Role], required=True)
    valid_from = Day(load_default=None, allow_none=True, data_key="from")
    valid_to = Day(load_default=None, allow_none=True, data_key="to")

    @post_load
    def made(self, data: Mapping[str, Any], **_: Any) -> Grant:
        return Grant(**{**data, "role": Role(data["role"])})


class UserBody(Strict):
    """A new user with at least one assignment; they are invited to set a password."""

    username = Code(required=True, metadata=A_USERNAME)
    name = Text(longest=NAME_LIMIT, shortest=1, required=True)
    email = Email(load_default=None)
    assignments = Rows(
        Part(GrantBody), most=MOST_ASSIGNMENTS, required=True, metadata={"minItems": 1}
    )


class UserChange(Strict):
    """A new name or address, disabled or enabled again; or ``reset``, alone: a new invitation."""

    name = Text(longest=NAME_LIMIT, shortest=1)
    email = Email()
    disabled = YesNo()
    reset = YesNo()

    @validates_schema
    def whole(self, data: Mapping[str, Any], **_: Any) -> None:
        if not data:
            raise ValidationError(Coded("nothing_to_change"))
        if "reset" in data and len(data) > 1:
            raise ValidationError(Coded("reset_alone"), "reset")
        if data.get("reset") is False:
            raise ValidationError(Coded("nothing_to_change"), "reset")


class GrantedAnswer(Answer):
    """An assignment; it has an ``id`` once it is held."""

    id = fields.String()
    tenant = fields.String(required=True)
    organization = fields.String(required=True)
    role = Code([role.value for role in Role], required=True)
    valid_from = fields.Date(required=True, allow_none=True, data_key="from")
    valid_to = fields.Date(required=True, allow_none=True, data_key="to")


class AssignmentAnswer(GrantedAnswer):
    """An assignment as it is held."""

    id = fields.String(required=True)


class PersonAnswer(Answer):
    """Who somebody is, and what they are assigned to."""

    id = fields.String(required=True)
    username = fields.String(required=True)
    name = fields.String(required=True)
    disabled = fields.Boolean(required=True)
    second_factor = fields.Boolean(required=True)
    email = fields.String(required=True, allow_none=True)
    version = fields.Integer(required=True)
    assignments = fields.List(fields.Nested(AssignmentAnswer), required=True)


class MeAnswer(PersonAnswer):
    """The user who asks; ``today`` is the day by which the rules judge."""

    today = fields.Date(required=True)


class UserAnswer(PersonAnswer):
    """A user, with the assignments in sight of the one who asks."""

    created_at = fields.DateTime(required=True)


class InvitationAnswer(Answer):
    """A one-time secret with which a password can be set; shown once, kept nowhere."""

    token = fields.String(required=True)
    expires_at = fields.DateTime(required=True)


class InvitedAnswer(UserAnswer):
    """A user, and the invitation made by this very request (null in a repeated answer)."""

    invitation = fields.Nested(InvitationAnswer, allow_none=True)


class AcceptBody(Strict):
    """An invitation and the password to set."""

    invitation = Code(required=True)
    password = Secret(shortest=SHORTEST_PASSWORD, longest=LONGEST_PASSWORD)


class AcceptedAnswer(Answer):
    """Who can sign in now."""

    username = fields.String(required=True)


class PasswordBody(Strict):
    """One's present password and a new one."""

    current = Secret()
    new = Secret(shortest=SHORTEST_PASSWORD, longest=LONGEST_PASSWORD)


class EmailBody(Strict):
    """Where one's reminders are mailed to; null: nowhere."""

    email = Email(required=True)
