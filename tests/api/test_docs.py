"""The document and its pages: whole, true to the program, and from this program alone."""

import re

import pytest

from core.api.signed_in import OPEN


@pytest.fixture
def document(api):
    return api.nobody.get("/openapi.json").json


def operations(document):
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if isinstance(operation, dict):
                yield path, method, operation


def test_every_route_of_the_api_is_in_the_document(api, document):
    known = {(path, method.upper()) for path, method, _ in operations(document)}
    for rule in api.app.url_map.iter_rules():
        path = re.sub(r"<(?:[^:<>]*:)?([^<>]+)>", r"{\1}", rule.rule)
        for method in rule.methods - {"HEAD", "OPTIONS"}:
            assert not path.startswith("/api/v1") or (path, method) in known


def test_every_operation_but_the_open_ones_says_what_it_refuses(document):
    for path, method, operation in operations(document):
        refused = {int(status) for status in operation["responses"] if int(status) >= 400}
        assert {404, 422, 503} <= refused
        if f"{method.upper()} {path}" in OPEN:
            assert operation["security"] == []
        else:
            assert 401 in refused


def test_every_answer_that_is_no_refusal_has_a_schema(document):
    for path, method, operation in operations(document):
        answers = {s: a for s, a in operation["responses"].items() if int(s) < 400}
        assert answers, (path, method)
        for status, answer in answers.items():
            assert ("content" in answer) == (status not in {"204", "304"}), (path, method, status)
            for content in answer.get("content", {}).values():
                assert content["schema"], (path, method, status)


def test_writes_name_the_headers_they_need(document):
    named = {
        (path, method): [
            each.get("$ref", "").rpartition("/")[2] for each in operation["parameters"]
        ]
        for path, method, operation in operations(document)
        if operation.get("parameters")
    }
    assert "IdempotencyKey" in named["/api/v1/registrations", "post"]
    assert "IfMatch" in named["/api/v1/tenants/{tenant_id}", "patch"]
    assert "IfMatch" in named["/api/v1/registrations/{registration_id}/transitions", "post"]
    assert "ActAs" in named["/api/v1/quotas", "get"]


def test_references_lead_somewhere(document):
    def follow(node):
        if isinstance(node, dict):
            if isinstance(node.get("$ref"), str):
                found = document
                for part in node["$ref"].removeprefix("#/").split("/"):
                    found = found[part]
            for inner in node.values():
                follow(inner)
        elif isinstance(node, list):
            for inner in node:
                follow(inner)

    follow(document)


def test_the_page_runs_no_script_but_its_own(api):
    with api.app.test_client() as client:
        first, second = (client.get("/api/docs") for _ in range(2))
    policy = first.headers["Content-Security-Policy"]
    (nonce,) = re.findall(r"'nonce-([^']+)'", policy)
    assert "unsafe" not in policy
    assert "http" not in policy
    scripts = re.findall(r"<script[^>]*>", first.text)
    assert len(scripts) == 2
    assert all(f'nonce="{nonce}"' in script for script in scripts)
    assert nonce not in second.text
    assert not re.search(r"(src|href)=\"(https?:)?//", first.text)


@pytest.mark.parametrize("name", ["swagger-ui-bundle.js", "swagger-ui.css", "favicon-32x32.png"])
def test_what_the_page_needs_is_served_here(api, name):
    with api.app.test_client() as client, client.get(f"/api/docs/{name}") as answer:
        assert answer.status_code == 200
        assert len(answer.data) > 100
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_nothing_else_of_the_package_is_served(api):
    with api.app.test_client() as client:
        assert client.get("/api/docs/VERSION").status_code == 404
        assert client.get("/api/docs/..%2FLICENSE").status_code == 404


def test_a_method_that_is_not_there_names_those_that_are(api):
    refused = api.nobody.post("/openapi.json", {})
    assert refused.status_code in {401, 405}
    with api.app.test_client() as client:
        refused = client.post("/api/docs")
        assert refused.status_code == 405
        assert "GET" in refused.headers["Allow"]
        assert client.options("/api/docs").status_code == 200
        assert client.head("/api/docs").status_code == 200
