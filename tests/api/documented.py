"""Whether an answer is what the OpenAPI document says of its operation; every test asks it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import jsonschema_rs
from werkzeug.exceptions import HTTPException

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.test import TestResponse

BASE = "/api/v1/"
PARAMETER = re.compile(r"<(?:[^:<>]*:)?([^<>]+)>")
"""A parameter in a rule of Flask; group 1 is its name."""


def refuse_undocumented(app: Flask, method: str, answer: TestResponse) -> None:
    """Fail unless status, content type, headers and body are those the document declares."""
    path = _template(app, method, answer.request.path)
    if path is None:
        return
    declared = _document(app)["paths"][path][method.lower()]["responses"]
    asked = f"{method} {path} → {answer.status_code}"
    assert str(answer.status_code) in declared, f"{asked} is not in the document"
    _refuse_other(app, declared[str(answer.status_code)], answer, asked)


def _refuse_other(app: Flask, declared: dict[str, Any], answer: TestResponse, asked: str) -> None:
    if reference := declared.get("$ref"):
        declared = _document(app)["components"]["responses"][reference.rpartition("/")[2]]
    content = declared.get("content", {})
    if not content:
        assert not answer.data, f"{asked} has a body, which is not in the document"
        return
    assert answer.mimetype in content, f"{asked} is {answer.mimetype}, not one of {[*content]}"
    assert "schema" in content[answer.mimetype], f"{asked} has no schema"
    if answer.mimetype == "application/json":
        wrong = list(_validator(app, content[answer.mimetype]["schema"]).iter_errors(answer.json))
        assert not wrong, f"{asked}: {[(error.instance_path, error.message) for error in wrong]}"


def _template(app: Flask, method: str, path: str) -> str | None:
    """Return the path of the document that *path* is one of; None when it is none of the API's."""
    if not path.startswith(BASE):
        return None
    try:
        rule, _ = app.url_map.bind("localhost").match(path, method, return_rule=True)
    except HTTPException:
        return None
    return PARAMETER.sub(r"{\1}", rule.rule)


def _validator(app: Flask, schema: dict[str, Any]) -> Any:
    kept = app.extensions.setdefault("validators of the tests", {})
    key = repr(schema)
    if key not in kept:
        whole = {**schema, "components": _document(app)["components"]}
        kept[key] = jsonschema_rs.Draft202012Validator(whole, validate_formats=True)
    return kept[key]


def _document(app: Flask) -> dict[str, Any]:
    kept = app.extensions.setdefault("document of the tests", {})
    if not kept:
        with app.test_client() as client:
            kept |= client.get(f"{BASE}openapi.json").json
    return kept
