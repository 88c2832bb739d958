"""What an act says beforehand it will ask for, so that many acts can be fetched for at once."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """Hints, never a condition: what is not named here is fetched when it is asked for.

    ``replies`` are idempotency keys of the author; ``registers`` (year, organization, tenant) out
    of which a number will be taken; ``areas`` (tenant, folded name); ``counts`` (year,
    organization, path of the tenant); ``neighbours`` (year, path of a unit, name of an area, empty:
    all of it) whose items will be compared; ``frozen`` (year, organization, path of the tenant)
    whose frozen reports an item changes.
    """

    replies: tuple[str, ...] = ()
    registers: tuple[tuple[int, str, str], ...] = ()
    areas: tuple[tuple[str, str], ...] = ()
    counts: tuple[tuple[int, str, str], ...] = ()
    neighbours: tuple[tuple[int, str, str], ...] = ()
    frozen: tuple[tuple[int, str, str], ...] = ()


IN_COMPANY = Foreseen()
"""Of acts that do nothing but add and change items, and of which nothing is known beforehand."""
