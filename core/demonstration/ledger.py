"""What the demonstration has made so far, held in memory until all of it is stored at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from core.storage.demonstration import CountKey, RegisterKey

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from core.domain.access import Role
    from core.domain.areas import Area
    from core.domain.audit import Act
    from core.domain.calendars import Calendar
    from core.domain.contributions import Contribution
    from core.domain.jobs import Job
    from core.domain.people import User
    from core.domain.registrations import Registration
    from core.domain.reports import Body, Report
    from core.domain.tenants import Tenant


class Recorded(NamedTuple):
    """An entry of the trail to be sealed: the act, its user, and when (UTC)."""

    act: Act
    user: str
    at: datetime


@dataclass(slots=True, kw_only=True)
class Ledger:
    """Records by id; areas by tenant and folded name, users by username, calendars with paths.

    ``jobs`` are by what they are done for, each wanted once however often it was asked for.
    """

    tenants: Mapping[str, Tenant]
    users: dict[str, User] = field(default_factory=dict)
    holders: set[tuple[str, str, Role]] = field(default_factory=set)
    registrations: dict[str, Registration] = field(default_factory=dict)
    continuing: dict[str, str] = field(default_factory=dict)
    reports: dict[str, Report] = field(default_factory=dict)
    reported: set[tuple[Body, str]] = field(default_factory=set)
    areas: dict[tuple[str, str], Area] = field(default_factory=dict)
    calendars: dict[tuple[str, int], tuple[Calendar, str]] = field(default_factory=dict)
    counts: defaultdict[CountKey, Contribution] = field(
        default_factory=lambda: defaultdict(Counter)
    )
    numbers: Counter[RegisterKey] = field(default_factory=Counter)
    jobs: dict[str, Job] = field(default_factory=dict)
    trail: list[Recorded] = field(default_factory=list)

    def has_items(self, tenant: str, organization: str) -> bool:
        """Tell whether a body has sent anything in 2017: it has taken a number."""
        return RegisterKey(2017, organization, tenant) in self.numbers
