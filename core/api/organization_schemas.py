"""What is answered of organizations and of the types they register under."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marshmallow import fields

from core.api.paging import PageQuery
from core.api.registration_answer_schemas import SourceAnswer
from core.domain.form_schema import json_schema
from core.edge.fields import Answer, Code

if TYPE_CHECKING:
    from core.domain.movements import MovementType
    from core.domain.quotas import Source


class TypeQuery(PageQuery):
    """``tenant`` leaves out what is switched off there."""

    organization = Code(load_default=None)
    tenant = Code(load_default=None)


class OrganizationAnswer(Answer):
    """An organization; one whose plugin is not installed may still be named as a partner."""

    code = fields.String(required=True)
    name = fields.String(required=True)
    short_name = fields.String(required=True)
    abbreviation = fields.String(required=True, allow_none=True)
    bodies = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    installed = fields.Boolean(required=True)
    active = fields.Boolean(required=True)


class MeasureAnswer(Answer):
    """A figure reported with a result."""

    code = fields.String(required=True)
    label = fields.String(required=True)
    unit = fields.String(required=True)
    decimals = fields.Integer(required=True)
    adds_up = fields.String(required=True)


class TypeAnswer(Answer):
    """A type; every combination of its kinds, stages and contents is admissible."""

    code = fields.String(required=True)
    title = fields.String(required=True)
    organization = fields.String(required=True)
    movement = fields.String(required=True)
    movement_title = fields.String(required=True, allow_none=True)
    kinds = fields.List(fields.String(), required=True)
    stages = fields.List(fields.String(), required=True)
    contents = fields.List(fields.Integer(), required=True)
    themes = fields.List(fields.String(), required=True)
    optional_themes = fields.List(fields.String(), required=True)
    measures = fields.List(fields.Nested(MeasureAnswer), required=True)
    form = fields.Dict(required=True)
    form_version = fields.Integer(required=True)
    help = fields.String(required=True)
    source = fields.Nested(SourceAnswer, required=True, allow_none=True)
    active = fields.Boolean(required=True)


def type_row(of_type: MovementType, *, movement_title: str | None, active: bool) -> dict[str, Any]:
    return {
        "code": of_type.code,
        "title": of_type.title,
        "organization": of_type.organization,
        "movement": of_type.movement,
        "movement_title": movement_title,
        "kinds": sorted(of_type.kinds),
        "stages": sorted(of_type.stages),
        "contents": sorted(of_type.contents),
        "themes": sorted(of_type.themes),
        "optional_themes": sorted(of_type.optional_themes),
        "measures": [
            {
                "code": measure.code,
                "label": measure.label,
                "unit": measure.unit,
                "decimals": measure.decimals,
                "adds_up": measure.adds_up.value,
            }
            for measure in of_type.measures
        ],
        "form": json_schema(of_type.form),
        "form_version": of_type.form_version,
        "help": of_type.help,
        "source": source_row(of_type.source),
        "active": active,
    }


def source_row(source: Source | None) -> dict[str, str] | None:
    if source is None:
        return None
    return {
        "document": source.document,
        "clause": source.clause,
        "sentence": source.sentence,
    }
