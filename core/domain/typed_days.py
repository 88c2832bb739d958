"""Days and months as people type them: «3/2017», «tháng 3», «15/3/2017», «quý 1», and back."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from core.domain.text import normalized
from core.domain.typed_numbers import UnclearError
from core.domain.typed_words import plain

FIRST_YEAR, LAST_YEAR = 1900, 2100

_SIGN = r" ?[/.-] ?"
_DAY = re.compile(
    rf"(?:ngay )?([0-9]{{1,2}})(?:{_SIGN}| ?thang )([0-9]{{1,2}})(?:{_SIGN}| ?nam )([0-9]{{4}})"
)
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_DAY_OF_YEAR = re.compile(rf"(?:ngay )?([0-9]{{1,2}})(?:{_SIGN}| ?thang )([0-9]{{1,2}})")
_MONTH = re.compile(rf"(?:thang ?|t)?([0-9]{{1,2}})(?:{_SIGN}| ?nam )([0-9]{{4}})")
_MONTH_OF_YEAR = re.compile(r"(?:thang ?|t)?([0-9]{1,2})")
_QUARTER = re.compile(rf"quy ?(i{{1,3}}|iv|[1-4])(?:(?:{_SIGN}| ?nam | )([0-9]{{4}}))?")
_YEAR = re.compile(r"(?:(?:ca )?nam )?([0-9]{4})")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Span:
    """The days that were named, both included; one and the same for a day."""

    first: date
    last: date


def span_of(text: str, *, year: int) -> Span:
    """Return the days that *text* names; *year* is meant where it names none.

    Reads days («15/3/2017», «15/3»), months («3/2017», «tháng 3», «3»), quarters («quý 1») and
    years («2017»). «3/11» is a day, for a month comes with a year of four digits. Raises
    UnclearError ``month_unclear``.
    """
    tidy = plain(text)
    found = (
        _as_day(tidy, year)
        or _as_month(tidy, year)
        or _as_quarter(tidy, year)
        or _as_months(_YEAR.fullmatch(tidy), 1, _MONTHS)
    )
    if found is None:
        raise UnclearError("month_unclear", typed=normalized(text))
    return found


def day_of(text: str) -> date:
    """Return the one day that *text* names in full; raises UnclearError ``day_unclear``."""
    tidy = plain(text)
    found = _DAY.fullmatch(tidy)
    day = _day(found[3], found[2], found[1]) if found else _iso(tidy)
    if day is None:
        raise UnclearError("day_unclear", typed=normalized(text))
    return day


def shown_day(day: date) -> str:
    """Return «15/3/2017»; :func:`day_of` reads it back."""
    return f"{day.day}/{day.month}/{day.year}"


def shown_start(day: date) -> str:
    """Return a beginning: «3/2017» for a month's first day, which is what that means there."""
    return f"{day.month}/{day.year}" if day.day == 1 else shown_day(day)


def shown_end(day: date) -> str:
    """Return an end: «11/2017» for a month's last day, which is what that means there."""
    return f"{day.month}/{day.year}" if day == _last(day.year, day.month) else shown_day(day)


def _as_day(text: str, year: int) -> Span | None:
    day = _iso(text)
    if found := _DAY.fullmatch(text):
        day = _day(found[3], found[2], found[1])
    elif found := _DAY_OF_YEAR.fullmatch(text):
        day = _day(str(year), found[2], found[1])
    return Span(day, day) if day else None


def _as_month(text: str, year: int) -> Span | None:
    if found := _MONTH.fullmatch(text):
        return _months(int(found[2]), int(found[1]), int(found[1]))
    if found := _MONTH_OF_YEAR.fullmatch(text):
        return _months(year, int(found[1]), int(found[1]))
    return None


def _as_quarter(text: str, year: int) -> Span | None:
    if not (found := _QUARTER.fullmatch(text)):
        return None
    quarter = _ROMAN[found[1]] if found[1] in _ROMAN else int(found[1])
    return _months(int(found[2] or year), 3 * quarter - 2, 3 * quarter)


def _as_months(found: re.Match[str] | None, first: int, last: int) -> Span | None:
    return _months(int(found[1]), first, last) if found else None


def _months(year: int, first: int, last: int) -> Span | None:
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= first <= last <= _MONTHS):
        return None
    return Span(date(year, first, 1), _last(year, last))


def _last(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _iso(text: str) -> date | None:
    found = _ISO.fullmatch(text)
    return _day(found[1], found[2], found[3]) if found else None


def _day(year: str, month: str, day: str) -> date | None:
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
