"""The history of a registration as people read it: who did what, and what changed, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.domain.access import FRONT, View
from core.domain.periods import Period
from core.web import formats
from core.web.naming import organization_name
from core.web.registration_changes import ChangeRow, Reading, changes_told, is_first
from core.web.rendering import t
from core.web.report_periods import period_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from core.domain.audit import Entry

BY_THE_FRONT = frozenset(
    {
        "registration.agree", "registration.return", "registration.reopen",
        "registration.recognise", "registration.settle", "registration.transfer",
        "registration.unrecognise",
        "result.confirm", "result.correct", "result.return",
    }
)  # fmt: skip
BY_A_PARTNER = frozenset({"registration.decline"})
DECISIVE = frozenset(
    {"registration.agree", "registration.recognise", "result.confirm", "result.correct"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """One act; ``on`` is the day by which the rules judged, ``at`` the real time."""

    at: datetime
    on: str
    action: str
    title: str
    who: str = ""
    reason: str = ""
    decisive: bool = False
    changes: tuple[ChangeRow, ...] = ()


def history_rows(entries: Iterable[Entry], view: View, reading: Reading) -> list[HistoryRow]:
    """Return the acts, newest first; in summary only what was done and when."""
    rows = [_row(entry, view, reading) for entry in entries]
    return rows[::-1]


def _row(entry: Entry, view: View, reading: Reading) -> HistoryRow:
    content = entry.content
    told: dict[str, Any] = {
        "at": entry.at,
        "on": formats.day(content.get("on") or entry.at.astimezone(formats.ZONE).date()),
        "action": content["action"],
        "title": _title(content, reading),
        "decisive": content["action"] in DECISIVE,
    }
    if view is View.SUMMARY:
        return HistoryRow(**told)
    return HistoryRow(
        **told,
        who=reading.users.get(entry.user, ""),
        reason=content.get("reason") or "",
        changes=tuple(changes_told(content, reading)),
    )


def _title(content: Mapping[str, Any], reading: Reading) -> str:
    action, details = content["action"], content.get("details", {})
    above = bool(details.get("from_above"))
    who, period = _side(action, reading, above=above), _period(details.get("period"))
    code = "registration.first_submit" if is_first(content) else action
    title = t(f"registration_history.{code}", who=who, period=period)
    if above and action not in BY_THE_FRONT:
        title = f"{title} {t('registration_history.from_above')}"
    own = details.get("self_confirmed")
    return f"{title} {t('registration_history.self_confirmed')}" if own else title


def is_of_result(content: Mapping[str, Any]) -> bool:
    """Tell whether an entry is of a result, which is no part of a summary."""
    return str(content["action"]).startswith("result.")


def _side(action: str, reading: Reading, *, above: bool) -> str:
    """Return on whose side the act lay, which is known even where the name is not."""
    if action in BY_A_PARTNER:
        return t("registration_history.partner")
    if action not in BY_THE_FRONT:
        return organization_name(reading.organization)
    level = t("registration_history.above") if above else reading.unit
    return f"{organization_name(FRONT)} {level}"


def _period(written: str | None) -> str:
    return period_name(Period.parse(written)) if written else ""
