"""The parts of a run, each a goal of docs/performance.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.parts import (
    consolidating,
    crowding,
    listing,
    looking,
    memory,
    pages,
    rebuilding,
    registering,
    starting,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bench.plan import Outcome, Plan

PARTS: Mapping[str, Callable[[Plan], Outcome]] = {
    "1": registering.run,
    "2": crowding.run,
    "3": consolidating.run,
    "4": rebuilding.run,
    "5": listing.run,
    "8": memory.run,
    "9": starting.run,
    "overlaps": looking.run,
    "pages": pages.run,
}
"""By the number of their goal; goals 6 and 7 come with what imports and exports."""
