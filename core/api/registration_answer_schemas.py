"""What is answered of a registration: all its members, in summary only the first of them."""

from __future__ import annotations

from marshmallow import fields

from core.api.named_shapes import NamedAnswer
from core.api.overlap_shapes import LookalikeAnswer
from core.domain.access import View
from core.domain.registration_rules import ABOUT, FUNDING_SOURCES, IN_KIND
from core.domain.verdicts import Outcome
from core.edge.fields import Answer, Code
from core.edge.registration_schemas import A_PARTNER

A_SHOWN_PARTNER = {
    "oneOf": [
        *A_PARTNER["oneOf"],
        {
            "type": "object",
            "description": "Tổ chức được nêu đã từ chối",
            "properties": {"organization": {"type": "string"}, "declined": {"const": True}},
            "required": ["organization", "declined"],
            "additionalProperties": False,
        },
    ]
}


class SourceAnswer(Answer):
    """Where a rule was read."""

    document = fields.String(required=True)
    clause = fields.String(required=True)
    sentence = fields.String(required=True)


class NowAnswer(Answer):
    """A verdict on what stands now, beside the one «as if submitted»."""

    verdict = Code([outcome.value for outcome in Outcome], required=True)
    have = fields.Integer(required=True)
    need = fields.Integer(required=True, allow_none=True)
    missing = fields.String(required=True, allow_none=True)


class VerdictAnswer(NowAnswer):
    """One quota's verdict, explained."""

    code = fields.String(required=True)
    label = fields.String(required=True)
    source = fields.Nested(SourceAnswer, required=True)
    now = fields.Nested(NowAnswer)


class SubmitProblem(Answer):
    """Why a draft was saved but not submitted."""

    field = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True)
    message = fields.String(required=True)


class PlaceAnswer(Answer):
    """Where an item is done."""

    area = fields.String()
    detail = fields.String()
    tenant = fields.String()


class QuantityAnswer(Answer):
    """An amount with its unit."""

    amount = fields.Float(required=True)
    unit = fields.String(required=True)
    about = Code(ABOUT)


class MoneyAnswer(Answer):
    """Đồng from one source."""

    source = Code(FUNDING_SOURCES, required=True)
    amount = fields.Integer(required=True)
    about = Code(ABOUT)


class InKindAnswer(Answer):
    """What is given other than money."""

    kind = Code(IN_KIND, required=True)
    amount = fields.Float(required=True)
    unit = fields.String(required=True)


class RegistrationAnswer(NamedAnswer):
    """A registration; in summary only its first members up to ``view``."""

    places = fields.List(fields.Nested(PlaceAnswer), required=True)
    number = fields.String(required=True, allow_none=True)
    late = fields.Boolean(required=True)
    version = fields.Integer(required=True)
    view = Code([view.value for view in View], required=True)
    themes = fields.List(fields.String())
    starts_on = fields.Date(allow_none=True)
    ends_on = fields.Date(allow_none=True)
    scale = fields.List(fields.Nested(QuantityAnswer))
    funding = fields.List(fields.Nested(MoneyAnswer))
    in_kind = fields.List(fields.Nested(InKindAnswer))
    households = fields.Integer(allow_none=True)
    partners = fields.List(fields.Raw(metadata=A_SHOWN_PARTNER))
    person_in_charge = fields.String(allow_none=True)
    phone = fields.String(allow_none=True)
    continues = fields.String(allow_none=True)
    copied_from = fields.String(allow_none=True)
    answers = fields.Dict()
    note = fields.String()
    form_version = fields.Integer()
    created_at = fields.DateTime()
    created_by = fields.String()
    updated_at = fields.DateTime()
    submitted_on = fields.Date(allow_none=True)
    return_reason = fields.String(allow_none=True)
    recognition_note = fields.String(allow_none=True)
    entered_from_above = fields.Boolean()
    demonstration = fields.Boolean()
    verdicts = fields.List(fields.Nested(VerdictAnswer))
    same_as = fields.String(allow_none=True)
    overlaps = fields.List(fields.Nested(LookalikeAnswer))
    submit_problems = fields.List(fields.Nested(SubmitProblem))
