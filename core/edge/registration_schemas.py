"""What is sent of a registration. A schema checks form; the domain checks meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marshmallow import ValidationError as Refused
from marshmallow import fields, post_load, validates_schema

from core.domain.drafts import Draft
from core.domain.movements import CONTENTS, Kind, Stage
from core.domain.registration_rules import ABOUT, FUNDING_SOURCES, IN_KIND
from core.domain.registrations import InKind, Money, Partner, Place, Quantity
from core.edge.fields import (
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
from core.edge.wording import Coded

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGEST_SUM = 10**13
READ_ONLY = frozenset(
    {
        "id", "number", "status", "late", "form_version", "version", "created_at", "created_by",
        "updated_at", "verdicts", "overlaps", "path", "recognised_on", "return_reason",
        "recognised_by", "decision_number", "decision_on", "recognition_note",
        "submitted_on", "entered_from_above", "submit_problems", "demonstration", "view",
        "same_as",
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


A_PARTNER = {
    "oneOf": [
        {"type": "string", "minLength": 1, "maxLength": 120},
        {
            "type": "object",
            "properties": {"name": {"type": "string", "minLength": 1, "maxLength": 200}},
            "required": ["name"],
            "additionalProperties": False,
        },
    ]
}


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
    year = Whole(2000, 2100, required=True, metadata={"example": 2017})
    movement_type = Code(required=True, metadata={"example": "phu_nu.ba_sach"})
    kind = Code([kind.value for kind in Kind], required=True, metadata={"example": "mo_hinh"})
    title = Text(longest=300, shortest=1, required=True, metadata={"example": "Đường hoa Nà Cà"})
    stage = Code([stage.value for stage in Stage], allow_none=True, metadata={"example": "duy_tri"})
    content = Whole(CONTENTS[0], CONTENTS[-1], allow_none=True, metadata={"example": 3})
    themes = Rows(Code(), most=13)
    places = Rows(Part(PlaceSchema), most=50)
    starts_on = Day(allow_none=True, metadata={"example": "2017-03-01"})
    ends_on = Day(allow_none=True, metadata={"example": "2017-11-30"})
    scale = Rows(Part(QuantitySchema), most=20)
    funding = Rows(Part(MoneySchema), most=20)
    in_kind = Rows(Part(InKindSchema), most=20)
    households = Whole(0, 10**8, allow_none=True)
    partners = Rows(PartnerField(metadata=A_PARTNER), most=20)
    person_in_charge = Text(longest=120, allow_none=True)
    phone = Text(longest=30, allow_none=True)
    continues = Code(allow_none=True, metadata={"example": None})
    copied_from = Code(allow_none=True, metadata={"example": None})
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
