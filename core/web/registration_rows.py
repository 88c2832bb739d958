"""The rows of a list of registrations, as far as each may be seen; names are read at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.domain.access import View
from core.domain.quota_fit import serves
from core.domain.registrations import Status
from core.domain.views import view_of
from core.edge.platform import platform
from core.web import formats
from core.web.hats import acting
from core.web.merged_words import merged_words
from core.web.naming import tenant_name
from core.web.registration_words import areas_text, quantity_text
from core.web.rendering import t
from core.web.seen_items import as_seen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from core.domain.registrations import Registration
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories

PENDING = frozenset({Status.DRAFT, Status.RETURNED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One item as a list shows it; ``item`` holds nothing that may not be seen.

    ``unit`` is empty in one's own; ``quota``: yes, pending (once it is sent), no, or empty where it
    is seen in summary only.
    ``merged`` says what one is that another counts for.
    """

    item: Registration
    place: str
    unit: str
    scale: str
    funding: int | None
    quota: str = ""
    merged: str = ""


def shown_rows(found: Iterable[Registration], work: Repositories) -> list[Row]:
    """Return the rows; the units they name are read in one query."""
    listed = list(found)
    units = work.tenants.many(units_named(listed))
    merged = merged_words(listed, work)
    return [
        replace(
            _row(as_seen(each, work), units, merged.get(each.id, "")),
            quota=_quota(each, units.get(each.tenant)) if _in_full(each, work) else "",
        )
        for each in listed
    ]


def units_named(items: Iterable[Registration]) -> set[str]:
    """Return the ids of the units *items* belong to and are done in."""
    listed = list(items)
    places = {place.tenant for item in listed for place in item.places if place.tenant}
    return {item.tenant for item in listed} | places


def scale_text(item: Registration) -> str:
    """Return the scale as stated, else the households."""
    if item.scale:
        return "; ".join(quantity_text(quantity) for quantity in item.scale)
    if item.households:
        return t("registration.households", n=formats.number(item.households))
    return ""


def _in_full(item: Registration, work: Repositories) -> bool:
    return view_of(work.scope, item) is not View.SUMMARY


def _row(item: Registration, units: Mapping[str, Tenant], merged: str) -> Row:
    unit = units.get(item.tenant)
    abroad = unit is not None and item.tenant != acting().tenant.id
    return Row(
        item=item,
        place=areas_text(item.places, units, item.tenant),
        unit=tenant_name(unit) if unit and abroad else "",
        scale=scale_text(item),
        funding=item.planned_funding or None,
        merged=merged,
    )


def _quota(item: Registration, unit: Tenant | None) -> str:
    trait = item.trait()
    if unit is None or trait is None or item.status is Status.WITHDRAWN:
        return ""
    quotas = [q for q in platform().catalogue.quotas.values() if q.level is unit.level]
    if not any(item.organization in quota.owners for quota in quotas):
        return ""
    if not any(serves(quota, trait) for quota in quotas):
        return "no"
    return "pending" if item.status in PENDING else "yes"
