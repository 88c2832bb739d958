"""The days of reminders, as they are typed on the page of a unit and shown there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.domain.reminders import SETTING
from core.domain.text import folded
from core.web.rendering import t

if TYPE_CHECKING:
    from collections.abc import Sequence

NUMBER = re.compile(r"[-−]?[0-9]{1,3}")
NONE = "khong"
"""«không», folded: nobody is reminded."""


def typed_days(typed: str, errors: dict[str, list[str]]) -> list[int] | None:
    """Return the days, None for inherited ones; what cannot be read goes into *errors*."""
    words = [word for word in re.split(r"[,;\s]+", typed.strip()) if word]
    if [folded(word) for word in words] == [NONE]:
        return []
    if not all(NUMBER.fullmatch(word) for word in words):
        errors[SETTING] = [t("setting.reminder_days_wrong")]
        return None
    return [int(word.replace("−", "-")) for word in words] or None


def shown_days(days: Sequence[int]) -> str:
    """Return «14, 7, 1, 0, -1», «không» for none."""
    return ", ".join(map(str, days)) or t("setting.reminder_days_none")
