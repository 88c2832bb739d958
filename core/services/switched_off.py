"""In which communes an organization is switched off: what it lacks there nobody expects of it."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING

from core.domain.tenants import Level
from core.services.plugin_switches import enabled_in
from core.services.sighting import lineage

if TYPE_CHECKING:
    from collections.abc import Mapping
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


def _read(work: Repositories, tenant: Tenant, on: date) -> Mapping[str, frozenset[str]]:
    day = on if tenant.valid_to is None else min(on, tenant.valid_to)
    above = {each.id: each for each in lineage(work, tenant, day)}
    below = [*work.tenants.subtree([tenant.path_on(day)], on=day)]
    known = above | {each.id: each for each in below}
    stated = {switch.code for each in known.values() for switch in each.plugins}
    off: defaultdict[str, set[str]] = defaultdict(set)
    for commune in below:
        if commune.level is not Level.COMMUNE or not stated:
            continue
        ids = commune.path_on(day).rstrip("/").split("/")
        way = [known[each] for each in ids if each in known]
        for code in stated:
            if not enabled_in(way, code, day):
                off[code].add(commune.id)
    return {code: frozenset(communes) for code, communes in off.items()}
