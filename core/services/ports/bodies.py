"""What the use cases need to know of which bodies have people, never of who they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from core.domain.access import Role
    from core.domain.report_tallies import Term
    from core.domain.reports import Body


class Bodies(Protocol):
    """Tenant × organization, as far as somebody is assigned there."""

    def holds(self, *, paths: Collection[str], organization: str, role: Role, on: date) -> bool:
        """Tell whether anyone who is not disabled holds the role there on a day, seen or not.

        *paths* are all those the body's tenant ever had; what lies below it does not count.
        """

    def terms(
        self, *, prefixes: Sequence[str], organizations: Collection[str] | None = None
    ) -> Mapping[Body, Sequence[Term]]:
        """Return for each body in sight under *prefixes* when it has assignments, of any role.

        Those of disabled users count too: disabling a user moves no work. *organizations* None:
        every organization.
        """
