"""What the use cases need of the tree of tenants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from core.domain.tenants import Level, Succession, Tenant


class Tenants(Protocol):
    """The tree. Reading is open to everyone; writing reaches as far as the scope sees."""

    def get(self, tenant: str) -> Tenant:
        """Return the tenant of that id; raises NotFoundError."""

    def many(self, ids: Iterable[str]) -> Mapping[str, Tenant]:
        """Return those of ``ids`` that exist, by id."""

    def find(
        self,
        *,
        q: str = "",
        level: Level | None = None,
        parent: str | None = None,
        as_of: date | None = None,
        limit: int = 50,
        offset: int = 0,
    ) -> tuple[Sequence[Tenant], int]:
        """Return one page of what matches, best match first, and how many match in all.

        ``parent`` alone lists its children; with ``q`` or ``level`` it searches everything below.
        ``as_of`` restricts to what is in force, and lies there, that day. Without ``q`` the order
        is by level and code.
        """

    def children(self, tenant: str, on: date | None = None) -> Sequence[Tenant]:
        """Return the children of that day in the order of their codes; without one, of any day."""

    def subtree(
        self, prefixes: Iterable[str], *, level: Level | None = None, on: date | None = None
    ) -> Iterator[Tenant]:
        """Yield each tenant in force on a day whose path then begins with one of ``prefixes``.

        Their own tenants are included. Without a day: whose path ever did.
        """

    def ids_below(self, prefix: str, *, level: Level, on: date) -> Sequence[str]:
        """Return the ids of those of a level that ``subtree`` yields, in the order of their paths.

        It takes a tenth of reading them whole.
        """

    def stating_plugins(self) -> Sequence[Tenant]:
        """Return those that state of a plugin whether it is on: few, in the whole country."""

    def ancestors(self, tenant: Tenant, on: date) -> Sequence[Tenant]:
        """Return the tenants above on that day, the country first, the tenant itself left out."""

    def successors(self, tenant: str) -> Sequence[Succession]:
        """Return what the tenant passed into, the default first."""

    def predecessors(self, tenant: str) -> Sequence[Succession]:
        """Return what passed into the tenant, by source."""

    def heirs(self, ids: Iterable[str]) -> Mapping[str, str]:
        """Return for each tenant the one that holds its work now: itself while it is open.

        A closed one without a successor (a district) leaves its work to its parent's heir, so
        that a roll-up under today's boundaries loses nothing.
        """

    def put_tree(
        self, units: Iterable[Tenant], successions: Iterable[Succession], *, mark: str = ""
    ) -> None:
        """Store the whole tree with the paths and the sight that follow from it; operator only.

        Attributes, plugins, settings and version of tenants that exist are left as they are. May
        be repeated; ``mark`` is remembered when all is stored. Raises ForbiddenError.
        """

    def tree_mark(self) -> str:
        """Return the mark of the tree last stored, empty if there is none."""

    def replace(self, tenant: Tenant) -> None:
        """Store attributes, plugins and settings as the next version (``tenant.version``).

        Raises NotFoundError for a tenant out of sight, StaleVersionError when another was first.
        """

    def count(self) -> int:
        """Return about how many tenants there are; 0 only when there is none."""
