"""The frame of every page of a role: its tabs, and the bar at the bottom of a phone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import current_app, g

from core.domain.access import Role
from core.web.inbox import unread
from core.web.overlap_waiting import open_overlaps
from core.web.rendering import t
from core.web.waiting import waiting

if TYPE_CHECKING:
    from flask import Flask

    from core.web.hats import Acting


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One destination; ``code`` is what a page passes as ``active``."""

    code: str
    endpoint: str
    icon: str

    @property
    def label(self) -> str:
        return t(f"tab.{self.code}")

    @property
    def short(self) -> str:
        return t(f"tab_short.{self.code}")


TASKS = Tab(code="tasks", endpoint="web_tasks.home", icon="tasks")
REGISTRATIONS = Tab(code="registrations", endpoint="web_registrations.index", icon="folder")
RESULTS = Tab(code="results", endpoint="web_results.waiting", icon="check")
CONSULTATION = Tab(code="consultation", endpoint="web_consultation.board", icon="people")
OVERLAPS = Tab(code="overlaps", endpoint="web_overlaps.index", icon="join")
MODELS = Tab(code="models", endpoint="web_models.index", icon="join")
INSPECTIONS = Tab(code="inspections", endpoint="web_inspections.index", icon="eye")
OVERVIEW = Tab(code="overview", endpoint="web_overview.board", icon="chart")
REPORTS = Tab(code="reports", endpoint="web_reports.index", icon="report")
PLAN = Tab(code="plan", endpoint="web_plan.index", icon="shield")
CALENDAR = Tab(code="calendar", endpoint="web_calendar.index", icon="calendar")
HEALTH = Tab(code="health", endpoint="web_admin_health.index", icon="shield")
USERS = Tab(code="users", endpoint="web_admin_users.index", icon="people")
UNITS = Tab(code="units", endpoint="web_admin_units.index", icon="grid")
PLUGINS = Tab(code="plugins", endpoint="web_admin_plugins.index", icon="join")
OVERRIDES = Tab(code="overrides", endpoint="web_admin_overrides.index", icon="tasks")
AUDIT = Tab(code="audit", endpoint="web_admin_audit.index", icon="folder")

ORGANIZATION = (TASKS, REGISTRATIONS, RESULTS, REPORTS, MODELS, PLAN)
COMMUNE_FRONT = (
    TASKS, CONSULTATION, REGISTRATIONS, OVERLAPS, OVERVIEW, RESULTS, INSPECTIONS, REPORTS, CALENDAR,
    PLAN,
)  # fmt: skip
UPPER_FRONT = (
    TASKS, OVERVIEW, REGISTRATIONS, CONSULTATION, OVERLAPS, RESULTS, INSPECTIONS, REPORTS, CALENDAR,
    PLAN,
)  # fmt: skip
ADMINISTRATION = (HEALTH, USERS, UNITS, PLUGINS, OVERRIDES, AUDIT)
IN_THE_BOTTOM_BAR = 3
"""So many of a role's tabs, before «Thêm»."""
MOST_SHOWN = 99
"""A larger number on a tab is not told exactly."""


def tabs_of(acting: Acting) -> tuple[Tab, ...]:
    """Return the destinations of a role, the most used first."""
    tabs: tuple[Tab, ...]
    if acting.role is Role.ADMIN:
        tabs = ADMINISTRATION
    elif not acting.is_front:
        tabs = ORGANIZATION
    else:
        tabs = COMMUNE_FRONT if acting.at_commune else UPPER_FRONT
    return tuple(tab for tab in tabs if tab.endpoint in current_app.view_functions)


def register_shell(app: Flask) -> None:
    app.context_processor(_frame)


def _frame() -> dict[str, Any]:
    acting: Acting | None = g.get("acting")
    tabs = tabs_of(acting) if acting else ()
    return {
        "tabs": tabs,
        "bottom_tabs": tabs[:IN_THE_BOTTOM_BAR],
        "waiting_count": waiting(acting) if TASKS in tabs and acting else 0,
        "unread_notices": unread() if acting else "",
        "open_overlaps": _open_overlaps(acting) if OVERLAPS in tabs and acting else "",
    }


def _open_overlaps(acting: Acting) -> str:
    """Return the number on the tab; nothing where none waits for this very role."""
    found = open_overlaps(acting)
    if found > MOST_SHOWN:
        return t("shell.more_than", n=MOST_SHOWN)
    return str(found or "")
