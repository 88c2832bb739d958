"""Reading one plugin: who it says it is, and what its hooks return, each hook on its own."""

from __future__ import annotations

import traceback
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pluggy

from core.plugin_api import hookspecs
from core.plugin_api.deadlines import DeadlineExceededError, call_within

if TYPE_CHECKING:
    from collections.abc import Callable

API_VERSIONS = frozenset({1})
"""The versions of the plugin API that this program speaks."""

# What a broken plugin should still tell first: whom it speaks for and what was demanded.
_LISTS = ("register_quotas", "register_themes", "register_movements", "register_movement_types")


@dataclass(slots=True, kw_only=True)
class Reading:
    """What a plugin said, unchecked, and what went wrong while it was asked.

    ``declared`` holds a list per ``register_*`` hook that answered; ``crashes`` are tracebacks of
    those that raised; after one that hung nothing more is asked.
    """

    name: str
    version: str = ""
    api_version: object = None
    declared: dict[str, list[Any]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    crashes: list[str] = field(default_factory=list)
    hung: bool = False
    check: Callable[..., Any] | None = None

    def of(self, hook: str) -> list[Any]:
        return self.declared.get(hook, [])


def read(plugin: object, name: str, *, seconds: float = 5.0) -> Reading:
    """Ask *plugin* everything, each hook for *seconds* at most. Whatever it does, this returns."""
    reading = Reading(
        name=name,
        version=str(getattr(plugin, "VERSION", "")),
        api_version=getattr(plugin, "API_VERSION", None),
    )
    _check_identity(plugin, reading)
    hooks = _registered(plugin, reading)
    if hooks is None:
        return reading
    for hook in ("register_organization", *_LISTS):
        if not reading.hung:
            _ask(getattr(hooks, hook), hook, reading, seconds)
    if hooks.check_registration.get_hookimpls():
        reading.check = hooks.check_registration
    return reading


def _check_identity(plugin: object, reading: Reading) -> None:
    if getattr(plugin, "NAME", None) != reading.name:
        reading.faults.append(
            f"NAME is {getattr(plugin, 'NAME', None)!r}, but the entry point is {reading.name!r}"
        )
    if not reading.version:
        reading.faults.append("VERSION is missing")
    if type(reading.api_version) is not int or reading.api_version not in API_VERSIONS:
        reading.faults.append(
            f"API_VERSION is {reading.api_version!r}; this program speaks {sorted(API_VERSIONS)}"
        )


def _registered(plugin: object, reading: Reading) -> Any:
    """Return the hooks of a manager that knows this plugin only, or None and a fault."""
    manager = pluggy.PluginManager(hookspecs.NAMESPACE)
    manager.add_hookspecs(hookspecs)
    try:
        manager.register(plugin, name=reading.name)
        manager.check_pending()
    except (pluggy.PluginValidationError, ValueError) as error:
        reading.faults.append(str(error).strip().replace("\n", " "))
        return None
    for caller in manager.get_hookcallers(plugin) or ():
        for hook in caller.get_hookimpls():
            if hook.wrapper or hook.hookwrapper:
                reading.faults.append(f"{caller.name} is a wrapper; plugins do not wrap hooks")
    return manager.hook


def _ask(hook: Any, name: str, reading: Reading, seconds: float) -> None:
    """Call one hook and keep its answer as a list; a lazy answer is drawn in the same call."""
    one = name == "register_organization"
    try:
        reading.declared[name] = call_within(seconds, lambda: _listed(hook(), one=one))
    except DeadlineExceededError as error:
        reading.hung = True
        reading.faults.append(f"{name} hangs: {error}")
    except BaseException as error:  # even SystemExit of a plugin must not end the host
        reading.faults.append(f"{name} raised {type(error).__name__}: {error}")
        reading.crashes.append("".join(traceback.format_exception(error)))


def _listed(answers: list[Any], *, one: bool) -> list[Any]:
    """Return what the one plugin behind a hook declared: its answer, or the elements of it."""
    return list(answers) if one else [item for answer in answers for item in answer]
