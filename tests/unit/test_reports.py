"""Reports: begun and written by a body's people, signed by it, taken in by the Front above."""

from dataclasses import replace
from datetime import date

import pytest

from core.domain.access import Role
from core.domain.calendar_windows import default_window
from core.domain.calendars import Calendar, Extension
from core.domain.errors import (
    ConflictError,
    ForbiddenError,
    InvalidError,
    NotFoundError,
    PreconditionMissingError,
    StaleVersionError,
)
from core.domain.periods import Period
from core.domain.registration_search import Page
from core.domain.report_rules import MOVES, ReportAction, after
from core.domain.reports import ReportDraft, ReportStatus
from core.domain.tenants import PluginSwitch
from core.domain.time import Moment
from core.services.reporting import (
    ReportStep,
    create,
    edit,
    find_reports,
    read_report,
    transition,
)

from ..fakes.reports import ReportingTree
from ..fakes.small_tree import NOW, UNITS, codes_of

HALF = Period.parse("2017-H1")
OPENS, DUE, CLOSES, LOCKS = (
    date(2017, 5, 31), date(2017, 7, 10), date(2017, 7, 31), date(2017, 9, 28),
)  # fmt: skip
ON_TIME, LATE, CLOSED, LOCKED = (
    date(2017, 7, 5), date(2017, 7, 11), date(2017, 8, 1), date(2017, 9, 29),
)  # fmt: skip
SUBMIT, RETURN, ACCEPT = ReportAction.SUBMIT, ReportAction.RETURN, ReportAction.ACCEPT
OFFICER, APPROVER = Role.OFFICER, Role.APPROVER


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


def at(day):
    return Moment(now=NOW, today=day)


def a_draft(tenant="c02050", organization="phu_nu", period=HALF, **said):
    return ReportDraft(tenant=tenant, organization=organization, period=period, **said)


def begin(work, *args, on=ON_TIME, **said):
    return create(a_draft(*args, **said), work=work, moment=at(on))


def step(work, report, action, *, on=ON_TIME, reason=None, version=None):
    return transition(
        report.id, ReportStep(action=action, reason=reason), version=version or report.version,
        work=work, moment=at(on),
    )  # fmt: skip


def send(work, *args, on=ON_TIME):
    return step(work, begin(work, *args, on=on), SUBMIT, on=on)


def refused(error, act, *args, **kwargs):
    with pytest.raises(error) as caught:
        act(*args, **kwargs)
    return caught.value.reason


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
    ("on", "reason"),
    [
        (date(2017, 5, 30), "period_not_open"),
        (CLOSED, "period_closed"),
        (LOCKED, "locked"),
    ],
)
def test_out_of_its_time_no_report_begins(women, on, reason):
    with pytest.raises(ConflictError) as caught:
        begin(women, on=on)
    assert caught.value.reason == reason
    assert caught.value.params["opens"] == OPENS
    assert caught.value.params["ask"] == "district Tên d064"


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
    world, women, front
):
    draft = begin(women, "c02050", "phu_nu", Period.parse("2017-Q2"))
    returned = step(front, send(women), RETURN, reason="Thiếu số hộ")

    assert refused(ConflictError, step, women, draft, SUBMIT, on=CLOSED) == "period_closed"
    corrected = edit(returned.id, a_draft(nothing=True), version=returned.version, work=women,
                     moment=at(CLOSED))  # fmt: skip
    assert step(women, corrected, SUBMIT, on=CLOSED).status is ReportStatus.SUBMITTED


def test_once_locked_nothing_changes(women, front):
    draft, sent = begin(women, "c02050", "phu_nu", Period.parse("2017-Q2")), send(women)
    said = {"version": draft.version, "work": women, "moment": at(LOCKED)}

    text = a_draft(period=draft.period)
    assert refused(ConflictError, edit, draft.id, text, **said) == "locked"
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


@pytest.mark.parametrize("status", ReportStatus)
@pytest.mark.parametrize("action", ReportAction)
def test_an_act_is_possible_in_its_own_states_only(status, action):
    possible, leads_to = MOVES[action]
    if status in possible:
        assert after(status, action) is leads_to
    else:
        assert refused(ConflictError, after, status, action) == "wrong_state"


def test_a_report_goes_back_and_forth_until_it_is_accepted(women, front):
    sent = send(women)
    assert refused(ConflictError, step, women, sent, SUBMIT) == "wrong_state"
    accepted = step(front, sent, ACCEPT)
    assert refused(ConflictError, step, front, accepted, ACCEPT) == "wrong_state"
    returned = step(front, accepted, RETURN, reason=" Số hộ  chưa khớp ")

    assert (returned.status, returned.return_reason) == (ReportStatus.RETURNED, "Số hộ chưa khớp")
    assert refused(ConflictError, step, front, returned, RETURN, reason="x") == "wrong_state"
    assert refused(ConflictError, step, front, returned, ACCEPT) == "wrong_state"


@pytest.mark.parametrize("reason", [None, "", " \n "])
def test_returning_needs_a_reason(women, front, reason):
    sent = send(women)
    with pytest.raises(InvalidError) as caught:
        step(front, sent, RETURN, reason=reason)
    assert codes_of(caught) == [("reason", "required")]


def test_what_was_sent_is_not_edited_until_it_is_returned(women, front):
    sent = send(women)

    def change(report):
        return edit(report.id, a_draft(nothing=True), version=report.version, work=women,
                    moment=at(ON_TIME))  # fmt: skip

    assert refused(ConflictError, change, sent) == "wrong_state"
    accepted = step(front, sent, ACCEPT)
    assert refused(ConflictError, change, accepted) == "wrong_state"
    assert change(step(front, accepted, RETURN, reason="Thiếu")).nothing


def test_tenant_organization_and_period_of_a_report_stay(women):
    report = begin(women)
    other = a_draft("c02071", "nong_dan", Period.parse("2017"))
    with pytest.raises(InvalidError) as caught:
        edit(report.id, other, version=1, work=women, moment=at(ON_TIME))
    assert codes_of(caught) == [
        ("tenant", "cannot_change"), ("organization", "cannot_change"), ("period", "cannot_change"),
    ]  # fmt: skip


def test_a_change_of_what_is_stale_names_the_parts_that_differ(women):
    report = begin(women, parts={"chi_dao": "Một", "han_che": "Chưa đều"})
    text = a_draft(parts={"chi_dao": "Hai", "han_che": "Chưa đều"}, nothing=True)
    edit(report.id, text, version=1, work=women, moment=at(ON_TIME))

    with pytest.raises(StaleVersionError) as caught:
        edit(report.id, a_draft(), version=1, work=women, moment=at(ON_TIME))
    assert caught.value.params["fields"] == ["nothing", "parts.chi_dao"]
    with pytest.raises(PreconditionMissingError):
        edit(report.id, a_draft(), version=None, work=women, moment=at(ON_TIME))


def test_where_there_is_an_approver_the_officer_does_not_submit(world, women):
    report = begin(women)
    approver = world.acting_as("cuc", world.staff("c02050", role=APPROVER))

    assert refused(ForbiddenError, step, women, report, SUBMIT) == "forbidden_for_role"
    assert step(approver, report, SUBMIT).submitted_by == "cuc"


@pytest.mark.parametrize(
    "gone", [{"valid_to": date(2017, 7, 4)}, {"valid_from": date(2017, 7, 6)}, {"disabled": True}]
)
def test_an_approver_who_is_not_there_stands_in_nobody_s_way(world, women, gone):
    world.staff("c02050", role=APPROVER, **gone)

    assert send(women).status is ReportStatus.SUBMITTED


def test_an_approver_above_or_of_another_organization_does_not_sign_for_the_body(world, women):
    report = begin(women)
    for tenant, organization in (("d064", "phu_nu"), ("c02050", "nong_dan"), ("c02050", "mttq")):
        other = world.acting_as("mai", world.staff(tenant, organization, APPROVER))
        error = ForbiddenError if (tenant, organization) == ("d064", "phu_nu") else NotFoundError
        assert refused(error, step, other, report, SUBMIT)


def test_a_report_is_taken_in_by_the_front_of_its_own_tenant_only(world, women, front):
    sent = send(women)
    for tenant in ("d064", "p06", "vn"):
        above = world.acting_as("mai", world.staff(tenant, "mttq", APPROVER))
        assert refused(ForbiddenError, step, above, sent, ACCEPT) == "forbidden_for_role"
    assert refused(ForbiddenError, step, women, sent, ACCEPT) == "forbidden_for_role"
    assert step(front, sent, ACCEPT).status is ReportStatus.ACCEPTED


def test_the_front_s_own_report_goes_to_the_front_above(world, front):
    sent = send(front, "c02050", "mttq")
    officer = world.acting_as("mai", world.staff("d064", "mttq"))
    province = world.acting_as("an", world.staff("p06", "mttq", APPROVER))

    assert refused(ForbiddenError, step, province, sent, ACCEPT) == "forbidden_for_role"
    assert refused(ForbiddenError, step, front, sent, RETURN, reason="x") == "forbidden_for_role"
    approver = world.acting_as("vu", world.staff("d064", "mttq", APPROVER))
    assert refused(ForbiddenError, step, officer, sent, ACCEPT) == "forbidden_for_role"
    assert step(approver, sent, ACCEPT).status is ReportStatus.ACCEPTED


def test_nobody_accepts_what_they_wrote_themselves_unless_the_tenant_allows_it(world, women):
    sent = send(women)
    same_person = world.acting_as("hoa", world.staff("c02050", "mttq"))
    assert refused(ForbiddenError, step, same_person, sent, ACCEPT) == "own_report"

    allowed = {"self_confirmation": True}
    world.forest.units["p06"] = replace(world.forest.units["p06"], settings=allowed)
    assert step(same_person, sent, ACCEPT).status is ReportStatus.ACCEPTED
    assert world.acts[-1].details["self_confirmed"]


def test_the_front_does_not_know_of_a_draft(women, front):
    draft = begin(women)

    assert refused(NotFoundError, step, front, draft, ACCEPT) == "not_found"
    assert find_reports(front, page=Page(limit=10), up_to=10) == ([], 0)


def test_a_list_is_of_a_tenant_s_subtree_and_of_what_is_asked(world, women, front):
    sent = send(women)
    own = begin(front, "c02050", "mttq")
    district = world.acting_as("mai", world.staff("d064", "mttq"))
    page = {"page": Page(limit=10), "up_to": 100}

    assert find_reports(district, tenant="c02050", **page)[1] == 2
    assert find_reports(district, organization="phu_nu", **page) == ([sent], 1)
    assert find_reports(district, status=ReportStatus.DRAFT, **page) == ([own], 1)
    assert find_reports(district, period=HALF, late=True, **page) == ([], 0)
    with pytest.raises(NotFoundError):
        find_reports(district, tenant="p02", **page)


def test_each_act_is_recorded_with_the_names_of_what_changed_and_never_the_texts(
    world, women, front
):
    text = {"chi_dao": "Đã ban hành kế hoạch"}
    report = begin(women, parts=text)
    report = edit(report.id, a_draft(parts=text | {"ket_qua": "Tốt"}, nothing=True), version=1,
                  work=women, moment=at(ON_TIME))  # fmt: skip
    report = step(front, step(women, report, SUBMIT), RETURN, reason="Chưa rõ")
    step(front, step(women, report, SUBMIT), ACCEPT)

    assert [(act.action, [change.field for change in act.changes]) for act in world.acts] == [
        ("report.create", ["status", "parts.chi_dao"]),
        ("report.edit", ["nothing", "parts.ket_qua"]),
        ("report.submit", ["status", "submitted_on"]),
        ("report.return", ["status", "return_reason"]),
        ("report.submit", ["status", "return_reason"]),
        ("report.accept", ["status"]),
    ]
    assert [act.unsubmitted for act in world.acts] == [True, True, False, False, False, False]
    assert world.acts[3].reason == "Chưa rõ"
    assert "kế hoạch" not in repr(world.acts)


def test_every_level_of_the_tree_can_report(world):
    for unit in UNITS[1:5]:
        work = world.acting_as(unit.id, world.staff(unit.id, "mttq"))
        assert send(work, unit.id, "mttq").status is ReportStatus.SUBMITTED
