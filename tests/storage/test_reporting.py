"""A report's whole way in the real database: every step a transaction, with its audit entry."""

from datetime import UTC, date, datetime

import pytest

from core.domain.access import OPERATOR, Assignment, Role, Scope
from core.domain.audit_search import AuditFilter
from core.domain.errors import ConflictError, StaleVersionError
from core.domain.people import HeldAssignment, User
from core.domain.periods import Period
from core.domain.report_rules import ReportAction
from core.domain.report_tallies import ReportCounts
from core.domain.reports import ReportDraft, ReportStatus
from core.domain.time import Moment
from core.services.report_counts import count_reports
from core.services.reporting import ReportStep, create, edit, transition
from core.storage import audit, calendars, reports, tenants, users
from core.storage.database import declare
from core.storage.store import MongoStore

from ..fakes.small_tree import STEPS, UNITS

pytestmark = pytest.mark.mongo

MOMENT = Moment(now=datetime(2026, 11, 22, 8, 0, tzinfo=UTC), today=date(2017, 7, 11))
HALF = Period.parse("2017-H1")
PATH = "vn/p06/d064/c02050/"
DRAFT = ReportDraft(
    tenant="c02050", organization="phu_nu", period=HALF, parts={"ket_qua": "Duy trì 02 mô hình"}
)


@pytest.fixture
def store(mongo_uri, database_name):
    store = MongoStore(mongo_uri, database_name, b"key")
    for module in (audit, calendars, reports, tenants, users):
        declare(store.database, module.DECLARATIONS)
    store.read(OPERATOR).tenants.put_tree(UNITS, STEPS)
    store.read(OPERATOR).users.add(
        *(a_user(number, org) for number, org in enumerate(["phu_nu", "mttq"]))
    )
    yield store
    store.close()


def a_user(number, organization):
    held = HeldAssignment(
        id=organization, tenant="c02050", path=PATH, organization=organization, role=Role.APPROVER
    )
    return User(
        id=f"u{number}", username=f"can.bo.{number}", name="Hoa", created_at=MOMENT.now,
        assignments=(held,),
    )  # fmt: skip


def scope_of(organization):
    held = Assignment(
        id=organization, tenant="c02050", organization=organization, role=Role.APPROVER, path=PATH,
        paths=(PATH,), sight=(PATH,),
    )  # fmt: skip
    return Scope(user=organization, assignments=(held,))


def begin(store):
    act = lambda work: create(DRAFT, work=work, moment=MOMENT)  # noqa: E731
    return store.write(scope_of("phu_nu"), act)


def step(store, organization, report, action, reason=None):
    asked = ReportStep(action=action, reason=reason)

    def act(work):
        return transition(report.id, asked, version=report.version, work=work, moment=MOMENT)

    return store.write(scope_of(organization), act)


def counted(store):
    work = store.read(scope_of("mttq"))
    return count_reports(work, work.tenants.get("c02050"), HALF, today=MOMENT.today)


def test_a_report_is_sent_late_returned_sent_again_and_accepted(store):
    report = step(store, "phu_nu", begin(store), ReportAction.SUBMIT)
    assert counted(store) == ReportCounts(late=1, missing=1)
    report = step(store, "mttq", report, ReportAction.RETURN, "Chưa rõ số hộ")
    assert counted(store) == ReportCounts(missing=2)
    report = step(store, "phu_nu", report, ReportAction.SUBMIT)
    report = step(store, "mttq", report, ReportAction.ACCEPT)

    assert (report.status, report.late) == (ReportStatus.ACCEPTED, True)
    assert store.read(scope_of("phu_nu")).reports.get(report.id) == report
    assert counted(store) == ReportCounts(late=1, missing=1)
    entries = store.read(OPERATOR).audit.of_target(report.id)
    assert [entry.content["action"] for entry in entries] == [
        "report.create", "report.submit", "report.return", "report.submit", "report.accept",
    ]  # fmt: skip


def test_a_second_report_and_a_stale_change_leave_everything_as_it_was(store):
    report = begin(store)
    with pytest.raises(ConflictError) as caught:
        begin(store)
    assert caught.value.reason == "report_exists"
    sent = step(store, "phu_nu", report, ReportAction.SUBMIT)

    def change(work):
        return edit(report.id, DRAFT, version=1, work=work, moment=MOMENT)

    with pytest.raises(StaleVersionError) as stale:
        store.write(scope_of("phu_nu"), change)
    assert stale.value.params["fields"] == ["late", "status", "submitted_on"]
    assert store.read(OPERATOR).reports.get(report.id) == sent
    assert len(store.read(OPERATOR).audit.of_target(report.id)) == 2


def test_the_front_reads_nothing_of_a_draft_in_the_audit_either(store):
    about = AuditFilter(target=begin(store).id)

    def told(organization):
        return store.read(scope_of(organization)).audit.search(filters=about, limit=9, skip=0)[1]

    assert (told("phu_nu"), told("mttq")) == (1, 0)
