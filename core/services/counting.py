"""Keeping the counters true: what a write changes is added in the same transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.contributions import contribution, difference, measures_in
from core.domain.errors import UnavailableError
from core.services.comparing_frozen import compare_again

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from core.domain.movements import Measure
    from core.domain.registrations import Registration
    from core.domain.time import Moment
    from core.services.ports.work import Repositories


def keep_counted(
    work: Repositories,
    before: Registration | None,
    after: Registration | None,
    *,
    measures: Mapping[str, Measure],
    moment: Moment,
) -> None:
    """Count what changes, and have the frozen reports compared again whose figures it touches."""
    changed = count_change(work, before, after, measures=measures)
    places = {(each.path, each.organization, each.year) for each in (before, after) if each}
    for path, organization, year in sorted(places):
        compare_again(work, path, organization, year, changed=changed, moment=moment)


def count_change(
    work: Repositories,
    before: Registration | None,
    after: Registration | None,
    *,
    measures: Mapping[str, Measure],
) -> Collection[tuple[str, ...]]:
    """Add to the counters what changes from *before* to *after* (None: not there).

    Returns the keys of what has changed (``core.domain.contributions.Contribution``).

    Raises UnavailableError when a measure would change that no installed plugin declares.
    """
    moved = before and after and before.path != after.path
    if moved:
        left = count_change(work, before, None, measures=measures)
        return {*left, *count_change(work, None, after, measures=measures)}
    either = after or before
    if either is None:
        return ()
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
    return change.keys()
