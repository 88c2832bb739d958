"""What was asked for: how many rounds, how long, with how many clients; and what a part gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bench.table import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Every part runs by the same plan; ``seconds`` is the length of one contender's turn."""

    rounds: int = 3
    seconds: float = 8.0
    clients: int = 16
    rows: int = 1_000_000


@dataclass(slots=True, kw_only=True)
class Outcome:
    """A part's lines of the table, all its figures for the file, what was left out, what broke."""

    lines: list[Line] = field(default_factory=list)
    figures: dict[str, Any] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
