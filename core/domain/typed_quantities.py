"""Quantities as people type them, to an amount and its unit and back: «khoảng 1,5 km»."""

from __future__ import annotations

import re
from decimal import Decimal

from core.domain.registrations import Quantity
from core.domain.text import normalized
from core.domain.typed_numbers import NUMBER, UnclearError, number_of, shown_number
from core.domain.typed_words import without_about

LARGEST = 10**12
LONGEST_UNIT = 30

_SPELLINGS = {
    "mét": "m", "met": "m", "m2": "m²", "mét vuông": "m²", "met vuong": "m²", "m3": "m³",
    "mét khối": "m³", "met khoi": "m³", "cây số": "km", "cay so": "km", "ki-lô-mét": "km",
    "km2": "km²", "héc-ta": "ha", "hecta": "ha", "hec-ta": "ha",
}  # fmt: skip
"""Spellings of one unit, which would not add up if each were kept."""

_SHOWN = {"m": "mét"}
"""Units that are read back in full; all others as they are kept."""

_SCALES = {"nghìn": 1000, "ngàn": 1000, "nghin": 1000, "triệu": 1_000_000, "trieu": 1_000_000}
_NO_UNITS = frozenset(_SCALES) | {
    "đồng", "dong", "đ", "vnd", "vnđ", "tr", "tỷ", "tỉ", "k", "trăm", "chục", "rưỡi", "rưởi",
}  # fmt: skip
"""What says how much, not of what. Spelt exactly: «trạm» and «ngăn» are units."""

_START = re.compile(rf"({NUMBER}|nửa(?= )|nua(?= ))")
_WORD = re.compile(r"[^\W\d_]+")
_HALF_MORE = re.compile(r"^(rưỡi|rưởi|ruoi)\b ?| (rưỡi|rưởi|ruoi)$", re.IGNORECASE)
_UNIT = re.compile(r"(?:[^\W\d_]|[%°])[^\d]*")
_HALF = Decimal("0.5")


def quantity_of(text: str) -> Quantity:
    """Return what *text* says: how exact, how much, of what.

    Of the unit the common spellings become one («m2», «mét vuông»: m²), any other is kept as it
    was typed, and holds no digits. Raises UnclearError ``quantity_unclear``,
    ``quantity_without_unit`` and ``quantity_too_large``.
    """
    typed = normalized(text)
    about, rest = without_about(typed)
    start = _START.match(rest)
    number = _number(start[1]) if start else None
    if start is None or number is None:
        raise UnclearError("quantity_unclear", typed=typed)
    scaled = _scaled(number, rest[start.end() :].strip(" .,;"))
    if scaled is None:
        raise UnclearError("quantity_unclear", typed=typed)
    amount, unit = scaled
    if not unit:
        raise UnclearError("quantity_without_unit", typed=typed)
    if amount > LARGEST:
        raise UnclearError("quantity_too_large", typed=typed)
    kept = _kept(amount)
    if kept is None or not _is_unit(unit):
        raise UnclearError("quantity_unclear", typed=typed)
    return Quantity(amount=kept, unit=_SPELLINGS.get(unit.lower(), unit), about=about)


def shown_quantity(quantity: Quantity) -> str:
    """Return it exactly, as it is read back: «khoảng 700 mét»; :func:`quantity_of` agrees."""
    return _written(quantity, _SHOWN.get(quantity.unit, quantity.unit))


def typed_quantity(quantity: Quantity) -> str:
    """Return it as a field shows it, to be typed over: «khoảng 700 m»."""
    return _written(quantity, quantity.unit)


def _written(quantity: Quantity, unit: str) -> str:
    parts = (quantity.about, shown_number(quantity.amount), unit)
    return " ".join(part for part in parts if part)


def _number(text: str) -> Decimal | None:
    return _HALF if text in {"nửa", "nua"} else number_of(text)


def _scaled(number: Decimal, rest: str) -> tuple[Decimal, str] | None:
    """Take «nghìn» and «rưỡi» out of *rest*; return the amount and the unit."""
    word = _WORD.match(rest)
    scale = _SCALES.get(word[0].lower(), 1) if word else 1
    unit = rest[word.end() :].strip() if word and scale > 1 else rest
    half_more = _HALF_MORE.search(unit)
    if half_more is None:
        return number * scale, unit
    at_once = half_more[1] is not None
    if number != int(number) or (at_once and scale == 1) or (not at_once and scale > 1):
        return None
    return (number + _HALF) * scale, _HALF_MORE.sub("", unit, count=1).strip()


def _kept(amount: Decimal) -> int | float | None:
    """Return *amount* as it is stored; None if it has more digits than can be stored."""
    if amount == int(amount):
        return int(amount)
    stored = float(amount)
    return stored if Decimal(str(stored)) == amount else None


def _is_unit(unit: str) -> bool:
    if len(unit) > LONGEST_UNIT:
        return False
    if unit.lower() in _SPELLINGS:
        return True
    word = _WORD.match(unit)
    return bool(_UNIT.fullmatch(unit)) and (word is None or word[0].lower() not in _NO_UNITS)
