"""Who did something, by name: for histories, notes and lists of grants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.access import OPERATOR
from core.web.rendering import t

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.services.ports.work import Repositories


def names_of(work: Repositories, user_ids: Iterable[str | None]) -> dict[str, str]:
    """Return each user's name by id; who did what in one's sight may be known by name."""
    names: dict[str, str] = {}
    for user_id in user_ids:
        if not user_id or user_id in names:
            continue
        found = None if user_id == OPERATOR.user else work.users.for_token(user_id)
        names[user_id] = found.name if found else t("people.system")
    return names
