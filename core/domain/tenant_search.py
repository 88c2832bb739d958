"""Finding a tenant by what people type: folded words in any order, best match first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.text import folded

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from core.domain.tenants import Tenant

Rank = tuple[int, bool, int, bool, str, str]

EXACT_WITH_TYPE, EXACT_NAME, OTHER = range(3)


def words_of(tenant: Tenant) -> tuple[str, ...]:
    """Return every folded word of every name and type the tenant ever had."""
    periods = (*tenant.names, *tenant.types)
    return tuple(sorted({word for period in periods for word in folded(period.value).split()}))


def asked_words(q: str) -> tuple[str, ...]:
    return tuple(folded(q).split())


def matches(words: Collection[str], asked: Sequence[str]) -> bool:
    """Say whether all words asked for occur, the last one at least as a beginning (api.md, q)."""
    if not asked:
        return True
    *whole, last = asked
    return set(whole) <= set(words) and any(word.startswith(last) for word in words)


def rank(tenant: Tenant, asked: Sequence[str], as_of: date | None) -> Rank:
    """Return a key that sorts the best match first.

    Name and type exactly, then the name exactly, then the rest; among these what is in force
    (without a day: still open), then the higher level, then words in the order asked for.
    """
    names = [folded(period.value).split() for period in tenant.names]
    types = [folded(period.value).split() for period in tenant.types]
    closed = tenant.valid_to is not None if as_of is None else not tenant.in_force_on(as_of)
    sought = sorted(asked)
    nearness = OTHER
    if any(sorted(name) == sought for name in names):
        nearness = EXACT_NAME
    elif any(sorted(type_ + name) == sought for type_ in types for name in names):
        nearness = EXACT_WITH_TYPE
    out_of_order = not any(_in_order(name, asked) for name in names)
    title = " ".join(names[-1]) if names else ""
    return (nearness, closed, tenant.level.depth, out_of_order, title, tenant.id)


def _in_order(name: Sequence[str], asked: Sequence[str]) -> bool:
    return " ".join(asked).find(" ".join(name)) >= 0 or " ".join(name).startswith(" ".join(asked))
