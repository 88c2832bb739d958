"""What the use cases need of the registrations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from core.domain.registration_search import Page, RegistrationFilter
    from core.domain.registrations import Registration


class Registrations(Protocol):
    """The registrations a scope sees. Nothing outside it exists."""

    def get(self, registration_id: str) -> Registration:
        """Return one; raises NotFoundError."""

    def many(self, registration_ids: Collection[str]) -> Mapping[str, Registration]:
        """Return by id those of them that are there."""

    def add(self, registration: Registration) -> None: ...

    def replace(self, registration: Registration, *, before: Registration) -> None:
        """Store *registration* in place of *before*; raises StaleVersionError if it has gone."""

    def remove(self, registration: Registration) -> None: ...

    def search(self, wanted: RegistrationFilter, page: Page) -> Sequence[Registration]:
        """Return a page of what is wanted, newest (or oldest) first."""

    def count(self, wanted: RegistrationFilter, *, up_to: int) -> int:
        """Return how many are wanted, at most *up_to*."""

    def page(
        self, wanted: RegistrationFilter, page: Page, *, up_to: int
    ) -> tuple[Sequence[Registration], int]:
        """Return what ``search`` and ``count`` do, with less asked of the database."""

    def each(self, *, year: int | None = None) -> Iterator[Registration]:
        """Yield all of a year (or all), in no order."""

    def counted(
        self, prefixes: Sequence[str], *, year: int, organization: str | None
    ) -> Iterator[Registration]:
        """Yield what counts of a year under the path *prefixes*, in no order, for its figures.

        Of *organization*, or (None) of all. Only what figures are made of is filled in, with title
        and number.
        """

    def continued_by(self, registration_id: str) -> Registration | None:
        """Return the registration of the next year that continues this one."""
