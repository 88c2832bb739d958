"""The catalogue: all that can be registered and is demanded, by whichever plugins are there."""

from __future__ import annotations

import logging
import time
from dataclasses import replace
from importlib.metadata import entry_points
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING, Any

from core.catalogue.conflicts import set_conflicts_apart
from core.catalogue.health import PluginCheck
from core.catalogue.loading import GivenModule, LoadedPlugin, load_plugin
from core.catalogue.states import PluginState, PluginStatus
from core.domain.errors import UnavailableError
from core.domain.movements import MEASURES, THEMES
from core.domain.organizations import KNOWN_ORGANIZATIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from core.catalogue.loading import PluginSource
    from core.domain.errors import Problem
    from core.domain.movements import Measure, Movement, MovementType, Theme
    from core.domain.organizations import Organization
    from core.domain.quotas import Quota
    from core.plugin_api import RegistrationContext

logger = logging.getLogger(__name__)

GROUP = "chungsuc.plugins"
"""The entry-point group through which every plugin comes, the project's own too."""


class Catalogue:
    """What plugins declared, frozen, by code and in the order of codes.

    The mappings hold what a quarantined plugin declared soundly as well, so that its data stay
    readable and its quotas known: ``is_active`` says whose declarations may be used. Only the
    health of checks changes while the program runs.
    """

    def __init__(
        self,
        plugins: Iterable[LoadedPlugin],
        *,
        check_seconds: float = 2.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        loaded = sorted(plugins, key=lambda plugin: (plugin.name, plugin.origin))
        set_conflicts_apart(loaded)
        self._states = tuple(plugin.state for plugin in loaded)
        self._broken = frozenset(
            state.name for state in self._states if state.state is PluginStatus.QUARANTINED
        )
        self._sound = frozenset(state.name for state in self._states) - self._broken
        self._checks = {
            plugin.name: PluginCheck(plugin.name, plugin.check, seconds=check_seconds, clock=clock)
            for plugin in loaded
            if plugin.check is not None
        }
        said = [plugin.declarations for plugin in loaded]
        self.organizations: Mapping[str, Organization] = _by_code(
            one.organization for one in said if one.organization is not None
        )
        self.movements: Mapping[str, Movement] = _by_code(m for one in said for m in one.movements)
        self.movement_types: Mapping[str, MovementType] = _by_code(
            of_type for one in said for of_type in one.movement_types
        )
        self.quotas: Mapping[str, Quota] = _by_code(q for one in said for q in one.quotas)
        self.themes: Mapping[str, Theme] = _by_code(
            (*THEMES, *(theme for one in said for theme in one.themes))
        )
        self.measures: Mapping[str, Measure] = _by_code(
            (*MEASURES, *(m for of_type in self.movement_types.values() for m in of_type.measures))
        )

    @classmethod
    def load(
        cls,
        sources: Iterable[PluginSource | ModuleType],
        *,
        load_seconds: float = 5.0,
        check_seconds: float = 2.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> Catalogue:
        """Load each of *sources* on its own; a broken one is quarantined, logged and not fatal."""
        plugins = [
            load_plugin(
                GivenModule.of(source) if isinstance(source, ModuleType) else source,
                seconds=load_seconds,
            )
            for source in sources
        ]
        catalogue = cls(plugins, check_seconds=check_seconds, clock=clock)
        for state in catalogue.plugins:
            if state.state is PluginStatus.QUARANTINED:
                faults = "; ".join(state.detail)
                logger.error(
                    "plugin %s quarantined: %s: %s\n%s",
                    state.name, state.reason, faults, state.trace,
                )  # fmt: skip
        return catalogue

    @classmethod
    def installed(cls) -> Catalogue:
        """Load every installed plugin."""
        return cls.load(entry_points(group=GROUP))

    @property
    def plugins(self) -> tuple[PluginState, ...]:
        """Return how each plugin is now, in this process, by name."""
        return tuple(self._now(state) for state in self._states)

    def _now(self, state: PluginState) -> PluginState:
        check = self._checks.get(state.name)
        if state.state is PluginStatus.QUARANTINED or check is None or check.suspended is None:
            return state
        return replace(
            state,
            state=PluginStatus.QUARANTINED,
            reason=check.suspended,
            detail=(check.detail,),
        )

    def is_active(self, organization: str) -> bool:
        """Tell whether the plugin of *organization* is installed and not quarantined now."""
        check = self._checks.get(organization)
        return organization in self._sound and (check is None or check.suspended is None)

    def organization_name(self, code: str) -> str | None:
        """Return what *code* is called, installed or not; None: no such organization."""
        if code in self.organizations:
            return self.organizations[code].name
        return KNOWN_ORGANIZATIONS.get(code)

    def movement_type(self, code: str) -> MovementType | None:
        """Return a type that can be registered under, None if there is none.

        Raises UnavailableError ``plugin_failed`` for a type of a plugin that could not be loaded.
        """
        self._refuse_broken(code.partition(".")[0])
        return self.movement_types.get(code)

    def check(self, context: RegistrationContext) -> tuple[Problem, ...]:
        """Ask the plugin of the registration's type for objections.

        Raises UnavailableError ``plugin_failed`` when it cannot answer: the write is refused.
        """
        name = context.movement_type.partition(".")[0]
        self._refuse_broken(name)
        check = self._checks.get(name)
        return check.ask(context) if check is not None else ()

    def _refuse_broken(self, name: str) -> None:
        if name in self._broken:
            raise UnavailableError("plugin_failed", plugin=name)


def _by_code(items: Iterable[Any]) -> Mapping[str, Any]:
    """Return *items* in the order of codes; of two with one code, both quarantined, the first."""
    found: dict[str, Any] = {}
    for item in items:
        found.setdefault(item.code, item)
    return MappingProxyType(dict(sorted(found.items())))
