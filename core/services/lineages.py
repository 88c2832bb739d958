"""Models to be copied, and where each came from and went: read as far as the reader may see it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial
from typing import TYPE_CHECKING, Any

from core.domain.errors import NotFoundError
from core.domain.lineage import MOST_ABOVE, Descent, descent
from core.domain.models import Model, ModelFilter
from core.services.searching import folded_words
from core.services.sighting import tenant_in_sight

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.services.ports.work import Repositories

AT_MOST = 2000
"""So many items below one are read; no model is known to have been copied a tenth as often."""

EXACT = ("organization", "movement_type", "kind", "content", "year", "recognised")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ancestor:
    """What an item goes back to; ``copied``: the item below is a copy of it, else its next year."""

    model: Model
    copied: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """One item with what it goes back to, the nearest last, and all below it.

    ``beyond``: the first ancestor goes back to something the reader may not see. ``whole`` is
    false where more than ``AT_MOST`` are below, ``from_start`` where it goes back further than
    to ``MOST_ABOVE``.
    """

    model: Model
    ancestors: tuple[Ancestor, ...]
    beyond: bool
    below: Sequence[Descent]
    whole: bool
    from_start: bool

    @property
    def copies(self) -> Counter[str]:
        """Return how many copies that count each tenant has made, by its id."""
        return Counter(
            each.model.tenant for each in self.below if each.copied and each.model.counted
        )


def lineage_of(work: Repositories, registration_id: str) -> Lineage:
    """Return the lineage of a model; raises NotFoundError where the reader may not see it."""
    model = work.models.get(registration_id)
    ancestors, ended = _ancestors(work, model)
    read = partial(work.models.below, at_most=AT_MOST + 1)
    below, whole = descent(model.id, below=read, at_most=AT_MOST)
    return Lineage(
        model=model,
        ancestors=ancestors,
        beyond=ended is _End.BEYOND,
        below=below,
        whole=whole,
        from_start=ended is not _End.TOO_FAR,
    )


class _End(Enum):
    """Where going back ends: at the first of all, out of sight, or because it is enough."""

    START = auto()
    BEYOND = auto()
    TOO_FAR = auto()


def _ancestors(work: Repositories, model: Model) -> tuple[tuple[Ancestor, ...], _End]:
    found: list[Ancestor] = []
    known = {model.id}
    ended = _End.START
    while (origin := model.copied_from or model.continues) and origin not in known:
        if len(found) == MOST_ABOVE:
            ended = _End.TOO_FAR
            break
        copied = model.copied_from is not None
        try:
            model = work.models.get(origin)
        except NotFoundError:
            ended = _End.BEYOND
            break
        known.add(model.id)
        found.append(Ancestor(model=model, copied=copied))
    return tuple(reversed(found)), ended


def wanted_models(work: Repositories, query: Mapping[str, Any]) -> ModelFilter:
    """Return the filter; ``tenant`` raises NotFoundError out of sight, ``q`` may be too short."""
    tenant = tenant_in_sight(work, query["tenant"]) if query.get("tenant") else None
    return ModelFilter(
        prefixes=tenant.sight if tenant else (),
        words=folded_words(query.get("q")),
        **{name: query.get(name) for name in EXACT},
    )
