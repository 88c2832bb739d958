"""Money as people type it, to whole đồng and back: «12 triệu», «1,5 tỷ», «khoảng 2tr500»."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from core.domain.text import normalized
from core.domain.typed_numbers import NUMBER, UnclearError, number_of, shown_number
from core.domain.typed_words import plain, without_about

LARGEST_SUM = 10**13
SMALLEST_BARE = 1000
"""Below it a bare number is unclear: «500» may well mean 500 nghìn."""

_UNITS = {
    "ty": 10**9, "ti": 10**9, "trieu": 10**6, "tr": 10**6,
    "nghin": 10**3, "ngan": 10**3, "k": 10**3,
}  # fmt: skip
_UNIT = "|".join(_UNITS)
_CURRENCY = re.compile(r" ?(?:dong|vnd|d|₫)$")
_HALF_MORE = re.compile(r" ?ruoi$")
_TERM = re.compile(rf"({NUMBER}|nua) ?({_UNIT})(?![a-z0-9])(?: |$)")
_SHORT = re.compile(rf"([0-9]{{1,3}}) ?({_UNIT})([0-9]{{1,3}})")
_STEP = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """Whole đồng, and how exact they are (``registration_rules.ABOUT``; None: exact)."""

    amount: int
    about: str | None = None


def money_of(text: str) -> Sum:
    """Return what *text* says; tỷ, triệu, nghìn in order, «rưỡi», with or without «đồng».

    Diacritics may be missing. Raises UnclearError ``money_unclear``, also for what is no whole
    đồng and for a bare number below 1000, and ``money_too_large``.
    """
    about, rest = without_about(text)
    amount = _amount(plain(rest).rstrip("."))
    if amount is None or amount.denominator != 1:
        raise UnclearError("money_unclear", typed=normalized(text))
    if amount > LARGEST_SUM:
        raise UnclearError("money_too_large", typed=normalized(text))
    return Sum(amount=int(amount), about=about)


def shown_money(amount: int, about: str | None = None) -> str:
    """Return it exactly: «khoảng 12.000.000 đồng»; :func:`money_of` reads the same back."""
    return " ".join(part for part in (about, shown_number(amount), "đồng") if part)


def typed_money(amount: int, about: str | None = None) -> str:
    """Return it as a field shows it, to be typed over: «khoảng 12.000.000»."""
    shown = shown_money(amount, about)
    return shown if 0 < amount < SMALLEST_BARE else shown.removesuffix(" đồng")


def _amount(text: str) -> Fraction | None:
    without = _CURRENCY.sub("", text)
    if re.fullmatch(NUMBER, without):
        return _bare(without, as_money=without != text)
    if short := _SHORT.fullmatch(without):
        return Fraction(f"{short[1]}.{short[3]}") * _UNITS[short[2]]
    whole = _HALF_MORE.sub("", without)
    return _sum_of_terms(whole, half_more=whole != without)


def _bare(text: str, *, as_money: bool) -> Fraction | None:
    number = number_of(text)
    if number is None or (0 < number < SMALLEST_BARE and not as_money):
        return None
    return Fraction(number)


def _sum_of_terms(text: str, *, half_more: bool) -> Fraction | None:
    """Add up «1 tỷ 200 triệu»; *half_more* adds half of the last unit."""
    terms: list[tuple[Fraction, int]] = []
    position = 0
    while found := _TERM.match(text, position):
        number = Fraction(1, 2) if found[1] == "nua" else _fraction(found[1])
        if number is None:
            return None
        terms.append((number, _UNITS[found[2]]))
        position = found.end()
    if not terms or position != len(text) or not _in_order(terms):
        return None
    if half_more:
        last = terms[-1][1]
        if terms[-1][0].denominator != 1:
            return None
        terms.append((Fraction(1, 2), last))
    return sum((number * unit for number, unit in terms), Fraction())


def _in_order(terms: list[tuple[Fraction, int]]) -> bool:
    """Tell whether several terms are whole, and each smaller than one of the unit before it."""
    if len(terms) == 1:
        return True
    whole = all(number.denominator == 1 for number, _ in terms)
    units = [unit for _, unit in terms]
    falling = all(after < before for before, after in pairwise(units))
    return whole and falling and all(number < _STEP for number, _ in terms[1:])


def _fraction(text: str) -> Fraction | None:
    number = number_of(text)
    return None if number is None else Fraction(number)
