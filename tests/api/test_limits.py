"""docs/limits.md says what the program does: each number is the one in the code or the document."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from core.api import calendar_schemas, paging, signed_in, strict_json, writing
from core.domain import calendar_events, evidence, lineage, people
from core.edge import cursors, wording
from core.services import examining, examining_child, lineages, people_rows
from core.settings import Settings
from core.storage import models
from core.storage.throttle import PER_ACCOUNT, PER_ADDRESS
from core.web import admin_import
from tests.api.operations import all_operations
from tests.api.sampling import places

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path("docs/limits.md")
DEFAULTS = Settings()

OF_REQUESTS = {
    "Body, bytes": DEFAULTS.max_body_bytes,
    "JSON nesting, levels": strict_json.DEEPEST,
    "JSON integer, absolute value": strict_json.LARGEST,
    "`Idempotency-Key`, characters": writing.LONGEST_KEY,
    "Token, characters": signed_in.LONGEST_TOKEN,
    "Problems told of one request": wording.MOST_PROBLEMS,
    "`page_size`, rows": paging.MOST_A_PAGE,
    "Rows reached by `page`, and counted by totals": cursors.COUNTED,
    "Import of users, rows": people_rows.MOST_ROWS,
    "Import of users on its page, bytes": admin_import.LARGEST,
    "A file of evidence, bytes": evidence.LARGEST_FILE,
    "Evidence of a record (a registration itself, or one of its results), files": (
        evidence.MOST_FILES
    ),
    "Evidence of a registration with all its results, bytes": evidence.LARGEST_TOTAL,
    "A piece of a file, bytes": evidence.PIECE,
    "Pieces of an unfinished file are kept, hours": evidence.UNFINISHED.seconds // 3600
    + evidence.UNFINISHED.days * 24,
    "Pixels of a JPEG": examining_child.MOST_PIXELS["image/jpeg"],
    "Pixels of a PNG or WebP": examining_child.MOST_PIXELS["image/png"],
    "Looking through a file, seconds": int(examining.SECONDS),
    "Parts of a calendar": calendar_schemas.MOST_PARTS,
    "Events of a calendar": calendar_events.MOST_EVENTS,
    "Items that an origin goes back to": lineage.MOST_ABOVE,
    "Models with the words of a search looked at for a title that says them": (
        models.MOST_SEARCHED
    ),
    "Items told below one in its lineage": lineages.AT_MOST,
    "Password, shortest, characters": people.SHORTEST_PASSWORD,
    "Password, longest, characters": people.LONGEST_PASSWORD,
    "Failed sign-ins of an account in 15 minutes": PER_ACCOUNT.amount,
    "Failed sign-ins of an address in 15 minutes": PER_ADDRESS.amount,
    "Token of a program, days": DEFAULTS.token_days,
    "Session of a browser, hours": DEFAULTS.session_hours,
}

KINDS = {
    "maxLength": "Texts, characters",
    "maxItems": "Lists, rows",
    "maximum": "Numbers, largest",
}


def table(heading: str) -> dict[str, str]:
    """Return the rows of the table under a heading: first cell → second cell."""
    section = PAGE.read_text(encoding="utf-8").partition(f"## {heading}\n")[2].partition("\n## ")[0]
    rows = (line.strip("| \n").split(" | ") for line in section.splitlines() if line[:1] == "|")
    return {cells[0]: cells[1] for cells in rows if cells[0] not in {"What", "At most"}} | {}


def whole(cell: str) -> int:
    return int(re.sub(r"\D", "", cell))


def test_the_limits_of_requests_are_those_of_the_program() -> None:
    told = {name: whole(cell) for name, cell in table("Requests").items() if "---" not in name}
    assert told == OF_REQUESTS


@pytest.mark.parametrize("kind", KINDS)
def test_the_limits_of_members_are_those_of_the_document(kind: str) -> None:
    expected = dict(members(kind))
    told = {whole(most): names for most, names in table(KINDS[kind]).items() if "---" not in most}
    assert told == expected, "\n".join(
        f"| {most:,} | {names} |" for most, names in expected.items()
    )


def members(kind: str) -> Iterator[tuple[int, str]]:
    """Yield each limit with the names of all it holds for, as the table tells them."""
    found: dict[int, set[str]] = defaultdict(set)
    for operation in all_operations():
        for schema, name in _named(operation):
            for told in (schema, *schema.get("oneOf", ())):
                if kind in told:
                    found[told[kind]].add(f"`{name}`")
    for most in sorted(found):
        yield most, ", ".join(sorted(found[most]))


def _named(operation: Any) -> Iterator[tuple[dict[str, Any], str]]:
    for parameter in operation.parameters:
        yield parameter.schema, parameter.name
    for place in places(operation.json_body or {}, None):
        names = [str(step) for step in place.way if isinstance(step, str)]
        if names:
            yield place.schema, ".".join(names) + ("[]" if place.way[-1] == 0 else "")


def test_every_text_and_every_list_of_a_body_has_a_limit() -> None:
    free = {
        f"{operation} {place}"
        for operation in all_operations()
        for place in places(operation.json_body or {}, None)
        if place.way and not {"enum", "format", "oneOf"} & place.schema.keys()
        if _boundless(place.schema)
    }
    assert free == BY_THE_BODY


BY_THE_BODY = {
    "POST /tokens password",
    "PUT /me/password current",
    "POST /users/import csv",
}
"""As long as a body may be: what is compared with a hash, and a table, whose rows are counted."""


def _boundless(schema: dict[str, Any]) -> bool:
    told = schema.get("type")
    types = told if isinstance(told, list) else [told]
    if "string" in types and "maxLength" not in schema and "pattern" not in schema:
        return True
    return "array" in types and "maxItems" not in schema
