"""What tests of tasks ask: the tasks of somebody, of one kind, and reports that settle some."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from tests.api.places import LUONG_BANG

if TYPE_CHECKING:
    from tests.api.conftest import Caller
    from tests.api.main_job import Json

JULY = date(2017, 7, 5)
REPORT: Json = {"tenant": LUONG_BANG, "organization": "phu_nu", "period": "2017-H1"}


def owed(caller: Caller, kind: str | None = None, **about: Any) -> list[Json]:
    """Return the tasks of *caller*: of one kind, about what is named."""
    answer = caller.get("/tasks", page_size=200)
    assert answer.status_code == 200, answer.json
    rows: list[Json] = answer.json or []
    assert all("task." not in row["title"] + row["hint"] for row in rows), rows
    assert all("…" not in row["title"] + row["hint"] for row in rows), rows
    return [
        row
        for row in rows
        if kind in (None, row["kind"]) and all(row[name] == v for name, v in about.items())
    ]


def the(caller: Caller, kind: str, **about: Any) -> Json:
    found = owed(caller, kind, **about)
    assert len(found) == 1, found
    return found[0]


def reported(caller: Caller, *, send: bool = True, **changes: Any) -> Json:
    made = caller.post("/reports", REPORT | changes)
    assert made.status_code == 201, made.json
    report = dict(made.json)
    return moved(caller, report, "submit") if send else report


def moved(caller: Caller, report: Json, action: str, **more: Any) -> Json:
    path = f"/reports/{report['id']}/transitions"
    answer = caller.post(path, {"action": action, **more}, version=report["version"])
    assert answer.status_code == 200, answer.json
    return dict(answer.json)
