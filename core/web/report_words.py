"""How bodies, deadlines and the steps of a report are worded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.domain.access import FRONT
from core.domain.calendars import Standing, standing
from core.domain.report_rules import receiver_of
from core.domain.reports import SENT, ReportStatus
from core.edge.calendar_wording import last_day
from core.services.comparing_frozen import signed_reports
from core.web import formats
from core.web.naming import in_a_sentence, organization_name
from core.web.rendering import front_of, t
from core.web.report_periods import period_name

if TYPE_CHECKING:
    from datetime import date

    from core.domain.calendar_windows import Window
    from core.domain.periods import Period
    from core.domain.registrations import Registration
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
    if organization == FRONT:
        return front_of(tenant)
    return f"{organization_name(organization)} {in_a_sentence(tenant)}"


def signed_in(work: Repositories, item: Registration, period: Period | None = None) -> list[str]:
    """Return the signed reports that count *item*, or its result of *period*, each in words.

    «Mặt trận xã Lương Bằng: báo cáo 6 tháng đầu năm 2017, bản đính chính số 1»
    """
    found = signed_reports(work, item, period)
    tenants = work.tenants.many({signed.body.tenant for signed in found})
    return [
        t(
            "reports.signed_in",
            body=body_title(signed.body.organization, tenants[signed.body.tenant]),
            period=period_name(signed.period),
            edition=t("reports.in_edition", n=signed.edition)
            if signed.edition
            else t("reports.in_first_edition"),
        )
        for signed in found
    ]


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
    if report is not None and report.status is ReportStatus.RETURNED:
        return _to_resend(window, today, late=bool(report.late))
    days = (window.due - today).days
    texts = {
        "opens": formats.day(window.opens),
        "due": last_day(window, "due", t),
        "closes": last_day(window, "closes", t),
    }
    stands = standing(window, today)
    if stands is Standing.NOT_OPEN:
        return _strip(texts["opens"], "", "reports.not_open", "reports.due", texts)
    if stands is Standing.OPEN:
        late = "reports.late_until" if window.closes > window.due else ""
        big, unit = (str(days), t("reports.days_left")) if days else (t("reports.today"), "")
        return _strip(big, unit, "reports.due", late, texts)
    over, unit = stands is not Standing.LATE, t("reports.days_over")
    said = ("reports.closed", "reports.closed_advice") if over else LATE
    return replace(_strip(str(-days), unit, *said, texts), kind="late", over=over)


def _to_resend(window: Window, today: date, *, late: bool) -> Deadline:
    """Return until when what came back may be sent again: as timely as it first was."""
    left, texts = (window.locks - today).days, {"locks": formats.day(window.locks)}
    if left < 0:
        said = ("reports.locked_since", "reports.closed_advice")
        told = _strip(str(-left), t("reports.days_over"), *said, texts)
        return replace(told, kind="late", over=True)
    big, unit = (str(left), t("reports.days_left")) if left else (t("reports.today"), "")
    return _strip(
        big, unit, "reports.resend", f"reports.stays_{'late' if late else 'in_time'}", texts
    )


LATE = ("reports.overdue", "reports.still_taken")


def _strip(big: str, unit: str, title: str, more: str, texts: dict[str, str]) -> Deadline:
    told = t(more, **texts) if more else ""
    return Deadline(big=big, unit=unit, title=t(title, **texts), more=told, kind="info")
