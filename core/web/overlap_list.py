"""The list of overlaps: what the address asks for, one page of it, and how many there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import request, url_for

from core.domain.overlap_cases import OPEN, LikeliestPage, Verdict
from core.domain.periods import FIRST_YEAR, LAST_YEAR
from core.domain.registration_search import Page
from core.domain.tenants import Level
from core.edge.cursors import COUNTED
from core.edge.platform import moment
from core.services.overlap_reading import find_cases, find_open_cases
from core.services.sighting import tenant_in_sight
from core.web.asked_numbers import asked_page
from core.web.hats import acting
from core.web.overlap_rows import shown_cases

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories
    from core.web.overlap_rows import Row

PAGE_SIZE = 25
YEARS_BACK = 3
FILTERS = ("nam", "dia-ban", "tt")
STATUSES: Mapping[str, str | None] = {
    "cho-lam-ro": OPEN,
    "cung-lam": Verdict.JOINT.value,
    "khac-nhau": Verdict.DISTINCT.value,
    "trung": Verdict.DUPLICATE.value,
    "tat-ca": None,
}
"""Values of ``tt``, the first where it says nothing; the last asks for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """``tenant`` is one's own unless the address names another in sight; its subtree is meant."""

    year: int
    tenant: Tenant
    shown: str
    page: int

    @property
    def status(self) -> str | None:
        return STATUSES[self.shown]

    @property
    def elsewhere(self) -> bool:
        return self.tenant.id != acting().tenant.id

    def address(self, **changes: Any) -> str:
        """Return the address of the list with *changes*; None drops, and so does another page."""
        kept = {name: request.args[name] for name in FILTERS if request.args.get(name)}
        asked = kept | {name.replace("_", "-"): value for name, value in changes.items()}
        values = {name: value for name, value in asked.items() if value not in {None, ""}}
        return url_for("web_overlaps.index", **values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One page; ``numbers`` says by value of ``tt`` how many there are, exact up to COUNTED."""

    rows: Sequence[Row]
    numbers: Mapping[str, int]
    total: int
    first: int
    previous: str | None
    following: str | None
    years: range
    children: Sequence[Tenant]
    above: Sequence[Tenant]

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1


def read_asked(work: Repositories) -> Asked:
    """Return what the address asks for; raises NotFoundError for a unit out of sight."""
    place, shown = request.args.get("dia-ban"), request.args.get("tt", "")
    return Asked(
        year=_year(),
        tenant=tenant_in_sight(work, place) if place else acting().tenant,
        shown=shown if shown in STATUSES else next(iter(STATUSES)),
        page=min(asked_page(), COUNTED // PAGE_SIZE),
    )


def listed(asked: Asked, work: Repositories) -> Listed:
    """Return the page that is asked for."""
    skip = (asked.page - 1) * PAGE_SIZE
    place = asked.tenant.id if asked.elsewhere else None
    if asked.status == OPEN:
        rows, total = find_open_cases(
            work, tenant=place, year=asked.year,
            page=LikeliestPage(limit=PAGE_SIZE + 1, skip=skip), up_to=COUNTED,
        )  # fmt: skip
    else:
        rows, total = find_cases(
            work, tenant=place, year=asked.year, status=asked.status,
            page=Page(limit=PAGE_SIZE + 1, skip=skip), up_to=COUNTED,
        )  # fmt: skip
    more = len(rows) > PAGE_SIZE
    return Listed(
        rows=shown_cases(rows[:PAGE_SIZE], work),
        numbers=_numbers(work, asked, total),
        total=total,
        first=skip + 1,
        previous=asked.address(trang=asked.page - 1) if asked.page > 1 else None,
        following=asked.address(trang=asked.page + 1) if more else None,
        years=range(moment().today.year, min(asked.year, moment().today.year - YEARS_BACK) - 1, -1),
        children=_children(work, asked.tenant),
        above=_above(work, asked),
    )


def _numbers(work: Repositories, asked: Asked, total: int) -> dict[str, int]:
    prefixes = asked.tenant.sight if asked.elsewhere else None
    statuses = {value: status for value, status in STATUSES.items() if status is not None}
    found = {
        value: total
        if value == asked.shown
        else work.overlaps.count(prefixes, year=asked.year, status=status, up_to=COUNTED)
        for value, status in statuses.items()
    }
    return found | {"tat-ca": min(sum(found.values()), COUNTED)}


def _year() -> int:
    written = request.args.get("nam", "")
    plain = len(written) == len("2017") and written.isascii() and written.isdigit()
    if plain and FIRST_YEAR <= int(written) <= LAST_YEAR:
        return int(written)
    return moment().today.year


def _children(work: Repositories, tenant: Tenant) -> Sequence[Tenant]:
    if tenant.level is Level.COMMUNE or not acting().is_front:
        return ()
    today = moment().today
    on = min(today, tenant.valid_to) if tenant.valid_to else today
    return work.tenants.children(tenant.id, on)


def _above(work: Repositories, asked: Asked) -> Sequence[Tenant]:
    if not asked.elsewhere:
        return ()
    found = work.tenants.ancestors(asked.tenant, moment().today)
    return [one for one in found if acting().within(one)]
