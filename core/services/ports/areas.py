"""What the use cases need of the residential areas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.domain.areas import Area


class Areas(Protocol):
    """The residential areas a scope sees. Nothing outside it exists."""

    def list(self, tenant: str) -> Sequence[Area]:
        """Return those of one tenant, in the order of their folded names."""

    def ensure(self, area: Area) -> Area:
        """Keep *area* unless its tenant has one of an equal folded name; return the one that is.

        The first spelling stands, whoever comes at the same time. Raises NotFoundError for a
        path out of sight.
        """
