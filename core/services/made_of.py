"""What a figure was made of, told by revisions: while that is equal, so is the figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.counts import province_of
from core.domain.tenants import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories

COUNTRY = f"{ROOT}/"


def made_of(work: Repositories, province: Tenant, *revisions: Mapping[str, object]) -> object:
    """Return what stays equal while nothing in *province*, nor a setting, has changed.

    *revisions* are of one noun each, by the path of a province. Where the revision of the settings
    is not known, it is never equal.
    """
    return (
        *(_within(province, each) for each in revisions),
        work.scope.revision or object(),
    )


def _within(province: Tenant, revisions: Mapping[str, object]) -> tuple[tuple[str, object], ...]:
    """Return the revisions of all provinces in which what *province* sees was made."""
    inside = {province_of(seen) for seen in province.sight}
    everywhere = None in inside
    return tuple(
        (path, revision)
        for path, revision in sorted(revisions.items())
        if path != COUNTRY and (everywhere or path in inside)
    )
