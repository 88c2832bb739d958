"""Two plugins that claim the same: neither wins silently, both are named and quarantined."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from core.catalogue.states import PluginStatus, Reason

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.catalogue.loading import LoadedPlugin


def set_conflicts_apart(plugins: Iterable[LoadedPlugin]) -> None:
    """Quarantine plugins of one name, and organizations whose numbers would look alike."""
    claims: dict[tuple[str, str], list[LoadedPlugin]] = defaultdict(list)
    for plugin in plugins:
        claims["name", plugin.name].append(plugin)
        organization = plugin.declarations.organization
        if organization is not None:
            claims["abbreviation", organization.abbreviation].append(plugin)
    for (what, value), claimants in claims.items():
        if len(claimants) > 1:
            who = " and ".join(f"{each.name} ({each.origin})" for each in claimants)
            for plugin in claimants:
                _quarantine(plugin, f"{what} {value!r} is claimed by {who}")


def _quarantine(plugin: LoadedPlugin, fault: str) -> None:
    plugin.state = replace(
        plugin.state,
        state=PluginStatus.QUARANTINED,
        reason=plugin.state.reason or Reason.NAME_CONFLICT,
        detail=(*plugin.state.detail, fault),
    )
