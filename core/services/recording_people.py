"""Telling the audit trail what was done to a user; never a password, a token or their hashes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.domain.audit import Act
from core.domain.granting import sees

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.domain.access import Scope
    from core.domain.audit import Change
    from core.domain.people import Grant, HeldAssignment, User
    from core.domain.time import Moment
    from core.services.ports.work import Repositories


def record(
    work: Repositories,
    action: str,
    user: User,
    *,
    moment: Moment,
    under: str | None,
    changes: Iterable[Change] = (),
    about: HeldAssignment | None = None,
    **details: Any,
) -> None:
    """Record one act on *user*, done under assignment *under* (None: by the operator).

    It is filed where the assignment it is *about* is, else where the first one in the scope's
    sight is.
    """
    home = about or _home(work.scope, user)
    work.audit.record(
        Act(
            action=action,
            target=user.id,
            target_type="user",
            path=home.path if home else "",
            organization=home.organization if home else None,
            changes=tuple(changes),
            on=moment.today,
            assignment=under,
            details={"version": user.version, **details},
        )
    )


def described(assignment: Grant | HeldAssignment) -> dict[str, object]:
    """Return an assignment as the trail shows it; the days are those the API names."""
    return {
        "tenant": assignment.tenant,
        "organization": assignment.organization,
        "role": assignment.role.value,
        "from": assignment.valid_from,
        "to": assignment.valid_to,
    }


def _home(scope: Scope, user: User) -> HeldAssignment | None:
    seen = (a for a in user.assignments if any(sees(held, a) for held in scope.assignments))
    return next(seen, user.assignments[0] if user.assignments else None)
