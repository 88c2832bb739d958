"""Reading overlaps, and who may settle one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.overlap_cases import OPEN, may_settle
from core.services.acting import choose
from core.services.sighting import tenant_in_sight
from core.services.versions import refuse_other_version

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.domain.overlap_cases import LikeliestPage, OverlapCase
    from core.domain.registration_search import Page
    from core.services.ports.work import Repositories


def find_cases(
    work: Repositories,
    *,
    tenant: str | None,
    year: int | None,
    status: str | None,
    page: Page,
    up_to: int,
) -> tuple[Sequence[OverlapCase], int]:
    """Return a page of the overlaps in *tenant*'s subtree (None: in sight), and how many.

    The newest come first. Raises NotFoundError when the tenant is out of sight.
    """
    prefixes = _prefixes(work, tenant)
    rows = work.overlaps.search(prefixes, year=year, status=status, page=page)
    total = work.overlaps.count(prefixes, year=year, status=status, up_to=up_to)
    return rows, total


def find_open_cases(
    work: Repositories, *, tenant: str | None, year: int | None, page: LikeliestPage, up_to: int
) -> tuple[Sequence[OverlapCase], int]:
    """Return a page of those still to be settled, as ``find_cases``; the likeliest come first."""
    prefixes = _prefixes(work, tenant)
    rows = work.overlaps.likeliest(prefixes, year=year, page=page)
    total = work.overlaps.count(prefixes, year=year, status=OPEN, up_to=up_to)
    return rows, total


def _prefixes(work: Repositories, tenant: str | None) -> Sequence[str] | None:
    return tenant_in_sight(work, tenant).sight if tenant else None


def admit_settling(work: Repositories, case_id: str, *, version: int | None) -> None:
    """Raise what comes before a wrong body: NotFoundError, ForbiddenError, a stale version."""
    case = work.overlaps.get(case_id)
    choose(work.scope, lambda a: may_settle(a, case))
    refuse_other_version(case.version, version)
