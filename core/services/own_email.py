"""Setting the address one's own reminders go to; the trail tells that, and not which."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.domain.access import Scope
from core.domain.errors import InvalidError, NotFoundError
from core.domain.people import problems_with_email
from core.services.signing_in import own_act

if TYPE_CHECKING:
    from core.domain.people import User
    from core.services.ports.work import Repositories, Store


def change_email(*, store: Store, user: User, email: str | None) -> User:
    """Set one's own address, or None; raises InvalidError for what is none."""
    if problems := list(problems_with_email(email)):
        raise InvalidError(problems=problems)

    def act(work: Repositories) -> User:
        before = work.users.get(user.id)
        if before.disabled:
            raise NotFoundError
        after = replace(before, email=email, version=before.version + 1)
        work.users.replace(after, before=before)
        work.audit.record(own_act("email.set", after))
        return after

    return store.write(Scope(user=user.id), act)
