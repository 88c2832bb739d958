"""How bodies, deadlines and the steps of a report are worded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.access import FRONT
from core.domain.calendars import Standing, standing
from core.domain.report_rules import receiver_of
from core.domain.reports import SENT
from core.web import formats
from core.web.naming import in_a_sentence, organization_name
from core.web.rendering import t

if TYPE_CHECKING:
    from datetime import date

    from core.domain.calendar_windows import Window
    from core.domain.reports import Report
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """The strip of a deadline: a big word, its unit, the finding, what follows.

    ``over``: nothing can be sent any more.
    """

    big: str
    unit: str
    title: str
    more: str
    kind: str
    over: bool = False


def body_title(organization: str, tenant: Tenant) -> str:
    """Return «Hội Phụ nữ xã Lương Bằng», «Mặt trận huyện Chợ Đồn»."""
    place = in_a_sentence(tenant)
    if organization == FRONT:
        return t("reports.front_of", place=place)
    return f"{organization_name(organization)} {place}"


def receiver_title(
    work: Repositories, organization: str, tenant: Tenant, today: date
) -> str | None:
    """Return «Mặt trận xã Lương Bằng», to whom the report goes; None: to nobody here."""
    receiver = receiver_of(organization, tenant, today)
    return None if receiver is None else body_title(FRONT, work.tenants.get(receiver))


def deadline(window: Window, today: date, report: Report | None) -> Deadline | None:
    """Return what is to be said of the deadline; None once the report stands sent."""
    if report is not None and report.status in SENT:
        return None
    days = (window.due - today).days
    texts = {"due": formats.day(window.due), "closes": formats.day(window.closes)}
    match standing(window, today):
        case Standing.NOT_OPEN:
            opens = formats.day(window.opens)
            return Deadline(
                big=opens,
                unit="",
                title=t("reports.not_open", opens=opens),
                more=t("reports.due", **texts),
                kind="info",
            )
        case Standing.OPEN:
            return Deadline(
                big=str(days) if days else t("reports.today"),
                unit=t("reports.days_left") if days else "",
                title=t("reports.due", **texts),
                more=t("reports.late_until", **texts) if window.closes > window.due else "",
                kind="info",
            )
        case Standing.LATE:
            return Deadline(
                big=str(-days),
                unit=t("reports.days_over"),
                title=t("reports.overdue", **texts),
                more=t("reports.still_taken", **texts),
                kind="late",
            )
        case _:
            return Deadline(
                big=str(-days),
                unit=t("reports.days_over"),
                title=t("reports.closed", **texts),
                more=t("reports.closed_advice"),
                kind="late",
                over=True,
            )
