"""Every operation of the OpenAPI document, read for tests that ask something of each of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from core.app import create_app
from core.settings import Settings

BASE = "/api/v1"
Json = Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """Where a value goes (``path``, ``query`` or ``header``), its name, and what it must be."""

    where: str
    name: str
    schema: dict[str, Json]
    required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation; ``path`` is below ``/api/v1``, ``bodies`` are schemas by content type."""

    method: str
    path: str
    secured: bool
    parameters: tuple[Parameter, ...]
    bodies: dict[str, dict[str, Json]]

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    def parameters_in(self, where: str) -> list[Parameter]:
        return [each for each in self.parameters if each.where == where]

    @property
    def json_body(self) -> dict[str, Json] | None:
        return self.bodies.get("application/json")

    @property
    def writes(self) -> bool:
        return self.method != "GET"


@cache
def all_operations() -> tuple[Operation, ...]:
    """Return every operation of the document, references resolved; needs no database."""
    document = whole_document()
    return tuple(
        _operation(document, path.removeprefix(BASE), method.upper(), described, item)
        for path, item in document["paths"].items()
        for method, described in item.items()
        if isinstance(described, dict)
    )


@cache
def whole_document() -> dict[str, Json]:
    settings = Settings(mongodb_uri="mongodb://localhost", secret_key="never used", env="test")
    with create_app(settings).test_client() as client:
        document: dict[str, Json] = client.get(f"{BASE}/openapi.json").json
    return document


def _operation(document: Json, path: str, method: str, described: Json, item: Json) -> Operation:
    parameters = [*item.get("parameters", []), *described.get("parameters", [])]
    bodies = described.get("requestBody", {}).get("content", {})
    return Operation(
        method=method,
        path=path,
        secured=described.get("security") != [],
        parameters=tuple(
            Parameter(
                where=each["in"],
                name=each["name"],
                schema=each.get("schema", {}),
                required=each.get("required", False),
            )
            for each in resolved(document, parameters)
        ),
        bodies={kind: resolved(document, body["schema"]) for kind, body in bodies.items()},
    )


def resolved(document: Json, value: Json) -> Json:
    """Return *value* with what it refers to put in its place."""
    if isinstance(value, list):
        return [resolved(document, inner) for inner in value]
    if not isinstance(value, dict):
        return value
    if reference := value.get("$ref"):
        found = document
        for name in reference.removeprefix("#/").split("/"):
            found = found[name]
        return resolved(document, found)
    return {key: resolved(document, inner) for key, inner in value.items()}
