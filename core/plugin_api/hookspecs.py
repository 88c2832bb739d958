"""The hooks a plugin can implement.

``register_*`` hooks are called once, at start-up, and return data, which is then checked and
frozen. ``check_*`` hooks may object to a change before it is stored. Every hook here has a section
of its own in docs/plugin-hooks.md and a test in tests/plugins/test_hooks.py; both are checked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.domain.errors import Problem
    from core.domain.movements import Movement, MovementType, Theme
    from core.domain.organizations import Organization
    from core.domain.quotas import Quota
    from core.plugin_api.contexts import RegistrationContext

NAMESPACE = "chungsuc"

hookspec = pluggy.HookspecMarker(NAMESPACE)
hookimpl = pluggy.HookimplMarker(NAMESPACE)


@hookspec
def register_organization() -> Organization:  # type: ignore[empty-body]
    """Return the organization this plugin speaks for. Every plugin implements this one."""


@hookspec
def register_themes() -> Iterable[Theme]:  # type: ignore[empty-body]
    """Return themes of the plugin's own, beside the standard ones. Answers are joined."""


@hookspec
def register_movements() -> Iterable[Movement]:  # type: ignore[empty-body]
    """Return the phong trào and cuộc vận động its plan names. Answers are joined."""


@hookspec
def register_movement_types() -> Iterable[MovementType]:  # type: ignore[empty-body]
    """Return what can be registered, each under one of the movements. Answers are joined."""


@hookspec
def register_quotas() -> Iterable[Quota]:  # type: ignore[empty-body]
    """Return what its plan demands. An organization without quotas leaves this hook out."""


@hookspec
def check_registration(context: RegistrationContext) -> Iterable[Problem]:  # type: ignore[empty-body]
    """Return the reasons not to accept a registration of the plugin's own, or nothing.

    Called after the declared form has been checked, of drafts too: answers that are there are
    valid, others may be missing. Only the plugin of the movement type is asked. Must not do I/O and
    has two seconds. Raising or hanging refuses the write (503 ``plugin_failed``).
    """
