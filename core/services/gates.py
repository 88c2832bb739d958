"""The calendar's one refusal: whether a day still allows a write, and if not, who may help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.domain.calendar_windows import DATES, REGISTRATION, SIDES
from core.domain.calendars import FREE_LEVELS, Standing, standing
from core.domain.errors import ConflictError
from core.domain.place_names import called
from core.domain.tenants import ROOT
from core.services.calendars import calendars_of, window_for
from core.services.heirs import in_its_place

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from core.domain.calendar_windows import Window
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories

IN_TIME = frozenset({Standing.OPEN, Standing.LATE})
UNTIL_LOCKED = frozenset(Standing) - {Standing.LOCKED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """What is to be written: ``part`` is ``registration`` or a period as it is written."""

    tenant: str
    organization: str
    year: int
    part: str = REGISTRATION


def passed(
    work: Repositories, gate: Gate, *, possible: Collection[Standing], today: date
) -> Standing:
    """Return how *today* stands to the gate's window, if that is one of *possible*.

    Raises ConflictError ``registration_not_open``, ``registration_closed``, ``period_not_open``,
    ``period_closed`` or ``locked``, with the dates, who set them, and whom to ask for more time.
    """
    return standing(passed_window(work, gate, possible=possible, today=today), today)


def passed_window(
    work: Repositories, gate: Gate, *, possible: Collection[Standing], today: date
) -> Window:
    """Return the window that lets *today* pass; raises like :func:`passed`."""
    window, set_by = window_for(
        work,
        tenant=work.tenants.get(gate.tenant),
        year=gate.year,
        part=gate.part,
        organization=gate.organization,
        today=today,
    )
    stands = standing(window, today)
    if stands in possible:
        return window
    raise ConflictError(
        _reason(gate, stands),
        **_told(window),
        year=gate.year,
        period=None if gate.part == REGISTRATION else gate.part,
        set_by=_name(work, set_by, today),
        ask=_ask_whom(work, gate, today),
    )


def _told(window: Window) -> dict[str, Any]:
    """Return the dates and events of a window, for the sentence and for programs."""
    events = {f"{side}_event": window.before(side) for side in SIDES}
    codes = {f"{side}_before": one.event for side in SIDES if (one := window.before(side))}
    dates = {name: getattr(window, name) for name in DATES}
    return {**dates, **events, **codes, "source": window.source}


def _reason(gate: Gate, stands: Standing) -> str:
    kind = "registration" if gate.part == REGISTRATION else "period"
    refused = {Standing.NOT_OPEN: f"{kind}_not_open", Standing.CLOSED: f"{kind}_closed"}
    return refused.get(stands, "locked")


def _ask_whom(work: Repositories, gate: Gate, today: date) -> str:
    """Return who may give more time: the nearest Front above, or above the heir, that can.

    A district cannot lift a lock that binds itself (calendar_extensions), so where its own books
    are locked the Front above it is named.
    """
    unit = in_its_place(work, work.tenants.get(gate.tenant), today)
    above = work.tenants.get(unit.parent_on(today) or ROOT)
    while above.level not in FREE_LEVELS and _locked(work, above, gate, today):
        above = work.tenants.get(above.parent_on(today) or ROOT)
    return called(above, today)


def _locked(work: Repositories, above: Tenant, gate: Gate, today: date) -> bool:
    window = calendars_of(work, above, gate.year).part(gate.part, above, today=today).window
    return standing(window, today) is Standing.LOCKED


def _name(work: Repositories, tenant_id: str, today: date) -> str:
    return called(work.tenants.get(tenant_id), today)
