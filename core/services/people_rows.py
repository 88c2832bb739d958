"""Reading the table of an import of users: CSV as people and Excel write it."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from core.domain.access import Role
from core.domain.errors import InvalidError, Problem
from core.domain.text import normalized

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

REQUIRED = ("username", "name", "tenant", "organization", "role")
COLUMNS = (*REQUIRED, "from", "to")
MOST_ROWS = 2_000
_SEPARATORS = ",;\t"
_VIETNAMESE_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")  # as Excel rewrites dates here


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row as it was written; ``number`` is its row in the sheet, whose header is row 1."""

    number: int
    cells: Mapping[str, str]
    role: Role | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    problems: tuple[Problem, ...] = field(default=())

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def problem(self, column: str, code: str, **params: object) -> Problem:
        return Problem(f"rows.{self.number}.{column}", code, params)


def read_rows(content: bytes) -> list[Row]:
    """Return the rows of a UTF-8 table, with or without byte order mark, separated by , ; or tab.

    Raises InvalidError when it cannot be read as a table of these columns at all; what is wrong
    with a cell is in the row's ``problems``.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidError(problems=[Problem("file", "not_utf8")]) from None
    table = _table(text)
    header = [normalized(cell).lower() for cell in next(table, [])]
    if problems := list(_problems_with_header(header)):
        raise InvalidError(problems=problems)
    rows = [
        _row(number, header, cells)
        for number, cells in enumerate(table, 2)
        if any(map(str.strip, cells))
    ]
    if not rows:
        raise InvalidError(problems=[Problem("file", "no_rows")])
    return rows


def _table(text: str) -> Iterator[list[str]]:
    first = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for number, cells in enumerate(reader):
            if number > MOST_ROWS:
                raise InvalidError(problems=[Problem("file", "too_many_rows", {"most": MOST_ROWS})])
            yield cells
    except csv.Error:
        problem = Problem("file", "not_a_table", {"row": reader.line_num})
        raise InvalidError(problems=[problem]) from None


def _problems_with_header(header: list[str]) -> Iterator[Problem]:
    for column in REQUIRED:
        if column not in header:
            yield Problem(f"columns.{column}", "column_missing", {"column": column})
    for position, column in enumerate(header):
        if column not in COLUMNS:
            yield Problem("columns", "unknown_column", {"column": column[:80]})
        elif column in header[:position]:
            yield Problem(f"columns.{column}", "column_repeated", {"column": column})


def _row(number: int, header: list[str], cells: list[str]) -> Row:
    kept = dict.fromkeys(COLUMNS, "")
    kept |= dict(zip(header, map(normalized, cells), strict=False))
    bare = Row(number=number, cells=kept)
    problems = [bare.problem(column, "required") for column in REQUIRED if not kept[column]]
    if len(cells) > len(header):
        problems.append(bare.problem("columns", "too_many_cells", most=len(header)))
    role = next((role for role in Role if role.value == kept["role"].lower()), None)
    if role is None and kept["role"]:
        problems.append(bare.problem("role", "unknown_role", choices=", ".join(Role)))
    days: dict[str, date | None] = {}
    for column in ("from", "to"):
        days[column] = _day(kept[column])
        if kept[column] and days[column] is None:
            problems.append(bare.problem(column, "not_a_date"))
    return Row(
        number=number, cells=kept, role=role, valid_from=days["from"], valid_to=days["to"],
        problems=tuple(problems),
    )  # fmt: skip


def _day(text: str) -> date | None:
    found = _VIETNAMESE_DATE.fullmatch(text)
    try:
        if found:
            return date(int(found[3]), int(found[2]), int(found[1]))
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
