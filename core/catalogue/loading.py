"""Loading one plugin: import, read, check. Nothing it does gets out of here but its state."""

from __future__ import annotations

import traceback
from dataclasses import dataclass, field
from types import ModuleType
from typing import TYPE_CHECKING, Any, Protocol

from core.catalogue.states import PluginState, PluginStatus, Reason
from core.plugin_api.deadlines import DeadlineExceededError, call_within
from core.plugin_api.declarations import Declarations, examine

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.plugin_api.reading import Reading


class PluginSource(Protocol):
    """Where a plugin comes from; ``importlib.metadata.EntryPoint`` is one."""

    @property
    def name(self) -> str: ...
    def load(self) -> Any: ...


@dataclass(frozen=True, slots=True)
class GivenModule:
    """A plugin that is at hand already."""

    name: str
    plugin: object

    @classmethod
    def of(cls, plugin: object) -> GivenModule:
        """Name *plugin* as it names itself, or else as its package is called."""
        parts = getattr(plugin, "__name__", "?").split(".")
        package = parts[-2] if parts[-1] == "plugin" and len(parts) > 1 else parts[-1]
        return cls(str(getattr(plugin, "NAME", package)), plugin)

    def load(self) -> object:
        return self.plugin


@dataclass(slots=True, kw_only=True)
class LoadedPlugin:
    """What came of loading one plugin: its state, and of its declarations what is sound."""

    state: PluginState
    origin: str
    declarations: Declarations = field(default_factory=Declarations)
    check: Callable[..., Any] | None = None

    @property
    def name(self) -> str:
        return self.state.name


def load_plugin(source: PluginSource, *, seconds: float) -> LoadedPlugin:
    """Load *source*, import and each hook within *seconds*. Whatever it does, this returns."""
    plugin: object = None
    try:
        plugin = call_within(seconds, source.load)
        reading, declarations = examine(plugin, source.name, seconds=seconds)
    except DeadlineExceededError as error:
        return _failed(source, plugin, Reason.IMPORT_HANGS, error)
    except BaseException as error:  # even SystemExit of a plugin must not end the host
        return _failed(source, plugin, Reason.IMPORT_FAILED, error)
    reason = _reason(reading, declarations)
    version = reading.api_version
    state = PluginState(
        name=source.name,
        version=reading.version,
        api_version=version if isinstance(version, int) else None,
        state=PluginStatus.QUARANTINED if reason else PluginStatus.ACTIVE,
        reason=reason,
        detail=tuple(declarations.faults),
        trace="\n".join(reading.crashes),
    )
    return LoadedPlugin(
        state=state,
        origin=_origin(source, plugin),
        declarations=declarations,
        check=reading.check,
    )


def _reason(reading: Reading, declarations: Declarations) -> Reason | None:
    if reading.hung:
        return Reason.DECLARATION_HANGS
    if reading.crashes:
        return Reason.DECLARATION_FAILED
    return Reason.DECLARATION_INVALID if declarations.faults else None


def _failed(
    source: PluginSource, plugin: object, reason: Reason, error: BaseException
) -> LoadedPlugin:
    state = PluginState(
        name=source.name,
        state=PluginStatus.QUARANTINED,
        reason=reason,
        detail=(f"{type(error).__name__}: {error}",),
        trace="".join(traceback.format_exception(error)),
    )
    return LoadedPlugin(state=state, origin=_origin(source, plugin))


def _origin(source: PluginSource, plugin: object) -> str:
    """Say where a plugin lies, so that a conflict can name both."""
    if isinstance(plugin, ModuleType):
        return plugin.__name__
    return str(getattr(source, "value", type(plugin).__name__))
