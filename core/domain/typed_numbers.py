"""Numbers as people type and read them: «2.500.000», «1,5»; never one that reads two ways."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from core.domain.errors import Problem

NUMBER = r"[0-9]+(?:[.,][0-9]+)*(?: [0-9]{3}(?![0-9]))*"
"""Where a number may stand in a text; :func:`number_of` says whether it is one."""

LONGEST = 40
"""So many characters a number may have; more is no number that anybody typed."""

_WHOLE = re.compile(r"[0-9]+")
# Nobody groups «0.500»: a group never begins with a zero.
_GROUPED_BY_DOTS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+")
_GROUPED_BY_COMMAS = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}")
_GROUPED_BY_SPACES = re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3})+")
_GROUPED = (_GROUPED_BY_DOTS, _GROUPED_BY_COMMAS, _GROUPED_BY_SPACES)
_WITH_DECIMALS = re.compile(r"([0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+),([0-9]+)")
_WITH_A_POINT = re.compile(r"([0-9]+)\.([0-9]+)")
_GROUP = 3


class UnclearError(Exception):
    """What was typed cannot be understood, or could mean two things; ``code`` is a problem's."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def problem(self, field: str) -> Problem:
        return Problem(field, self.code, self.params)


def number_of(text: str) -> Decimal | None:
    """Return the number that *text* can only mean, or None.

    A dot groups thousands and a comma begins decimals, as in Vietnamese. A dot that cannot group
    («1.5») begins decimals too; commas that cannot begin decimals («1,234,567») group. «1,500»
    could be either, so it is none; «0,500» could not. There is no sign: nothing is negative here.
    """
    if len(text) > LONGEST:
        return None
    if _WHOLE.fullmatch(text):
        return Decimal(text)
    if any(form.fullmatch(text) for form in _GROUPED):
        return Decimal(re.sub(r"[., ]", "", text))
    if found := _WITH_DECIMALS.fullmatch(text):
        whole, decimals = found[1], found[2]
        return None if _reads_two_ways(whole, decimals) else _decimal(whole, decimals)
    if found := _WITH_A_POINT.fullmatch(text):
        return _decimal(found[1], found[2])
    return None


def shown_number(number: Decimal | float) -> str:
    """Return the number exactly, as :func:`number_of` reads it: «1.234.567,5».

    Three decimals after one to three digits would read two ways; a zero is added to those.
    """
    exact = number if isinstance(number, Decimal) else Decimal(str(number))
    whole, _, decimals = format(exact, "f").partition(".")
    decimals = decimals.rstrip("0")
    if len(decimals) == _GROUP and _reads_two_ways(whole, decimals):
        decimals += "0"
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{grouped},{decimals}" if decimals else grouped


def _reads_two_ways(whole: str, decimals: str) -> bool:
    alone = "." not in whole and len(whole) <= _GROUP and not whole.startswith("0")
    return alone and len(decimals) == _GROUP


def _decimal(whole: str, decimals: str) -> Decimal:
    return Decimal(f"{whole.replace('.', '')}.{decimals}")
