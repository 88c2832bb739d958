"""What inspections found of a registration: its page shows the newest, and a way to the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import url_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.domain.inspections import LookedAt
    from core.domain.registrations import Registration
    from core.services.ports.work import Repositories

MOST_SHOWN = 5
"""Findings may be long, and whoever checks may check again; the rest is one press away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentions:
    """The newest first; ``more`` is the address of the list of all, "" where these are all."""

    rows: Sequence[LookedAt]
    more: str


def mentions_of(work: Repositories, item: Registration) -> Mentions:
    found = work.inspections.of(item.id, limit=MOST_SHOWN + 1)
    asked: dict[str, Any] = {"nam": item.year, "ho-so": item.id}
    more = url_for("web_inspections.index", **asked) if len(found) > MOST_SHOWN else ""
    return Mentions(rows=found[:MOST_SHOWN], more=more)
