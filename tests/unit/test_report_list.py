"""What a list of reports is narrowed to, and the sums above it."""

from datetime import UTC, date, datetime

import pytest

from core.domain.periods import Period
from core.domain.report_tallies import Timeliness
from core.domain.reports import Body, Report, ReportStatus
from core.domain.tenants import Dated, Level, Tenant
from core.services.report_standing import Standing, periods_asked
from core.web.report_list import Show, by_child, matches, sums

NOW = datetime(2018, 2, 5, tzinfo=UTC)
DUE = date(2018, 1, 10)
YEAR = Period(year=2017)


def a_unit(id_, path, level=Level.COMMUNE):
    return Tenant(
        id=id_, code=id_, level=level, names=(Dated(value=id_),), paths=(Dated(value=path),)
    )


BA_BE = a_unit("d061", "vn/p06/d061/", Level.DISTRICT)
NAM_MAU = a_unit("c1", "vn/p06/d061/c1/")
CHO_DON = a_unit("d064", "vn/p06/d064/", Level.DISTRICT)
PROVINCE = a_unit("p06", "vn/p06/", Level.PROVINCE)


def a_standing(timeliness, status=None, unit=NAM_MAU, organization="phu_nu"):
    report = None
    if status is not None:
        report = Report(
            id=f"{unit.id}-{organization}", tenant=unit.id, path=unit.path_on(DUE),
            organization=organization, period=YEAR, status=status, created_at=NOW,
            created_by="hoa", updated_at=NOW,
        )  # fmt: skip
    return Standing(
        body=Body(unit.id, organization), tenant=unit, due=DUE, timeliness=timeliness,
        direct=True, report=report,
    )  # fmt: skip


SENT = a_standing(Timeliness.ON_TIME, ReportStatus.SUBMITTED)
ACCEPTED_LATE = a_standing(Timeliness.LATE, ReportStatus.ACCEPTED)
RETURNED = a_standing(Timeliness.MISSING, ReportStatus.RETURNED, CHO_DON, "mttq")
NOT_YET = a_standing(Timeliness.PENDING)
EVERY = (SENT, ACCEPTED_LATE, RETURNED, NOT_YET)


@pytest.mark.parametrize(
    ("show", "found"),
    [
        (Show.ON_TIME, [SENT]),
        (Show.LATE, [ACCEPTED_LATE]),
        (Show.MISSING, [RETURNED, NOT_YET]),
        (Show.OVERDUE, [RETURNED]),
        (Show.PENDING, [NOT_YET]),
        (Show.WAITING, [SENT]),
        (Show.RETURNED, [RETURNED]),
        (Show.ACCEPTED, [ACCEPTED_LATE]),
    ],
)
def test_what_was_returned_is_owed_again_and_what_is_not_yet_due_is_not_sent(show, found):
    assert [one for one in EVERY if matches(one, show)] == found


def test_the_sums_add_up_to_all_that_are_expected():
    counted = sums(EVERY)

    assert counted.on_time + counted.late + counted.missing == counted.expected == len(EVERY)
    assert (counted.overdue, counted.waiting, counted.accepted) == (1, 1, 1)


def test_each_unit_below_is_summed_with_all_below_it():
    found = by_child(EVERY, PROVINCE, [BA_BE, CHO_DON], day=DUE)

    assert [(one.tenant, one.on_time, one.late, one.missing) for one in found] == [
        (BA_BE, 1, 1, 1),
        (CHO_DON, 0, 0, 1),
    ]


def test_the_plan_asks_for_a_report_of_the_half_and_of_the_year():
    assert [str(period) for period in periods_asked(2017)] == ["2017-H1", "2017"]
