"""A reached figure as people type it, in the unit its measure has: «1,5 km» is 1.500 m."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from core.domain.text import normalized
from core.domain.typed_amounts import money_of
from core.domain.typed_numbers import UnclearError, number_of, shown_number
from core.domain.typed_quantities import quantity_of
from core.domain.typed_words import without_about

if TYPE_CHECKING:
    from core.domain.movements import Measure

MONEY = "đồng"
_SIZES = {
    "m": (Decimal(1), "m"), "km": (Decimal(1000), "m"),
    "m²": (Decimal(1), "m²"), "ha": (Decimal(10_000), "m²"), "km²": (Decimal(1_000_000), "m²"),
}  # fmt: skip
"""How much of its dimension's smallest unit a unit is."""


def measure_of(text: str, measure: Measure) -> Decimal:
    """Return what *text* says in the unit of *measure*; without a unit it is that unit's.

    «khoảng» may stand before it: a figure that was reached is kept as a number only. Raises
    UnclearError ``quantity_unclear``, ``quantity_too_large`` and ``measure_other_unit``; of a
    measure in đồng what :func:`money_of` raises.
    """
    if measure.unit == MONEY:
        return Decimal(money_of(text).amount)
    _, rest = without_about(text)
    bare = number_of(rest)
    if bare is not None:
        return bare
    quantity = quantity_of(text)
    amount = Decimal(str(quantity.amount))
    if quantity.unit.lower() == measure.unit.lower():
        return amount
    typed, wanted = _SIZES.get(quantity.unit), _SIZES.get(measure.unit)
    if typed is None or wanted is None or typed[1] != wanted[1]:
        raise UnclearError("measure_other_unit", typed=normalized(text), unit=measure.unit)
    return amount * typed[0] / wanted[0]


def typed_measure(amount: Decimal | int) -> str:
    """Return a figure as a field shows it, to be typed over; :func:`measure_of` agrees."""
    return shown_number(amount)
