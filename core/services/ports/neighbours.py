"""What the use cases need of the registrations that stand beside one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence, Set
    from datetime import date

    from core.domain.overlaps import Sketch
    from core.domain.registrations import Registration


class Neighbours(Protocol):
    """The counted items of one commune's year that a scope sees, whoever registered them.

    Those of a district or province that name the commune as a place are among them.
    """

    def standing(
        self, *, tenant: str, paths: Sequence[str], year: int, limit: int
    ) -> Sequence[Registration]:
        """Return them, the newest; *paths* are all that the commune ever had."""

    def sketches(
        self, *, paths: Sequence[str], year: int, areas: Sequence[str], limit: int
    ) -> Sequence[Sketch]:
        """Return what is compared of the commune's own, in one of *areas* or in none.

        The newest; *areas* empty: all.
        """

    def naming(self, *, tenant: str, year: int, limit: int) -> Sequence[Sketch]:
        """Return what is compared of others' that name the commune *tenant* as a place, the newest.

        Of their areas those within it.
        """

    def inhabited(self, year: int) -> Set[str]:
        """Return the tenants in which a counted item of *year* stands."""

    def counts_for_others(self, registration_id: str, *, but: str | None = None) -> bool:
        """Tell whether a registration counts in the place of another than *but*."""

    def joint_with(self, registration_id: str) -> Mapping[str, date]:
        """Return the organizations with which it is done jointly, and since when that is settled.

        By conclusions in force after which it counts for both, seen or not.
        """
