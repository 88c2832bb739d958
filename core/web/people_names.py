"""Who did something, by name: for histories, notes and lists of grants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.web.rendering import t

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.services.ports.work import Repositories


def names_of(work: Repositories, user_ids: Iterable[str | None]) -> dict[str, str]:
    """Return each user's name by id; who did what in one's sight may be known by name."""
    asked = {user_id for user_id in user_ids if user_id}
    if not asked:
        return {}
    return dict.fromkeys(asked, t("people.system")) | dict(work.users.names(asked))
