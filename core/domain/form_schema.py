"""A form as JSON Schema: all that the server demands of the answers, for programs to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.domain.form_answers import ISO_DATE, NOT_IN_A_LINE, NOT_IN_LINES, VISIBLE
from core.domain.forms import CHOOSING, NUMBERS, TEXTS, FieldType

if TYPE_CHECKING:
    from core.domain.forms import FormField

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(form: tuple[FormField, ...]) -> dict[str, Any]:
    """Describe what ``answers`` must be when a registration is submitted (draft 2020-12).

    Of a draft everything but ``required`` (and what makes an answer more than blank) is demanded.
    ``x-unit``, ``x-decimals``, ``x-personal`` and ``x-field-type`` are this program's own notes for
    those who draw the form. It accepts exactly what ``check_answers(complete=True)`` accepts.
    """
    return {
        "$schema": DIALECT,
        "type": "object",
        "properties": {question.name: _property(question) for question in form},
        "required": [question.name for question in form if question.required],
        "additionalProperties": False,
    }


def _property(question: FormField) -> dict[str, Any]:
    schema: dict[str, Any] = {"title": question.label, "x-field-type": question.type.value}
    if question.help:
        schema["description"] = question.help
    if question.unit:
        schema["x-unit"] = question.unit
    if question.personal:
        schema["x-personal"] = True
    return schema | _demands(question)


def _demands(question: FormField) -> dict[str, Any]:
    if question.type in TEXTS:
        return _text(question)
    if question.type in NUMBERS:
        return _number(question)
    if question.type in CHOOSING:
        return _choosing(question)
    if question.type is FieldType.DATE:
        return {"type": "string", "format": "date", "pattern": ISO_DATE, "maxLength": 10}
    return {"type": "boolean"}


def _text(question: FormField) -> dict[str, Any]:
    forbidden = NOT_IN_A_LINE if question.type is FieldType.TEXT else NOT_IN_LINES
    schema: dict[str, Any] = {
        "type": "string",
        "maxLength": question.longest,
        "not": {"pattern": forbidden},
    }
    return schema | ({"minLength": 1, "pattern": VISIBLE} if question.required else {})


def _number(question: FormField) -> dict[str, Any]:
    limits: dict[str, Any] = {"minimum": question.lowest, "maximum": question.highest}
    if question.type is not FieldType.DECIMAL:
        return {"type": "integer", **limits}
    step = float(f"1e-{question.decimals}") if question.decimals else 1
    return {"type": "number", **limits, "multipleOf": step, "x-decimals": question.decimals}


def _choosing(question: FormField) -> dict[str, Any]:
    offered = [{"const": choice.code, "title": choice.label} for choice in question.choices]
    one = {"type": "string", "oneOf": offered}
    if question.type is FieldType.CHOICE:
        return one
    fewest = {"minItems": 1} if question.required else {}
    return {"type": "array", "items": one, "uniqueItems": True, **fewest}
