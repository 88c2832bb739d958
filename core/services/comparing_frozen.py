"""Having frozen reports compared with what stands, after whatever may have changed below them.

The comparison reads every item of a unit's year, seconds in the largest; so a job does it, and
keeps the result for the list of tasks of the board that has signed.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from core.domain.access import FRONT
from core.domain.errors import NotFoundError
from core.domain.jobs import Job, JobKind
from core.domain.reports import ReportStatus
from core.domain.results import Basis
from core.services.drifting import drift_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from core.catalogue import Catalogue
    from core.domain.periods import Period
    from core.domain.registrations import Registration
    from core.domain.reports import Report, SignedReport
    from core.domain.time import Moment
    from core.services.ports.work import Repositories
    from core.services.working import Handler

MEANWHILE = timedelta(minutes=1)
"""So long after its cause a report is compared, with all that has changed by then: at most once
a minute, for it takes seconds in the largest provinces. After signing, too: what was being written
at that very moment could not see that it is frozen."""

NEVER = 13
"""After the last month of every period."""


def compare_again(
    work: Repositories,
    path: str,
    organization: str,
    year: int,
    *,
    changed: Iterable[tuple[str, ...]],
    moment: Moment,
) -> None:
    """Enqueue, in the write's transaction, the frozen reports on an item whose counts *changed*.

    What is reported of later months than a report's, and what the Front confirms, is none of its
    figures: *changed* are keys of ``core.domain.contributions.Contribution``.
    """
    since = min(map(_month, changed), default=NEVER)
    if since == NEVER:
        return
    for signed in work.reports.frozen_above(path, organization, year=year):
        if since <= signed.period.end_month:
            work.jobs.add(_job(signed.id, moment))


def signed_reports(
    work: Repositories, item: Registration, period: Period | None = None
) -> list[SignedReport]:
    """Return the frozen reports that count *item*, the nearest first: a change is drift there.

    With a *period* those that count its result; one of later months is in none of their figures.
    """
    since = period.end_month if period else 0
    above = work.reports.frozen_above(item.path, item.organization, year=item.year)
    found = [signed for signed in above if since <= signed.period.end_month]
    return sorted(found, key=lambda signed: _distance(signed, item.path))


def _distance(signed: SignedReport, path: str) -> tuple[int, bool, int]:
    units = path.strip("/").split("/")
    front = signed.body.organization == FRONT
    return -units.index(signed.body.tenant), front, signed.period.end_month


def compare_receivers(work: Repositories, report: Report, *, moment: Moment) -> None:
    """Enqueue the frozen reports that may have recorded the body of *report* as missing."""
    above = work.reports.frozen_above(report.path, report.organization, year=report.period.year)
    for frozen in above:
        if frozen.period == report.period and frozen.id != report.id:
            work.jobs.add(_job(frozen.id, moment))


def compare_after_signing(work: Repositories, report: Report, *, moment: Moment) -> None:
    """Enqueue a comparison of a report that has just been frozen or amended."""
    work.jobs.add(_job(report.id, moment))


def comparing(catalogue: Catalogue) -> Handler:
    """Return what compares one frozen report and keeps how much has drifted."""

    def compare(work: Repositories, job: Job, moment: Moment) -> Callable[[Repositories], None]:
        try:
            report = work.reports.get(str(job.payload["report"]))
        except NotFoundError:
            return _nothing
        if report.status is not ReportStatus.FROZEN:
            return _nothing
        drift = drift_of(work, report, measures=catalogue.measures, today=moment.today)
        items, arrived = len(drift.changes), len(drift.arrived)

        def keep(work: Repositories) -> None:
            work.reports.keep_drift(report, items=items, arrived=arrived)

        return keep

    return compare


def _month(key: tuple[str, ...]) -> int:
    """Return from which month's end on a report's figures see a change."""
    if key[1] in {"year", "with"}:
        return 0
    if key[1] == "at" and key[3] == Basis.REPORTED.value:
        return int(key[2])
    return NEVER


def _job(report: str, moment: Moment) -> Job:
    return Job(
        id=uuid4().hex,
        kind=JobKind.DRIFT,
        key=report,
        payload={"report": report},
        due_at=moment.now + MEANWHILE,
        enqueued_at=moment.now,
    )


def _nothing(_: Repositories) -> None:
    """Keep nothing."""
