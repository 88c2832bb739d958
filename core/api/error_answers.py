"""What holds for every operation of the OpenAPI document: refusals, versions, keys, headers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.api.shared_documents import HEADERS, MEANINGS, PARAMETERS, REFUSAL, refused

if TYPE_CHECKING:
    from core.api.shared_documents import Document

UNVERSIONED = frozenset(
    {
        "/api/v1/tokens/current",
        "/api/v1/me/password",
        "/api/v1/me/email",
        "/api/v1/evidence/{evidence_id}/pieces/{number}",
    }
)
FIRST_WITHOUT_VERSION = ("/results/{period}", "/calendar/{year}")
"""Paths whose first PUT, of what does not exist yet, needs no ``If-Match``."""

COUNTING_FAILURES = frozenset({("post", "/api/v1/tokens"), ("put", "/api/v1/me/password")})
ADMINISTERED = "/api/v1/users"
"""Only admins read what is below."""

KEY_FOR_SOME = frozenset({"/api/v1/users/import"})
"""Paths where only some POSTs create."""


STEPPING = ("/transitions", "/resolution", "/completion")
"""How paths end whose POST changes a record instead of making one."""

MARKING = ("/read",)
"""How paths end whose POST may be sent again without harm: it needs neither version nor key."""

CHANGED_BY_STEPS = frozenset({"/api/v1/overlaps/{case_id}"})
"""Records that nothing but such a POST changes."""

GENERATED = frozenset({"Error", "PaginationMetadata"})
"""Schemas of flask-smorest that say less than ours."""

CHANGING = frozenset({"put", "patch", "delete"})
REFUSED_FROM = 400


def declare_refusals(document: Document) -> Document:
    """Complete *document* in place with all that operations share, and return it."""
    for path, item in document["paths"].items():
        for method, operation in _operations(item):
            _Operation(path, method, operation, item).complete()
    components = document["components"]
    components["parameters"] = PARAMETERS
    components["headers"] = HEADERS
    components["responses"] = {f"Refused{status}": refused(status) for status in MEANINGS}
    schemas = components.get("schemas", {})
    components["schemas"] = {n: s for n, s in schemas.items() if n not in GENERATED}
    components["schemas"]["Refusal"] = REFUSAL
    items = document["paths"].values()
    used = {tag for item in items for _, one in _operations(item) for tag in one.get("tags", ())}
    document["tags"] = [tag for tag in document.get("tags", ()) if tag["name"] in used]
    return document


def _operations(item: Document) -> list[tuple[str, Document]]:
    return [(method, one) for method, one in item.items() if isinstance(one, dict)]


class _Operation:
    """One operation, and what follows for it from its method, path and body."""

    def __init__(self, path: str, method: str, document: Document, item: Document) -> None:
        self.path, self.method, self.document = path, method, document
        self.secured = document.get("security") != []
        stepping = path.endswith(STEPPING)
        self.versioned = (method in CHANGING or stepping) and path not in UNVERSIONED
        self.keyed = (
            method == "post" and self.secured and not stepping and not path.endswith(MARKING)
        )
        of_record = not CHANGING.isdisjoint(item) or path in CHANGED_BY_STEPS
        self.of_record = of_record and path not in UNVERSIONED
        self.asked = {each.get("name") for each in document.get("parameters", ())}

    def complete(self) -> None:
        kept = {
            status: answer
            for status, answer in self.document["responses"].items()
            if status.isdigit() and int(status) < REFUSED_FROM
        }
        for answer in kept.values():
            self._declare_headers(answer)
        self.document["responses"] = kept | {
            str(status): {"$ref": f"#/components/responses/Refused{status}"}
            for status in sorted(self._statuses())
        }
        given = [_without_null(each) for each in self.document.get("parameters", ())]
        if parameters := [*given, *self._parameters()]:
            self.document["parameters"] = parameters

    def _statuses(self) -> set[int]:
        found = {404, 405, 422, 503}
        if self.secured:
            found |= {401}
        if self.secured and (self.method != "get" or self.path.startswith(ADMINISTERED)):
            found |= {403}
        if "requestBody" in self.document:
            found |= {400, 413, 415}
        if self.method != "get":
            found |= {409}
        if self.versioned:
            found |= {412, 428}
        if self.keyed:
            found |= {428}
        if (self.method, self.path) in COUNTING_FAILURES:
            found |= {401, 429}
        return found

    def _parameters(self) -> list[Document]:
        given = [_parameter("ActAs")] if self.secured else []
        if self.versioned:
            always = not self.path.endswith(FIRST_WITHOUT_VERSION)
            given.append(_parameter("IfMatch", always=always))
        if self.keyed:
            given.append(_parameter("IdempotencyKey", always=self.path not in KEY_FOR_SOME))
        return given

    def _declare_headers(self, answer: Document) -> None:
        names = ["X-Pagination"] if "page" in self.asked else []
        names += ["X-Next"] if "after" in self.asked else []
        names += ["Idempotency-Replayed"] if self.keyed else []
        if "content" in answer and (self.versioned or self.keyed or self.of_record):
            names.append("ETag")
        if names:
            shared = {name: {"$ref": f"#/components/headers/{name}"} for name in names}
            answer["headers"] = shared | answer.get("headers", {})


def _parameter(name: str, *, always: bool = True) -> Document:
    if always:
        return {"$ref": f"#/components/parameters/{name}"}
    return PARAMETERS[name] | {"required": False}


def _without_null(parameter: Document) -> Document:
    """Return a parameter as it can be sent: in a query there is no null, only nothing."""
    schema = dict(parameter.get("schema", {}))
    if isinstance(schema.get("type"), list):
        (schema["type"],) = (each for each in schema["type"] if each != "null")
        if schema.get("default", "") is None:
            del schema["default"]
        if "enum" in schema:
            schema["enum"] = [each for each in schema["enum"] if each is not None]
    return parameter | {"schema": schema} if schema else parameter
