"""The items that count for a quota, as a filter of their list (``chi-tieu``)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.domain.access import Role
from core.domain.tenants import Level
from core.edge.platform import platform
from core.web.hats import acting

if TYPE_CHECKING:
    from core.domain.quotas import Quota
    from core.domain.tenants import Tenant

RENEWED = {"hang-nam": True, "mot-lan": False}
"""After the code: where an override says otherwise than the plan whether it is owed each year."""


def counting_filters(quota: Quota, unit: Tenant) -> dict[str, str | None]:
    """Return the filters of the items of *unit* that *quota*, as it stands there, counts.

    What a district owes its communes' items do not fill. Who sees them in summary only is led to
    all that its organizations have there.
    """
    here = acting()
    whole = here.role is not Role.ADMIN and (here.is_front or here.organization in quota.owners)
    plain = platform().catalogue.quotas[quota.code].renewed_yearly
    word = next(word for word, renewed in RENEWED.items() if renewed == quota.renewed_yearly)
    named = quota.code if quota.renewed_yearly == plain else f"{quota.code}:{word}"
    return {
        "dia-ban": unit.id,
        "rieng": None if unit.level is Level.COMMUNE else "1",
        "to-chuc": None if len(quota.owners) > 1 else quota.organization,
        "chi-tieu": named if whole else None,
    }


def quota_named(value: str) -> Quota:
    """Return the quota the filter names; raises KeyError for none."""
    code, _, word = value.partition(":")
    quota = platform().catalogue.quotas[code]
    return replace(quota, renewed_yearly=RENEWED[word]) if word else quota
