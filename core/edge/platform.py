"""What the views need of the program they run in, and what they know of the one who asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from flask import current_app, g

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.catalogue import Catalogue
    from core.domain.access import Scope
    from core.domain.people import User
    from core.domain.time import Moment
    from core.services.factor_secrets import FactorSecrets
    from core.services.passwords import Passwords
    from core.services.ports.work import Store
    from core.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """The parts that ``core.app`` joined."""

    settings: Settings
    store: Store
    catalogue: Catalogue
    passwords: Passwords
    factor_secrets: FactorSecrets
    moment: Callable[[], Moment]


def platform() -> Platform:
    return cast("Platform", current_app.extensions["chungsuc"])


def scope() -> Scope:
    """Return the scope of the request: its user's assignments, or the acting one."""
    return cast("Scope", g.scope)


def signed_in() -> User:
    return cast("User", g.user)


def moment() -> Moment:
    """Return the request's moment, the same however often it is asked."""
    if "moment" not in g:
        g.moment = platform().moment()
    return cast("Moment", g.moment)
