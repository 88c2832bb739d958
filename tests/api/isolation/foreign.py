"""Requests about what belongs to others, made for every operation from the OpenAPI document.

Whatever names a record does it by the name of a parameter or member: ``NAMING`` says what it may
name. A name in neither ``NAMING`` nor ``NAMELESS`` fails the run: nobody has said whose it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.api.isolation.actors import SIGNED_IN, Who
from tests.api.isolation.cases import Request
from tests.api.isolation.targets import (
    FOREIGN_COMMUNE,
    KNOW_TENANT,
    NO_ID,
    NO_TENANT,
    SECRETS,
    Ref,
    Targets,
)
from tests.api.places import LUONG_BANG
from tests.api.sampling import Place, is_free_text, places, sample, with_value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.api.operations import Operation, Parameter


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreign:
    """A record: the id it has, the version, and all for whom it exists."""

    id: str
    known_to: frozenset[Who]
    version: int | None = None


def _of(*names: str) -> Callable[[Targets], list[Foreign]]:
    def records(t: Targets) -> list[Foreign]:
        known = t.known_ids()
        refs: list[Ref] = [getattr(t, name) for name in names]
        return [Foreign(id=r.id, version=r.version, known_to=known[r.id]) for r in refs]

    return records


def _tenants(_: Targets) -> list[Foreign]:
    return [
        Foreign(id=LUONG_BANG, version=2, known_to=KNOW_TENANT),
        Foreign(id=FOREIGN_COMMUNE, version=1, known_to=SECRETS["far_item"].known_to),
    ]


def _assignments(t: Targets) -> list[Foreign]:
    return [Foreign(id=t.assignment, version=t.user.version, known_to=_of("user")(t)[0].known_to)]


ITEMS = _of("item", "draft", "above", "agreed", "realized", "recognised")
REPORTS = _of("report", "sent_report", "accepted_report", "frozen_report")
USERS = _of("user")
OVERLAPS = _of("overlap")
EVIDENCE = _of("photo", "inspection_photo")
NOTICES = _of("notice")
INSPECTIONS = _of("inspection", "inspection_draft")

NAMING: dict[str, Callable[[Targets], list[Foreign]]] = {
    "registration_id": ITEMS,
    "registration": ITEMS,
    "continues": ITEMS,
    "copied_from": ITEMS,
    "counts": ITEMS,
    "report_id": REPORTS,
    "case_id": OVERLAPS,
    "evidence_id": EVIDENCE,
    "notice_id": NOTICES,
    "inspection_id": INSPECTIONS,
    "user_id": USERS,
    "user": USERS,
    "assignment_id": _assignments,
    "tenant_id": _tenants,
    "tenant": _tenants,
    "recognised_by": _tenants,
    "parent": _tenants,
    "target": lambda t: [
        *ITEMS(t),
        *REPORTS(t),
        *USERS(t),
        *OVERLAPS(t),
        *INSPECTIONS(t),
        *_tenants(t),
    ],
}
"""What a parameter, or the last part of a member's name, may name."""

NAMELESS = frozenset({
    "Act-As", "Idempotency-Key", "If-Match",  # test_smuggling.py
    "page", "page_size", "after", "q", "dry_run", "username", "password", "code", "invitation",
    "current", "new", "organization", "year", "movement_type", "kind", "content", "stage", "status",
    "late", "period", "as_of", "basis", "mode", "boundary", "level", "action", "title", "themes",
    "area", "detail", "unit", "partners", "person_in_charge", "phone", "note", "reason",
    "narrative", "email", "name", "value", "number", "sha256", "caption", "source", "part",
    "quota", "document", "csv", "recognised", "decision_number", "recognition_note",
    "organizations", "findings", "text",
    "due_before", "closes_before",  # an event of one's own lineage
})  # fmt: skip
"""Names of what nobody owns: words, numbers, days, one's own secrets, what everybody may know."""

TREE = frozenset({"GET /tenants", "GET /tenants/{tenant_id}"})
"""A place in the tree is open to everyone signed in; only what it states is to be hidden."""


def names_of(operation: Operation) -> Iterator[str]:
    """Yield the name of every parameter, and of every member that takes free text."""
    yield from (parameter.name for parameter in operation.parameters)
    for place in _texts(operation):
        yield _name(place)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A request about somebody's record, the same about none, and for whom the record exists."""

    about: str
    real: Request
    ghost: Request
    known_to: frozenset[Who]


def questions(operation: Operation, targets: Targets) -> Iterator[Question]:
    """Yield a question for each parameter or member that names a record, and each such record."""
    for parameter in operation.parameters:
        for record in NAMING.get(parameter.name, lambda _: [])(targets):
            real, ghost = (
                _request(operation, targets, {(parameter.where, parameter.name): each}, record)
                for each in (record.id, _nobodys(parameter.name))
            )
            yield _question(parameter.name, record, real, ghost)
    for place in _texts(operation):
        for record in NAMING.get(_name(place), lambda _: [])(targets):
            real, ghost = (
                _request(operation, targets, {}, record, place=place, value=each)
                for each in (record.id, _nobodys(_name(place)))
            )
            yield _question(str(place), record, real, ghost)


def _question(about: str, record: Foreign, real: Request, ghost: Request) -> Question:
    return Question(about=f"{about}={record.id}", real=real, ghost=ghost, known_to=record.known_to)


def _nobodys(name: str) -> str:
    return NO_TENANT if NAMING[name] is _tenants else NO_ID


def _texts(operation: Operation) -> Iterator[Place]:
    for place in places(operation.json_body or {}, None) if operation.json_body else ():
        if place.way and is_free_text(place.schema):
            yield place


def _name(place: Place) -> str:
    return next(str(step) for step in reversed(place.way) if isinstance(step, str))


def _request(
    operation: Operation, targets: Targets, given: dict[tuple[str, str], str], record: Foreign,
    *, place: Place | None = None, value: str = "",
) -> Request:  # fmt: skip
    path = operation.path
    query: dict[str, Any] = {}
    version: int | None = None
    for parameter in operation.parameters:
        key = parameter.where, parameter.name
        sent = given.get(key) or _own(parameter, targets)
        if parameter.where == "path":
            path = path.replace(f"{{{parameter.name}}}", sent)
            version = record.version if key in given else _own_version(parameter, targets)
        elif parameter.where == "query" and (parameter.required or key in given):
            query[parameter.name] = sent
    body = sample(operation.json_body) if operation.json_body else None
    if place is not None:
        body = with_value(body, place, value)
    versioned = any(parameter.name == "If-Match" for parameter in operation.parameters)
    return Request(
        method=operation.method,
        path=path,
        query=query,
        body=body,
        version=version if versioned else None,
    )


def _own_version(parameter: Parameter, targets: Targets) -> int | None:
    records = NAMING.get(parameter.name, lambda _: [])(targets)
    return records[0].version if records else None


ANY = {"period": "2017-H1", "code": "phu_nu.mot_mo_hinh_moi_xa", "year": "2017"}


def _own(parameter: Parameter, targets: Targets) -> str:
    """Return what stands beside what is asked about: right words, the first record of its kind."""
    records = NAMING.get(parameter.name, lambda _: [])(targets)
    if records:
        return records[0].id
    return ANY.get(parameter.name) or str(sample(parameter.schema))


def outside(known_to: frozenset[Who]) -> frozenset[Who]:
    """Return everybody signed in for whom a record does not exist."""
    return SIGNED_IN - known_to
