"""The lines a run ends with: goal, ours, the yardstick, their ratio, the target, met or short."""

from __future__ import annotations

from dataclasses import dataclass

WIDTHS = (4, 48, 10, 30, 7, 9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One figure beside what it is measured by.

    ``ratio`` is what ``least`` or ``most`` bound; a line with neither is told, not judged.
    """

    goal: str
    what: str
    ours: str
    yardstick: str = ""
    ratio: float | None = None
    least: float | None = None
    most: float | None = None
    unit: str = ""

    @property
    def met(self) -> bool | None:
        """Tell whether the target is met; None where there is none."""
        if self.ratio is None or (self.least is None and self.most is None):
            return None
        above = self.least is None or self.ratio >= self.least
        return above and (self.most is None or self.ratio <= self.most)

    @property
    def target(self) -> str:
        if self.least is not None:
            return f"≥ {self.least:g}{self.unit}"
        return "" if self.most is None else f"≤ {self.most:g}{self.unit}"

    @property
    def verdict(self) -> str:
        if self.met is None or self.ratio is None:
            return ""
        if self.met:
            return "met"
        bound = self.least if self.least is not None else self.most or 0.0
        return f"short by {abs(self.ratio - bound) / bound:.0%}" if bound else "short"


def table(lines: list[Line]) -> str:
    """Return the lines as a table for a terminal."""
    heads = ("goal", "what", "ours", "yardstick", "ratio", "target")
    rows = [_row(heads) + "met?", "─" * (sum(WIDTHS) + len(WIDTHS) + 14)]
    for line in lines:
        ratio = "" if line.ratio is None else f"{line.ratio:.2f}"
        cells = (line.goal, line.what, line.ours, line.yardstick, ratio, line.target)
        rows.append((_row(cells) + line.verdict).rstrip())
    return "\n".join(rows)


def _row(cells: tuple[str, ...]) -> str:
    return "".join(cell.ljust(width) + " " for cell, width in zip(cells, WIDTHS, strict=True))
