"""Reports: begun and written by a body's people, in the time its calendar gives."""

from dataclasses import replace
from datetime import date

import pytest

from core.domain.access import Role
from core.domain.calendar_windows import default_window
from core.domain.calendars import Calendar, Extension
from core.domain.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from core.domain.periods import Period
from core.domain.report_rules import ReportAction
from core.domain.reports import ReportStatus
from core.domain.tenants import PluginSwitch
from core.services.reporting import read_report

from ..fakes.reporting import ReportingTree, a_draft, begin, refused, send, step, write
from ..fakes.small_tree import NOW, codes_of

OPENS, DUE, CLOSES, LOCKS = (
    date(2017, 5, 31), date(2017, 7, 10), date(2017, 7, 31), date(2017, 9, 28),
)  # fmt: skip
LATE, CLOSED, LOCKED = date(2017, 7, 11), date(2017, 8, 1), date(2017, 9, 29)
SUBMIT, RETURN, ACCEPT = ReportAction.SUBMIT, ReportAction.RETURN, ReportAction.ACCEPT


@pytest.fixture
def world():
    return ReportingTree()


@pytest.fixture
def women(world):
    """The commune's Women's Union: an officer who writes, and nobody else."""
    return world.acting_as("hoa", world.staff("c02050"))


@pytest.fixture
def front(world):
    """The officer of the commune's Front, who receives what its organizations report."""
    return world.acting_as("lan", world.staff("c02050", "mttq"))


def test_a_report_begins_as_a_draft_with_tidy_texts_and_without_empty_ones(women):
    report = begin(
        women, parts={"ket_qua": " Xây dựng  02 mô hình \n\n Duy trì 01 ", "han_che": " "}
    )

    assert report.status is ReportStatus.DRAFT
    assert report.parts == {"ket_qua": "Xây dựng 02 mô hình\n\nDuy trì 01"}
    assert (report.path, report.created_by) == ("vn/p06/d064/c02050/", "hoa")
    assert read_report(women, report.id) == report


def test_a_body_may_state_that_it_has_nothing_to_report(women):
    assert begin(women, nothing=True).nothing


def test_a_text_that_is_no_part_or_too_long_is_refused_field_by_field(women):
    with pytest.raises(InvalidError) as caught:
        begin(women, parts={"loi_khen": "Tốt", "ket_qua": "x" * 10_001, "han_che": "y" * 10_000})
    assert codes_of(caught) == [("parts.loi_khen", "unknown_field"), ("parts.ket_qua", "too_long")]


def test_the_second_report_of_a_body_for_a_period_is_refused(women):
    begin(women)
    assert refused(ConflictError, begin, women) == "report_exists"
    begin(women, "c02050", "phu_nu", Period.parse("2017-Q2"))


def test_only_writers_of_the_organization_there_or_above_begin_a_report(world):
    above = world.acting_as("mai", world.staff("d064"))
    assert begin(above).entered_from_above

    viewer = world.acting_as("nam", world.staff("c02071", role=Role.VIEWER))
    farmer = world.acting_as("ba", world.staff("c02071", "nong_dan"))
    other = world.acting_as("tu", world.staff("p02"))
    assert refused(ForbiddenError, begin, viewer, "c02071") == "forbidden_for_role"
    assert refused(ForbiddenError, begin, farmer, "c02071") == "forbidden_for_role"
    assert refused(NotFoundError, begin, other, "c02071") == "not_found"


def test_the_front_of_the_country_reports_to_nobody(world):
    with pytest.raises(InvalidError) as caught:
        begin(world.acting_as("an", world.staff("vn", "mttq")), "vn", "mttq")
    assert codes_of(caught) == [("organization", "no_receiver")]


def test_an_organization_of_the_country_reports_to_its_front(world):
    report = send(world.acting_as("an", world.staff("vn")), "vn")
    front = world.acting_as("binh", world.staff("vn", "mttq"))

    assert step(front, report, ACCEPT).status is ReportStatus.ACCEPTED


def test_a_unit_closed_before_the_period_ended_reports_no_more(world):
    heir = world.acting_as("hoa", world.staff("c02050"))
    assert refused(ConflictError, begin, heir, "c02000") == "tenant_closed"


def test_a_unit_that_began_after_the_period_ended_reports_nothing_of_it(world):
    world.forest.units["c02071"] = replace(
        world.forest.units["c02071"], valid_from=date(2017, 7, 1)
    )
    work = world.acting_as("hoa", world.staff("c02071"))
    assert refused(ConflictError, begin, work, "c02071") == "tenant_not_in_force"


def test_what_a_unit_closed_on_the_last_day_still_owes_its_heir_signs(world):
    world.forest.units["c02000"] = replace(world.forest.units["c02000"], valid_to=date(2017, 6, 30))
    heir = world.acting_as("hoa", world.staff("c02050"))
    front = world.acting_as("lan", world.staff("c02050", "mttq"))

    report = send(heir, "c02000")
    assert step(front, report, ACCEPT).status is ReportStatus.ACCEPTED


def test_where_the_plugin_is_switched_off_no_report_begins(world, women):
    off = PluginSwitch(code="phu_nu", enabled=False)
    world.forest.units["p06"] = replace(world.forest.units["p06"], plugins=(off,))
    assert refused(ConflictError, begin, women) == "plugin_unavailable"


@pytest.mark.parametrize(
    ("on", "reason", "ask"),
    [
        (date(2017, 5, 30), "period_not_open", "district Tên d064"),
        (CLOSED, "period_closed", "district Tên d064"),
        (LOCKED, "locked", "province Tên p06"),
    ],
)
def test_out_of_its_time_no_report_begins(women, on, reason, ask):
    with pytest.raises(ConflictError) as caught:
        begin(women, on=on)
    assert caught.value.reason == reason
    assert caught.value.params["opens"] == OPENS
    assert caught.value.params["ask"] == ask


@pytest.mark.parametrize(
    ("on", "late"), [(OPENS, False), (DUE, False), (LATE, True), (CLOSES, True)]
)
def test_lateness_is_judged_at_the_first_submission(women, on, late):
    sent = send(women, on=on)

    assert sent.status is ReportStatus.SUBMITTED
    assert (sent.late, sent.submitted_on, sent.submitted_by) == (late, on, "hoa")


def test_lateness_is_kept_whatever_comes_later(women, front):
    sent = send(women, on=DUE)
    returned = step(front, sent, RETURN, on=CLOSES, reason="Thiếu số hộ")
    again = step(women, returned, SUBMIT, on=LOCKS)

    assert (again.late, again.submitted_on, again.return_reason) == (False, DUE, None)


def test_after_closing_a_first_submission_is_refused_but_a_returned_report_is_corrected(
    women, front
):
    draft = begin(women, "c02050", "phu_nu", Period.parse("2017-Q2"))
    returned = step(front, send(women), RETURN, reason="Thiếu số hộ")

    assert refused(ConflictError, step, women, draft, SUBMIT, on=CLOSED) == "period_closed"
    corrected = write(women, returned, a_draft(nothing=True), on=CLOSED)
    assert step(women, corrected, SUBMIT, on=CLOSED).status is ReportStatus.SUBMITTED


def test_once_locked_nothing_changes(women, front):
    draft, sent = begin(women, "c02050", "phu_nu", Period.parse("2017-Q2")), send(women)
    text = a_draft(period=draft.period)

    assert refused(ConflictError, write, women, draft, text, on=LOCKED) == "locked"
    assert refused(ConflictError, step, women, draft, SUBMIT, on=LOCKED) == "locked"
    assert refused(ConflictError, step, front, sent, ACCEPT, on=LOCKED) == "locked"
    assert refused(ConflictError, step, front, sent, RETURN, on=LOCKED, reason="x") == "locked"


def test_the_province_s_dates_and_an_extension_for_one_organization_bind(world, women):
    window = replace(default_window(2017, "2017-H1"), due=date(2017, 6, 20))
    province = world.forest.units["p06"]
    world.shelf.calendars["p06", 2017] = Calendar(
        tenant="p06", level=province.level, year=2017, parts={"2017-H1": window}, version=1
    )
    farmers = world.acting_as("ba", world.staff("c02050", "nong_dan"))
    world.shelf.extensions.append(
        Extension(
            id="e", tenant="d064", year=2017, part="2017-H1", organization="phu_nu",
            until=CLOSED, reason="Mưa lũ", granted_by="p06", by="an", at=NOW,
        )
    )  # fmt: skip

    assert not send(women, on=CLOSED).late
    assert send(farmers, "c02050", "nong_dan").late
