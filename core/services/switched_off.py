"""In which communes an organization is switched off: what it lacks there nobody expects of it."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING

from core.domain.tenants import Level
from core.services.plugin_switches import enabled_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories


def switched_off(work: Repositories, tenant: Tenant, on: date) -> Mapping[str, frozenset[str]]:
    """Return by organization the ids of the communes of *tenant* where it is off that day.

    Those of a province are kept until a setting changes.
    """
    revision = work.scope.revision
    fetch = partial(_read, work, tenant, on)
    if tenant.level is not Level.PROVINCE or revision is None:
        return fetch()
    return work.derived.recall(("switched_off", tenant.id, on), revision, fetch)


def switched_off_among(
    work: Repositories, communes: Iterable[Tenant], on: date
) -> Mapping[str, frozenset[str]]:
    """Return the same of some *communes*, or of units of any level."""
    here = {each.id: each for each in communes}
    ways = {each: commune.path_on(on).rstrip("/").split("/") for each, commune in here.items()}
    above = {each for way in ways.values() for each in way} - here.keys()
    known = {**work.tenants.many(above), **here}
    stated = {switch.code for each in known.values() for switch in each.plugins}
    off: defaultdict[str, set[str]] = defaultdict(set)
    for commune, way in ways.items():
        units = [known[each] for each in way if each in known]
        for code in stated:
            if not enabled_in(units, code, on):
                off[code].add(commune)
    return {code: frozenset(found) for code, found in off.items()}


def _read(work: Repositories, tenant: Tenant, on: date) -> Mapping[str, frozenset[str]]:
    day = on if tenant.valid_to is None else min(on, tenant.valid_to)
    here = tenant.path_on(day)
    stating = (path.value for each in work.tenants.stating_plugins() for path in each.paths)
    if not any(path.startswith(here) or here.startswith(path) for path in stating):
        return {}
    communes = work.tenants.subtree([here], level=Level.COMMUNE, on=day)
    return switched_off_among(work, communes, day)
