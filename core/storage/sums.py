"""From what is counted by path and organization to the counters that should say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.storage.cells import Cells, merged
from core.storage.counters import places_counted
from core.storage.database import Document
from core.storage.recount import told_apart

if TYPE_CHECKING:
    from collections.abc import Mapping

Sums = dict[str, tuple[Document, Cells]]
"""By counter its identity and its cells."""


def summed(year: int, counts: Mapping[tuple[str, str], Cells], provinces: Sums) -> Sums:
    """Return the tenants' own counters of *counts* (by path and organization); add to *provinces*.

    The cells of *counts* are taken over, not copied. Those of *provinces* are in the form of
    counters only once they have been ``told_apart`` as well.
    """
    own: Sums = {}
    for (path, organization), cells in counts.items():
        tenant = path.split("/")[-2]
        for counter, identity in places_counted(year, organization, tenant, path):
            if identity["whole_province"]:
                merged(provinces.setdefault(counter, (identity, {}))[1], cells)
            else:
                own[counter] = (identity, cells)
    return counted(own)


def counted(sums: Sums) -> Sums:
    """Return *sums* in the form in which counters are kept; nothing can be added to them then."""
    for _, cells in sums.values():
        told_apart(cells)
    return sums
