"""Making values that fit a schema, and finding every place in them where another could stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = Any
PATTERNED = "registration"
"""A member's name where the schema gives a pattern: the parts of a calendar."""

TYPES = {
    "string": str, "boolean": bool, "integer": (int, float), "number": (int, float),
    "array": list, "object": dict, "null": type(None),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place in a body: the way to it (names, and 0 for the first row), and what belongs there."""

    way: tuple[str | int, ...]
    schema: dict[str, Json]

    def __str__(self) -> str:
        return ".".join(str(step) for step in self.way) or "(all)"


def sample(schema: dict[str, Json]) -> Json:
    """Return a small value that fits *schema*, with every member there is."""
    if "example" in schema:
        return schema["example"]
    for choice in ("enum", "oneOf", "anyOf", "allOf"):
        if choice in schema:
            first = schema[choice][0]
            return first if choice == "enum" else sample(first)
    made = {
        "object": _object,
        "array": lambda told: [sample(told.get("items", {}))],
        "integer": lambda told: told.get("minimum", 1),
        "number": lambda told: told.get("minimum", 1),
        "boolean": lambda _: True,
    }
    return made.get(type_of(schema) or "", _text)(schema)


def type_of(schema: dict[str, Json]) -> str | None:
    """Return the (first) type a value is to have; None where any will do."""
    told = schema.get("type")
    return told[0] if isinstance(told, list) else told


def _object(schema: dict[str, Json]) -> Json:
    made = {name: sample(inner) for name, inner in schema.get("properties", {}).items()}
    for inner in schema.get("patternProperties", {}).values():
        made[PATTERNED] = sample(inner)
    return made


def _text(schema: dict[str, Json]) -> str:
    if schema.get("format") == "date":
        return "2017-03-01"
    return "thu" * (schema.get("minLength", 1) // 3 + 1)


def places(
    schema: dict[str, Json], value: Json, way: tuple[str | int, ...] = ()
) -> Iterator[Place]:
    """Yield every place in a body, the whole first; *value* tells the members of free objects."""
    yield Place(way=way, schema=schema)
    if isinstance(value, list):
        yield from places(schema.get("items", {}), value[0] if value else None, (*way, 0))
    elif type_of(schema) == "object":
        named = schema.get("properties", {}) | dict.fromkeys(
            [PATTERNED] if "patternProperties" in schema else [],
            next(iter(schema.get("patternProperties", {"": {}}).values())),
        )
        free = schema.get("additionalProperties")
        held = value if isinstance(value, dict) else {}
        if free is not False:
            rest = free if isinstance(free, dict) else {}
            named |= {name: rest for name in held if name not in named}
        for name, inner in named.items():
            yield from places(inner, held.get(name, sample(inner)), (*way, name))


def with_value(body: Json, place: Place, value: Json) -> Json:
    """Return *body* with *value* at *place*; what leads there is made where it is missing."""
    if not place.way:
        return value
    step, rest = place.way[0], Place(way=place.way[1:], schema=place.schema)
    if isinstance(step, int):
        first = body[0] if isinstance(body, list) and body else None
        return [with_value(first, rest, value)]
    held = dict(body) if isinstance(body, dict) else {}
    return held | {step: with_value(held.get(step), rest, value)}


def is_of_its_type(schema: dict[str, Json], value: Json) -> bool:
    """Tell whether *value* is at least of a type that *schema* takes."""
    choices = schema.get("oneOf") or schema.get("anyOf")
    if choices:
        return any(is_of_its_type(choice, value) for choice in choices)
    told = schema.get("type")
    if told is None:
        return True
    names = told if isinstance(told, list) else [told]
    return any(_is(name, value) for name in names)


def is_free_text(schema: dict[str, Json]) -> bool:
    """Tell whether any text might be right there: neither a day nor one of a few words."""
    return is_of_its_type(schema, "") and not {"enum", "format"} & schema.keys()


def _is(name: str, value: Json) -> bool:
    if isinstance(value, bool):
        return name == "boolean"
    return isinstance(value, TYPES[name])
