"""How many tasks wait for a role: the number on its tab, kept until something changes there."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, cast

from flask import current_app

from core.domain import tasks
from core.domain.access import Role
from core.edge.platform import platform, signed_in
from core.services.tasks import TaskList, task_list

if TYPE_CHECKING:
    from core.web.hats import Acting

Key = tuple[str, str, str]

FRESH = 30.0
"""Seconds a number may be shown that things elsewhere, above or below, may have changed."""

MOST = 4096


def owed_by(acting: Acting) -> TaskList:
    """Return what a role owes, now; its number on the tab is true from then on."""
    work = platform().store.read(acting.scope(signed_in().id))
    mark = work.owed.last_change(paths=acting.assignment.paths)
    found = task_list(work, acting.assignment, catalogue=platform().catalogue, today=acting.today)
    number = tasks.waiting(found.tasks, acting.today)
    _remember((acting.assignment.id, str(acting.today), mark), number)
    return found


def waiting(acting: Acting) -> int:
    """Return how many tasks of a role are to be done now or soon.

    One query tells whether anything was recorded in the tenant itself since it was last counted;
    what happens above or below it shows after ``FRESH`` seconds.
    """
    if acting.role is Role.VIEWER:
        return 0
    owed = platform().store.read(acting.scope(signed_in().id)).owed
    mark = owed.last_change(paths=acting.assignment.paths)
    kept = _kept().get((acting.assignment.id, str(acting.today), mark))
    if kept is not None and time.monotonic() - kept[1] < FRESH:
        return kept[0]
    return tasks.waiting(owed_by(acting).tasks, acting.today)


def _remember(key: Key, number: int) -> None:
    known = _kept()
    if len(known) >= MOST:
        known.clear()
    known[key] = (number, time.monotonic())


def _kept() -> dict[Key, tuple[int, float]]:
    known = current_app.extensions.setdefault("chungsuc_waiting", {})
    return cast("dict[Key, tuple[int, float]]", known)
