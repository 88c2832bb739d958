"""A small tree with people in it, whose bodies begin, write and send their reports."""

from datetime import date
from types import SimpleNamespace

import pytest

from core.domain.access import Role, Scope
from core.domain.audit import Entry
from core.domain.people import HeldAssignment
from core.domain.periods import Period
from core.domain.report_rules import ReportAction
from core.domain.reports import ReportDraft
from core.domain.time import Moment
from core.services.reporting import ReportStep, create, edit, transition
from core.storage.audit import content_of

from .reports import InMemoryBodies, InMemoryReports
from .small_tree import NOW, SmallTree

HALF = Period.parse("2017-H1")
ON_TIME = date(2017, 7, 5)


def at(day):
    return Moment(now=NOW, today=day)


def a_draft(tenant="c02050", organization="phu_nu", period=HALF, **said):
    return ReportDraft(tenant=tenant, organization=organization, period=period, **said)


def begin(work, *args, on=ON_TIME, **said):
    return create(a_draft(*args, **said), work=work, moment=at(on))


def write(work, report, draft, *, on=ON_TIME, version=None):
    return edit(report.id, draft, version=version or report.version, work=work, moment=at(on))


def step(work, report, action, *, on=ON_TIME, reason=None):
    return transition(
        report.id, ReportStep(action=action, reason=reason), version=report.version, work=work,
        moment=at(on),
    )  # fmt: skip


def send(work, *args, on=ON_TIME):
    return step(work, begin(work, *args, on=on), ReportAction.SUBMIT, on=on)


def refused(error, act, *args, **kwargs):
    """Return the reason for which *act* is refused."""
    with pytest.raises(error) as caught:
        act(*args, **kwargs)
    return caught.value.reason


class ReportingTree(SmallTree):
    """The small tree with people in it and the reports of their bodies."""

    def __init__(self):
        super().__init__()
        self.reports, self.users = {}, []

    def work(self, scope):
        work = super().work(scope)
        work.reports = InMemoryReports(scope, self.reports)
        work.bodies = InMemoryBodies(scope, self.users)
        work.audit.of_target = self.entries_on
        return work

    def staff(self, tenant, organization="phu_nu", role=Role.OFFICER, *, disabled=False, **days):
        """Assign somebody; return what they act under."""
        held = self.held(tenant, role, organization)
        kept = HeldAssignment(
            id=held.id, tenant=tenant, organization=organization, path=held.path, role=role, **days
        )
        self.users.append(SimpleNamespace(disabled=disabled, assignments=(kept,)))
        return held

    def acting_as(self, user, *held):
        return self.work(Scope(user=user, assignments=held))

    def entries_on(self, target):
        acts = [act for act in self.acts if act.target == target]
        return [
            Entry(
                chain="c", sequence=number, previous="", hash="", at=NOW, user="",
                content=content_of(act, user="", at=NOW),
            )
            for number, act in enumerate(acts)
        ]  # fmt: skip
