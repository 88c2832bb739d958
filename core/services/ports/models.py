"""What the use cases need to know of models others may copy, and of what was copied."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from core.domain.models import Model, ModelFilter, ModelPage
    from core.domain.registration_search import Page


class Models(Protocol):
    """What a scope sees, and what was recognised in its provinces; told as models only."""

    def get(self, model_id: str) -> Model:
        """Return one; raises NotFoundError."""

    def below(self, model_ids: Sequence[str], *, at_most: int) -> Sequence[Model]:
        """Return what was copied from them, and what continues them and was not withdrawn."""

    def copied_in(self, model_id: str) -> int:
        """Return in how many units something that counts was copied directly from an item."""

    def page(self, wanted: ModelFilter, page: Page, *, up_to: int) -> ModelPage:
        """Return a page of those to be copied, and how many there are, at most *up_to*.

        Words are looked for in the newest of them only; beyond that the total is capped.
        """

    def newest(self, *, at_most: int) -> Sequence[Model]:
        """Return the newest of those to be copied, without counting them."""

    def above(self, registration_id: str, *, more_than: int) -> frozenset[str]:
        """Return the ids of all that an item goes back to, whoever sees it.

        Where that is more than *more_than*, not all of it, but more than that.
        """

    def hold(self, registration_ids: Collection[str]) -> None:
        """Let nobody else change what these were copied from until the transaction has ended."""
