"""Cutting a stream into portions that one command can carry."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Item = TypeVar("Item")

MANY = 2_000  # items
MUCH = 8 * 1024 * 1024  # bytes; MongoDB takes 16 MB, and one item may be of as much as that


def batches(items: Iterable[Item], *, size: Callable[[Item], int]) -> Iterator[list[Item]]:
    """Yield *items* in lists that are within both limits, or hold a single item."""
    batch: list[Item] = []
    total = 0
    for item in items:
        own = size(item)
        if batch and (len(batch) >= MANY or total + own > MUCH):
            yield batch
            batch, total = [], 0
        batch.append(item)
        total += own
    if batch:
        yield batch
