"""What the filters of a list offer; places are a step down at a time, never a whole country."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.movements import CONTENTS, Kind, Stage
from core.domain.registration_rules import FUNDING_SOURCES
from core.domain.registrations import Status
from core.domain.results import State
from core.domain.tenants import Level
from core.edge.platform import platform
from core.services.sighting import tenant_in_sight
from core.web.hats import acting
from core.web.naming import organization_name, tenant_name
from core.web.registration_filters import FUNDED, HOUSEHOLDS, SPENT, STANDING, result_shown
from core.web.rendering import t

if TYPE_CHECKING:
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories
    from core.web.registration_filters import Asked

Choices = list[tuple[str, str]]
YEARS_BACK = 5


def choices(asked: Asked, work: Repositories) -> dict[str, Choices]:
    """Return for each select of the form its values and how they are called."""
    catalogue = platform().catalogue
    organization = asked.query.get("organization")
    return {
        "nam": [(str(year), str(year)) for year in _years(asked)],
        "dia-ban": _places(asked, work),
        "to-chuc": [(code, organization_name(code)) for code in catalogue.organizations],
        "noi-dung": [(str(each), f"{each}. {t(f'content.{each}')}") for each in CONTENTS],
        "loai": [
            (code, of_type.title)
            for code, of_type in catalogue.movement_types.items()
            if organization in {None, of_type.organization}
        ],
        "muc": [(kind.value, t(f"kind.{kind}")) for kind in Kind],
        "hinh-thuc": [(stage.value, t(f"stage.{stage}")) for stage in Stage],
        "tinh-trang": [
            (STANDING, t("registration_filter.standing")),
            *((status.value, t(f"web_status.{status}")) for status in Status),
        ],
        "ket-qua": [(each, result_shown(each)) for each in (*State, SPENT, HOUSEHOLDS)],
        "nguon": [
            (FUNDED, t("registration_filter.funded")),
            *((source, t(f"registration_source.{source}")) for source in FUNDING_SOURCES),
        ],
    }


def _years(asked: Asked) -> list[int]:
    this = acting().today.year
    offered = {*range(this - YEARS_BACK, this + 2)}
    if "year" in asked.query:
        offered.add(asked.query["year"])
    return sorted(offered, reverse=True)


def _places(asked: Asked, work: Repositories) -> Choices:
    """Return the chosen unit, what leads to it from one's own, and what lies just below it."""
    home, today = acting().tenant, acting().today
    chosen = tenant_in_sight(work, asked.query["tenant"]) if "tenant" in asked.query else home
    above = [] if chosen.id == home.id else [*work.tenants.ancestors(chosen, today), chosen]
    inside = [unit for unit in above if acting().within(unit) and unit.id != home.id]
    below = work.tenants.children(chosen.id, today) if chosen.level is not Level.COMMUNE else ()
    return [(unit.id, _indented(unit, home)) for unit in (*inside, *below)]


def _indented(unit: Tenant, home: Tenant) -> str:
    """Return the name, moved in by how deep the unit lies below one's own."""
    depth = max(0, unit.level.depth - home.level.depth - 1)
    return "\u2003" * depth + tenant_name(unit)
