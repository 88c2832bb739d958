"""Keeping the counters true: what a write changes is added in the same transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.contributions import contribution, difference, measures_in
from core.domain.errors import UnavailableError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.domain.movements import Measure
    from core.domain.registrations import Registration
    from core.services.ports.work import Repositories


def count_change(
    work: Repositories,
    before: Registration | None,
    after: Registration | None,
    *,
    measures: Mapping[str, Measure],
) -> None:
    """Add to the counters what changes from *before* to *after* (None: not there).

    Raises UnavailableError when a measure would change that no installed plugin declares.
    """
    moved = before and after and before.path != after.path
    if moved:
        count_change(work, before, None, measures=measures)
        count_change(work, None, after, measures=measures)
        return
    either = after or before
    if either is None:
        return
    change = difference(contribution(before, measures), contribution(after, measures))
    if not measures_in(change) <= measures.keys():
        # Without its plugin nobody knows how a measure adds up; better refuse than count wrong.
        raise UnavailableError("plugin_failed", plugin=either.organization)
    work.counters.add(
        change,
        year=either.year,
        organization=either.organization,
        tenant=either.tenant,
        path=either.path,
    )
