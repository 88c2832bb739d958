"""Shapes of registrations in and out. A schema checks form; the domain checks meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marshmallow import ValidationError as Refused
from marshmallow import fields, post_load, validates_schema

from core.api.errors import Coded
from core.api.fields import (
    Answer,
    Code,
    Day,
    Free,
    Number,
    Part,
    Rows,
    Strict,
    Text,
    Whole,
    YesNo,
)
from core.domain.drafts import Draft
from core.domain.movements import CONTENTS, Kind, Stage
from core.domain.registration_rules import ABOUT, FUNDING_SOURCES, IN_KIND
from core.domain.registrations import InKind, Money, Partner, Place, Quantity

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGEST_SUM = 10**13
READ_ONLY = frozenset(
    {
        "id", "number", "status", "late", "form_version", "version", "created_at", "created_by",
        "updated_at", "verdicts", "overlaps", "path", "recognised_on", "return_reason",
        "submitted_on", "entered_from_above", "submit_problems", "demonstration", "view",
    }
)  # fmt: skip


class PlaceSchema(Strict):
    """A residential area, or a commune below the item's tenant."""

    area = Text(longest=120, shortest=1, metadata={"example": "Thôn Nà Cà"})
    detail = Text(longest=300)
    tenant = Code()

    @post_load
    def made(self, data: Mapping[str, Any], **_: Any) -> Place:
        return Place(
            area=data.get("area"), detail=data.get("detail") or None, tenant=data.get("tenant")
        )


class QuantitySchema(Strict):
    """An amount with its unit."""

    amount = Number(required=True)
    unit = Text(longest=30, shortest=1, required=True)
    about = Code(ABOUT, allow_none=True)

    @post_load
    def made(self, data: Mapping[str, Any], **_: Any) -> Quantity:
        return Quantity(**data)


class MoneySchema(Strict):
    """Đồng from one source."""

    source = Code(FUNDING_SOURCES, required=True)
    amount = Whole(0, LARGEST_SUM, required=True)
    about = Code(ABOUT, allow_none=True)

    @post_load
    def made(self, data: Mapping[str, Any], **_: Any) -> Money:
        return Money(**data)


class InKindSchema(Strict):
    """What is given other than money."""

    kind = Code(IN_KIND, required=True)
    amount = Number(required=True)
    unit = Text(longest=30, shortest=1, required=True)

    @post_load
    def made(self, data: Mapping[str, Any], **_: Any) -> InKind:
        return InKind(**data)


class PartnerField(fields.Field[Partner]):
    """An organization's code, or ``{"name": …}``."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Partner:
        if isinstance(value, str) and value:
            return Partner(organization=Code().deserialize(value))
        if isinstance(value, dict) and set(value) == {"name"}:
            name = Text(longest=200, shortest=1).deserialize(value["name"])
            if name:
                return Partner(name=name)
        raise Refused(Coded("not_a_partner"))


class RegistrationBody(Strict):
    """What an organization states of an item; only the first six are always needed."""

    tenant = Code(required=True, metadata={"example": "c02062"})
    organization = Code(required=True, metadata={"example": "phu_nu"})
    year = Whole(2000, 2100, required=True)
    movement_type = Code(required=True, metadata={"example": "phu_nu.ba_sach"})
    kind = Code([kind.value for kind in Kind], required=True)
    title = Text(longest=300, shortest=1, required=True)
    stage = Code([stage.value for stage in Stage], allow_none=True)
    content = Whole(CONTENTS[0], CONTENTS[-1], allow_none=True)
    themes = Rows(Code(), most=13)
    places = Rows(Part(PlaceSchema), most=50)
    starts_on = Day(allow_none=True)
    ends_on = Day(allow_none=True)
    scale = Rows(Part(QuantitySchema), most=20)
    funding = Rows(Part(MoneySchema), most=20)
    in_kind = Rows(Part(InKindSchema), most=20)
    households = Whole(0, 10**8, allow_none=True)
    partners = Rows(PartnerField(), most=20)
    person_in_charge = Text(longest=120, allow_none=True)
    phone = Text(longest=30, allow_none=True)
    continues = Code(allow_none=True)
    answers = Free(keys=fields.String())
    note = Text(longest=5000, lines=True)
    submit = YesNo(load_default=False)

    @validates_schema(pass_original=True, skip_on_field_errors=False)
    def refuse_read_only(self, _: Any, original: Any, **__: Any) -> None:
        sent = READ_ONLY & set(original) if isinstance(original, dict) else set()
        if sent:
            raise Refused({name: [Coded("read_only")] for name in sent})

    @validates_schema
    def refuse_blank_title(self, data: Mapping[str, Any], **_: Any) -> None:
        if data.get("title") == "":
            raise Refused({"title": [Coded("required")]})

    @post_load
    def made(self, data: Mapping[str, Any], **_: Any) -> dict[str, Any]:
        """Return the draft, and whether it is to be submitted."""
        values = dict(data)
        submitting = values.pop("submit")
        values["kind"] = Kind(values["kind"])
        if values.get("stage") is not None:
            values["stage"] = Stage(values["stage"])
        values["themes"] = frozenset(values.get("themes", ()))
        for name in ("places", "scale", "funding", "in_kind", "partners"):
            values[name] = tuple(values.get(name, ()))
        for name in ("person_in_charge", "phone"):
            values[name] = values.get(name) or None
        return {"draft": Draft(**values), "submitting": submitting}


class SourceAnswer(Answer):
    """Where a rule was read."""

    document = fields.String()
    clause = fields.String()
    sentence = fields.String()


class NowAnswer(Answer):
    """A verdict on what stands now, beside the one «as if submitted»."""

    verdict = fields.String()
    have = fields.Integer()
    need = fields.Integer(allow_none=True)
    missing = fields.String(allow_none=True)


class VerdictAnswer(Answer):
    """One quota's verdict, explained."""

    code = fields.String()
    label = fields.String()
    source = fields.Nested(SourceAnswer)
    verdict = fields.String(metadata={"enum": ["met", "short", "unknown", "expected"]})
    have = fields.Integer()
    need = fields.Integer(allow_none=True)
    missing = fields.String(allow_none=True)
    now = fields.Nested(NowAnswer)


class SubmitProblem(Answer):
    """Why a draft was saved but not submitted."""

    field = fields.String(allow_none=True)
    reason = fields.String()
    message = fields.String()


class PlaceAnswer(Answer):
    """Where an item is done."""

    area = fields.String()
    detail = fields.String()
    tenant = fields.String()


class RegistrationAnswer(Answer):
    """A registration; in summary only its first members up to ``places``."""

    id = fields.String(required=True)
    tenant = fields.String(required=True)
    organization = fields.String(required=True)
    year = fields.Integer(required=True)
    movement_type = fields.String(required=True)
    kind = fields.String(required=True)
    title = fields.String(required=True)
    stage = fields.String(allow_none=True)
    content = fields.Integer(allow_none=True)
    places = fields.List(fields.Nested(PlaceAnswer))
    number = fields.String(allow_none=True)
    status = fields.String(required=True)
    late = fields.Boolean()
    view = fields.String(metadata={"enum": ["summary", "full", "personal"]})
    themes = fields.List(fields.String())
    starts_on = fields.Date(allow_none=True)
    ends_on = fields.Date(allow_none=True)
    scale = fields.List(fields.Dict())
    funding = fields.List(fields.Dict())
    in_kind = fields.List(fields.Dict())
    households = fields.Integer(allow_none=True)
    partners = fields.List(fields.Raw())
    person_in_charge = fields.String(allow_none=True)
    phone = fields.String(allow_none=True)
    continues = fields.String(allow_none=True)
    answers = fields.Dict()
    note = fields.String()
    form_version = fields.Integer()
    version = fields.Integer(required=True)
    created_at = fields.DateTime()
    created_by = fields.String()
    updated_at = fields.DateTime()
    submitted_on = fields.Date(allow_none=True)
    return_reason = fields.String(allow_none=True)
    recognised_on = fields.Date(allow_none=True)
    entered_from_above = fields.Boolean()
    demonstration = fields.Boolean()
    verdicts = fields.List(fields.Nested(VerdictAnswer))
    overlaps = fields.List(fields.Dict(), allow_none=True)
    submit_problems = fields.List(fields.Nested(SubmitProblem))
