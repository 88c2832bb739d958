"""How figures, money, days and times are written for people (ux.md §4.3)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.numbers import format_decimal

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
UNITS = ((10**9, "tỷ đồng"), (10**6, "triệu đồng"))
HUNDREDTHS = Decimal("0.01")


def number(value: float | Decimal | None) -> str:
    """Return «1.234.567,5»; a minus is «−», nothing is «»."""
    if value is None:
        return ""
    if isinstance(value, int):  # most are, and the library takes its time
        return f"{value:,}".replace(",", ".").replace("-", "−")
    written = format_decimal(value, format="#,##0.######", locale="vi")
    return written.replace("-", "−")


def money(value: int | None) -> str:
    """Return «12.000.000 đồng»."""
    return "" if value is None else f"{number(value)} đồng"


def short_money(value: int | None) -> str:
    """Return «18,74 tỷ đồng», for overviews that show the full amount beside it."""
    if value is None:
        return ""
    for size, name in UNITS:
        if abs(value) >= size:
            rounded = (Decimal(value) / size).quantize(HUNDREDTHS)
            return f"{number(rounded.normalize())} {name}"
    return money(value)


def day(value: date | str | None) -> str:
    """Return «14/7/2017»."""
    if value is None or value == "":
        return ""
    found = date.fromisoformat(value) if isinstance(value, str) else value
    return f"{found.day}/{found.month}/{found.year}"


def month(value: date | None) -> str:
    """Return «7/2017»."""
    return "" if value is None else f"{value.month}/{value.year}"


def when(value: datetime | None) -> str:
    """Return «09:41 ngày 24/6/2017», local time."""
    if value is None:
        return ""
    local = value.astimezone(ZONE)
    return f"{local:%H:%M} ngày {day(local.date())}"


def clock(value: datetime) -> str:
    """Return «09:41», local time."""
    return f"{value.astimezone(ZONE):%H:%M}"


def amount_of_bytes(size: int) -> str:
    """Return «412 kB» or «2,4 MB»."""
    if size < 1_000_000:  # noqa: PLR2004 — a megabyte
        return f"{number(max(1, round(size / 1000)))} kB"
    return f"{number(Decimal(size).scaleb(-6).quantize(Decimal('0.1')).normalize())} MB"


def share(part: float, whole: float) -> str:
    """Return «65,7%», nothing for a share of nothing."""
    if not whole:
        return ""
    return f"{format_decimal(round(100 * part / whole, 1), format='0.#', locale='vi')}%"


def two_digits(value: int) -> str:
    """Return «01», as the plans write small counts."""
    return f"{value:02d}"


FILTERS = {
    "number": number,
    "money": money,
    "short_money": short_money,
    "day": day,
    "month": month,
    "when": when,
    "clock": clock,
    "share": share,
    "two_digits": two_digits,
}
