"""Health: what works, what does not and what that means, and whether the figures still agree."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.catalogue import PluginStatus
from core.domain.registration_search import RegistrationFilter
from core.edge.platform import moment, platform, scope
from core.services.plugin_switches import enabled_in
from core.services.recounting import recount
from core.services.sighting import lineage
from core.web.admin import admin_blueprint, choose_language
from core.web.hats import acting
from core.web.rendering import page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Response

    from core.catalogue import PluginState
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories
    from core.services.recounting import Recount

COUNTED = 10_000

blueprint = admin_blueprint("health")
blueprint.add_url_rule("/quan-tri/ngon-ngu", "language", choose_language, methods=["POST"])


@dataclass(frozen=True, slots=True, kw_only=True)
class PluginHealth:
    """A plugin as it is here: ``looks`` is active, disabled or quarantined."""

    state: PluginState
    looks: str
    items: int
    quotas: int


@blueprint.get("/quan-tri/suc-khoe")
def index() -> Response:
    """Show how the program is, what still works first."""
    return _page(())


@blueprint.post("/quan-tri/suc-khoe/dem-lai")
def count_again() -> Response:
    """Count the unit's items of this year and the last again, against what figures are made of."""
    work, here = platform().store.read(scope()), acting()
    measures = platform().catalogue.measures
    years = (here.today.year, here.today.year - 1)
    return _page([recount(work, here.tenant, year, measures=measures) for year in years])


def plugins_here(work: Repositories) -> list[PluginHealth]:
    """Return every plugin as it is in the own unit, and what hangs on it there."""
    here = acting()
    above = lineage(work, here.tenant, here.today)
    return [plugin_here(work, state, above) for state in platform().catalogue.plugins]


def plugin_here(work: Repositories, state: PluginState, above: Sequence[Tenant]) -> PluginHealth:
    """Return one plugin as it is in the own unit, the last of *above*."""
    here = acting()
    wanted = RegistrationFilter(prefixes=here.tenant.sight, organization=state.name)
    looks = state.state.value
    if state.state is PluginStatus.ACTIVE and not enabled_in(above, state.name, here.today):
        looks = "disabled"
    quotas = platform().catalogue.quotas.values()
    return PluginHealth(
        state=state,
        looks=looks,
        items=work.registrations.count(wanted, up_to=COUNTED),
        quotas=sum(one.organization == state.name for one in quotas),
    )


def _page(recounts: Sequence[Recount]) -> Response:
    work = platform().store.read(scope())
    plugins = plugins_here(work)
    return page(
        "admin/health.html",
        active="health",
        now=moment().now,
        answered=_ping(),
        plugins=plugins,
        broken=[one for one in plugins if one.looks == "quarantined"],
        recounts=recounts,
        checked=work.checks.last(),
    )


def _ping() -> float:
    """Return in how many milliseconds the database says that it can be written to."""
    began = time.perf_counter()
    platform().store.ping()
    return 1000 * (time.perf_counter() - began)
