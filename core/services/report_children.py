"""Who reports to the Front of a report's tenant: taken in, or recorded as missing with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.domain.access import FRONT
from core.domain.errors import ConflictError, InvalidError, Problem
from core.domain.report_rules import REASON_LIMIT
from core.domain.reports import SENT, Body
from core.domain.text import normalized_lines
from core.services.report_standing import direct_standings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from core.domain.reports import Report
    from core.services.ports.work import Repositories
    from core.services.report_standing import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A body that has not reported, and why that is accepted."""

    tenant: str
    organization: str
    reason: str

    @property
    def body(self) -> Body:
        return Body(self.tenant, self.organization)


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """One body below a report that is signed off: its report as it stood, or why it is missing."""

    body: Body
    report: Report | None
    missing: str | None = None

    def told(self) -> dict[str, Any]:
        """Return it as an edition's content says it."""
        return {
            "tenant": self.body.tenant,
            "organization": self.body.organization,
            "report": self.report.id if self.report else None,
            "status": self.report.status.value if self.report else None,
            "version": self.report.version if self.report else None,
            "late": self.report.late if self.report else None,
            "sha256": self.report.sha256 if self.report else None,
            "missing": self.missing,
        }


def children_of(work: Repositories, report: Report, *, today: date) -> list[Standing]:
    """Return who reports to the Front of *report*'s tenant, the missing first.

    Nobody reports to an organization: its own report stands by itself.
    """
    if report.organization != FRONT:
        return []
    tenant = work.tenants.get(report.tenant)
    standing = direct_standings(work, tenant, report.period, organizations=None, today=today)
    return [one for one in standing if one.direct and one.body != report.body]


def taken_in(
    work: Repositories, report: Report, missing: Sequence[Missing], *, today: date
) -> list[Child]:
    """Return every child with its report or the reason why there is none.

    Raises InvalidError (a reason is empty or too long, or of a body that owes none or has
    reported), ConflictError ``children_missing`` naming those without a report and a reason.
    """
    standing = {one.body: one for one in children_of(work, report, today=today)}
    given = {each.body: normalized_lines(each.reason) for each in missing}
    problems = [*_problems(missing, standing)]
    if problems:
        raise InvalidError(problems=problems)
    left = [one for body, one in standing.items() if not has_reported(one) and body not in given]
    if left:
        raise ConflictError(
            "children_missing",
            count=len(left),
            bodies=[{"tenant": o.body.tenant, "organization": o.body.organization} for o in left],
        )
    return [
        Child(
            body=body,
            report=one.report if has_reported(one) else None,
            missing=given.get(body),
        )
        for body, one in sorted(standing.items())
    ]


def has_reported(one: Standing) -> bool:
    """Tell whether the report of a body stands sent."""
    return one.report is not None and one.report.status in SENT


def _problems(missing: Sequence[Missing], standing: Mapping[Body, Standing]) -> Iterator[Problem]:
    seen: set[Body] = set()
    for number, each in enumerate(missing):
        field = f"missing.{number}"
        reason = normalized_lines(each.reason)
        one = standing.get(each.body)
        if each.body in seen:
            yield Problem(f"{field}.organization", "repeated")
        elif one is None:
            yield Problem(f"{field}.organization", "owes_no_report")
        elif has_reported(one):
            yield Problem(f"{field}.organization", "has_reported")
        seen.add(each.body)
        if not reason:
            yield Problem(f"{field}.reason", "required")
        elif len(reason) > REASON_LIMIT:
            yield Problem(f"{field}.reason", "too_long", {"max_length": REASON_LIMIT})
