"""Reports and staffed bodies in memory, for tests of use cases."""

from collections import defaultdict

from core.domain.access import FRONT, OPERATOR
from core.domain.errors import ConflictError, NotFoundError, StaleVersionError
from core.domain.report_rules import exists_for
from core.domain.report_tallies import Term
from core.domain.reports import SENT, Body, ReportStatus, SignedReport


class InMemoryReports:
    """``kept`` is what fakes of different scopes share, as repositories share a database."""

    def __init__(self, scope=OPERATOR, kept=None):
        self._scope = scope
        self._kept = {} if kept is None else kept

    def get(self, report_id):
        report = self._kept.get(report_id)
        if report is None or not exists_for(self._scope, report):
            raise NotFoundError
        return report

    def add(self, report):
        self._refuse_outside(report)
        same = (report.body, report.period)
        if any((each.body, each.period) == same for each in self._kept.values()):
            raise ConflictError("report_exists", period=str(report.period))
        self._kept[report.id] = report

    def replace(self, report, *, before):
        self._refuse_outside(report)
        stored = self._kept.get(before.id)
        gone = stored is None or not exists_for(self._scope, stored)
        if gone or stored.version != before.version:
            raise StaleVersionError(fields=[])
        self._kept[report.id] = report

    def search(self, wanted, page):
        found = self._wanted(wanted)
        if page.after:
            found = [each for each in found if (each.created_at, each.id) < page.after]
        return found[page.skip : page.skip + page.limit]

    def count(self, wanted, *, up_to):
        return min(len(self._wanted(wanted)), up_to)

    def frozen_above(self, path, organization, *, year):
        return [
            SignedReport(each.id, each.body, each.period, each.edition or 0)
            for each in self._kept.values()
            if each.tenant in path.strip("/").split("/")
            and each.organization in {FRONT, organization}
            and each.period.year == year
            and each.status is ReportStatus.FROZEN
        ]

    def sent(self, period, *, prefixes, organizations=None):
        return {
            each.body: each.late
            for each in self._kept.values()
            if each.period == period
            and each.status in SENT
            and each.path.startswith(tuple(prefixes))
            and (organizations is None or each.organization in organizations)
            and exists_for(self._scope, each)
        }

    def _wanted(self, wanted):
        found = [
            each
            for each in self._kept.values()
            if exists_for(self._scope, each)
            and (not wanted.prefixes or each.path.startswith(wanted.prefixes))
            and (not wanted.tenants or each.tenant in wanted.tenants)
            and all(
                getattr(wanted, name) in (None, getattr(each, name))
                for name in ("tenant", "organization", "period", "status", "late")
            )
        ]
        return sorted(found, key=lambda each: (each.created_at, each.id), reverse=True)

    def _refuse_outside(self, report):
        if not self._scope.sees(report.path):
            raise NotFoundError


class InMemoryBodies:
    """``users`` are those of the database, of whom only the assignments are told."""

    def __init__(self, scope=OPERATOR, users=()):
        self._scope = scope
        self._users = users

    def holds(self, *, paths, organization, role, on):
        return any(
            each.path in paths
            and (each.organization, each.role) == (organization, role)
            and each.in_force_on(on)
            for user in self._users
            if not user.disabled
            for each in user.assignments
        )

    def terms(self, *, prefixes, organizations=None):
        found = defaultdict(list)
        for user in self._users:
            for each in user.assignments:
                asked = organizations is None or each.organization in organizations
                seen = self._scope.sees(each.path) and each.path.startswith(tuple(prefixes))
                term = Term(valid_from=each.valid_from, valid_to=each.valid_to)
                body = Body(each.tenant, each.organization)
                if asked and seen and term not in found[body]:
                    found[body].append(term)
        return {body: terms for body, terms in found.items() if terms}
