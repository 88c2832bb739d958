"""Until when the item is on time, as the step before sending says it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.calendar_windows import REGISTRATION
from core.domain.calendars import Standing, standing
from core.edge.platform import moment
from core.services.calendars import window_for

if TYPE_CHECKING:
    from core.domain.calendar_windows import Window
    from core.services.ports.work import Repositories
    from core.web.registration_form.subject import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """``stands`` is what today is to the window."""

    window: Window
    stands: Standing


def deadline_of(subject: Subject, work: Repositories) -> Deadline | None:
    """Return the window of a first submission; None once there was one."""
    item = subject.registration
    if item is not None and item.ever_submitted:
        return None
    today = moment().today
    window, _ = window_for(
        work,
        tenant=subject.tenant,
        year=subject.year,
        part=REGISTRATION,
        organization=subject.organization,
        today=today,
    )
    return Deadline(window=window, stands=standing(window, today))
