"""Reports: signed by their body, returned and taken in by the Front above, told to the audit."""

from dataclasses import replace
from datetime import date

import pytest

from core.domain.access import Role
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
from core.domain.reports import ReportStatus
from core.services.reporting import edit, find_reports

from ..fakes.reporting import (
    HALF,
    ON_TIME,
    ReportingTree,
    a_draft,
    at,
    begin,
    refused,
    send,
    step,
    write,
)
from ..fakes.small_tree import UNITS, codes_of

SUBMIT, RETURN, ACCEPT = ReportAction.SUBMIT, ReportAction.RETURN, ReportAction.ACCEPT
APPROVER = Role.APPROVER


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
        return write(women, report, a_draft(nothing=True))

    assert refused(ConflictError, change, sent) == "wrong_state"
    accepted = step(front, sent, ACCEPT)
    assert refused(ConflictError, change, accepted) == "wrong_state"
    assert change(step(front, accepted, RETURN, reason="Thiếu")).nothing


def test_tenant_organization_and_period_of_a_report_stay(women):
    report = begin(women)
    other = a_draft("c02071", "nong_dan", Period.parse("2017"))
    with pytest.raises(InvalidError) as caught:
        write(women, report, other, version=1)
    assert codes_of(caught) == [
        ("tenant", "cannot_change"), ("organization", "cannot_change"), ("period", "cannot_change"),
    ]  # fmt: skip


def test_a_change_of_what_is_stale_names_the_parts_that_differ(women):
    report = begin(women, parts={"chi_dao": "Một", "han_che": "Chưa đều"})
    text = a_draft(parts={"chi_dao": "Hai", "han_che": "Chưa đều"}, nothing=True)
    write(women, report, text, version=1)

    with pytest.raises(StaleVersionError) as caught:
        write(women, report, a_draft(), version=1)
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
    report = write(women, report, a_draft(parts=text | {"ket_qua": "Tốt"}, nothing=True))
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
