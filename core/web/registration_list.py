"""One page of a list of registrations: rows, total, what lies before and after, and emptiness."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import request

from core.domain.errors import DomainError
from core.domain.registration_search import Page
from core.edge.cursors import COUNTED, cursor_of, read_cursor
from core.edge.platform import platform
from core.services.judging import verdicts_in
from core.services.searching import wanted
from core.web.asked_numbers import asked_page
from core.web.hats import acting
from core.web.registration_rows import shown_rows
from core.web.verdict_words import shown_verdicts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from core.domain.registrations import Registration
    from core.services.ports.work import Repositories
    from core.web.registration_filters import Asked
    from core.web.registration_rows import Row
    from core.web.verdict_words import ShownVerdict

PAGE_SIZE = 50
LAST_PAGE = COUNTED // PAGE_SIZE
"""Beyond it pages follow each other by cursor only, forwards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One page; ``total`` is exact unless ``capped``. Addresses are None where nothing follows."""

    rows: list[Row]
    total: int
    capped: bool
    first: int | None
    previous: str | None
    following: str | None

    @property
    def last(self) -> int | None:
        return None if self.first is None else self.first + len(self.rows) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Empty:
    """Why a list is empty: ``earlier`` is the last year with items and how many there are."""

    year: int | None
    earlier: int | None = None
    earlier_total: int = 0


def listed(asked: Asked, work: Repositories) -> Listed:
    """Return the page the address asks for (``trang`` from 1, or ``sau`` a cursor)."""
    found = wanted(work, asked.query)
    number, after = min(asked_page(), LAST_PAGE), _asked_cursor()
    skip = 0 if after else (number - 1) * PAGE_SIZE
    page = Page(limit=PAGE_SIZE + 1, skip=skip, after=after, oldest_first=asked.oldest_first)
    read, total = work.registrations.page(found, page, up_to=COUNTED + 1)
    more, rows = len(read) > PAGE_SIZE, read[:PAGE_SIZE]
    return Listed(
        rows=shown_rows(rows, work),
        total=min(total, COUNTED),
        capped=total > COUNTED,
        first=None if after else skip + 1,
        previous=_previous(asked, number, by_cursor=after is not None),
        following=_following(asked, number, rows, by_cursor=after is not None) if more else None,
    )


def empty_list(asked: Asked, work: Repositories) -> Empty:
    """Say why nothing is there; of an own year without items, what the last ones were."""
    year = asked.query.get("year")
    if asked.narrowed or year is None:
        return Empty(year=year)
    for earlier in (year - 1, year - 2):
        before = wanted(work, {**asked.query, "year": earlier})
        if total := work.registrations.count(before, up_to=COUNTED):
            return Empty(year=year, earlier=earlier, earlier_total=total)
    return Empty(year=year)


def own_verdicts(asked: Asked, work: Repositories) -> list[ShownVerdict]:
    """Return how one's own body stands to its quotas, where the list is of its year; else none."""
    own = acting()
    of_its_year = (
        not own.is_front
        and asked.query.get("organization") == own.organization
        and asked.query.get("tenant", own.tenant.id) == own.tenant.id
    )
    if not of_its_year or "year" not in asked.query:
        return []
    judged = verdicts_in(
        work,
        own.tenant,
        organization=own.organization,
        year=asked.query["year"],
        today=own.today,
        catalogue=platform().catalogue,
    )
    return shown_verdicts(judged, own.tenant)


def _asked_cursor() -> tuple[datetime, str] | None:
    try:
        return read_cursor(request.args.get("sau"))
    except DomainError:
        return None


def _previous(asked: Asked, number: int, *, by_cursor: bool) -> str | None:
    if by_cursor:
        return asked.address(trang=str(LAST_PAGE))
    return asked.address(trang=str(number - 1)) if number > 1 else None


def _following(asked: Asked, number: int, rows: Sequence[Registration], *, by_cursor: bool) -> str:
    if number < LAST_PAGE and not by_cursor:
        return asked.address(trang=str(number + 1))
    return asked.address(sau=cursor_of(rows[-1].created_at, rows[-1].id))
