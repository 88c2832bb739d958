"""The OpenAPI document, and pages to read and try it; all of it comes from this program."""

from __future__ import annotations

import secrets
from http import HTTPStatus
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from flask import Response, abort, current_app, jsonify, send_file

from core.api.error_answers import declare_refusals
from core.api.parsing import Blueprint
from core.api.registrations import EmptyQuery

if TYPE_CHECKING:
    from flask import Flask

blueprint = Blueprint("documents", __name__, url_prefix="/api/v1", description="Tài liệu này")

PAGES = "/api/docs"
KEPT = "chungsuc-openapi"
HOUR = 3600
ASSETS = frozenset({"swagger-ui-bundle.js", "swagger-ui.css", "favicon-32x32.png"})
"""What the pages need of Swagger UI, as the package flask-swagger-ui ships it."""

A_DOCUMENT = {
    "type": "object",
    "required": ["openapi", "info", "paths", "components"],
    "properties": {"openapi": {"type": "string", "pattern": "^3\\.1\\."}},
}
POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
PAGE = """<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Chung Sức – tài liệu API</title>
<link rel="icon" href="{pages}/favicon-32x32.png">
<link rel="stylesheet" href="{pages}/swagger-ui.css">
</head>
<body>
<div id="tai-lieu"></div>
<noscript>Trang này cần JavaScript. Tài liệu ở dạng máy đọc: <a href="{document}">{document}</a>.
</noscript>
<script nonce="{nonce}" src="{pages}/swagger-ui-bundle.js"></script>
<script nonce="{nonce}">
SwaggerUIBundle({{
  url: "{document}", dom_id: "#tai-lieu", deepLinking: true, docExpansion: "none",
  filter: true, validatorUrl: null
}});
</script>
</body>
</html>
"""


@blueprint.route("/openapi.json")
@blueprint.arguments(EmptyQuery, location="query")
@blueprint.response(HTTPStatus.OK, A_DOCUMENT)
@blueprint.doc(security=[])
def openapi(_: dict[str, Any]) -> Response:
    """Show this document."""
    return jsonify(_document())


def page() -> Response:
    """Return the page; its only scripts carry the nonce of this very answer."""
    nonce = secrets.token_urlsafe(16)
    html = PAGE.format(nonce=nonce, pages=PAGES, document="/api/v1/openapi.json")
    response = Response(html, mimetype="text/html")
    response.headers["Content-Security-Policy"] = POLICY.format(nonce=nonce)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return _typed(response)


def asset(name: str) -> Response:
    if name not in ASSETS:
        abort(404)
    with as_file(files("flask_swagger_ui") / "dist" / name) as path:
        return _typed(send_file(Path(path).resolve(), max_age=HOUR, conditional=True))


def _document() -> dict[str, Any]:
    known = current_app.extensions
    if KEPT not in known:
        (api,) = known["flask-smorest"]["apis"].values()
        known[KEPT] = declare_refusals(api["ext_obj"].spec.to_dict())
    return cast("dict[str, Any]", known[KEPT])


def _typed(response: Response) -> Response:
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _add_pages(app: Flask) -> None:
    app.add_url_rule(PAGES, "api-docs", page)
    app.add_url_rule(f"{PAGES}/<string:name>", "api-docs-asset", asset)


# The pages are no operations of the API, so they are not routes of its blueprint.
blueprint.record(lambda state: _add_pages(state.app))
