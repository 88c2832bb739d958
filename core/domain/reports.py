"""A report: what one body tells the Front of one period; its words are here, its figures live."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from core.domain.periods import Period

PARTS = (
    "chi_dao", "hiep_thuong", "ket_qua", "han_che", "nguyen_nhan", "phuong_huong", "kien_nghi",
)  # fmt: skip
"""Chỉ đạo, hiệp thương, kết quả, hạn chế, nguyên nhân, phương hướng kỳ tới, kiến nghị."""

PART_LIMIT = 10_000
"""The most characters a part may have."""


class ReportStatus(StrEnum):
    """Where a report stands (domain.md §0)."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    FROZEN = "frozen"


SENT = frozenset({ReportStatus.SUBMITTED, ReportStatus.ACCEPTED, ReportStatus.FROZEN})
"""What counts as reported; one that was returned does not until it is sent again."""

TAKEN_IN = frozenset({ReportStatus.ACCEPTED, ReportStatus.FROZEN})
"""What the receiving Front has accepted, whether it has signed it off or not yet."""


class Body(NamedTuple):
    """Who reports: an organization, or the Front, of one tenant."""

    tenant: str
    organization: str


class SignedReport(NamedTuple):
    """Which figures were signed off: whose, of which period, by which edition (0: the freeze)."""

    id: str
    body: Body
    period: Period
    edition: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDraft:
    """What a body may state: the body of ``POST`` and ``PUT /reports``.

    ``nothing`` says «không có gì để báo cáo»; ``parts`` are texts by a code of ``PARTS``, lines
    kept, empty ones left out.
    """

    tenant: str
    organization: str
    period: Period
    nothing: bool = False
    parts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One body's report for one period; ``path`` is the tenant's when it was made, and stays.

    ``submitted_on`` (the rules' date), ``submitted_at`` (real time) and ``submitted_by`` are those
    of the first submission, by which ``late`` was judged once. ``touched_by`` are the users who
    entered or sent it: none of them may accept it. ``remarks`` are what the receiving Front said
    of single parts when it returned it last. ``edition`` is the number of the last one signed off
    (0: the freeze), ``sha256`` its hash; None before.
    """

    id: str
    tenant: str
    path: str
    organization: str
    period: Period
    status: ReportStatus = ReportStatus.DRAFT
    nothing: bool = False
    parts: Mapping[str, str] = field(default_factory=dict)
    late: bool = False
    submitted_on: date | None = None
    submitted_at: datetime | None = None
    submitted_by: str | None = None
    return_reason: str | None = None
    remarks: Mapping[str, str] = field(default_factory=dict)
    edition: int | None = None
    sha256: str | None = None
    entered_from_above: bool = False
    touched_by: frozenset[str] = frozenset()
    demonstration: bool = False
    version: int = 1
    created_at: datetime
    created_by: str
    updated_at: datetime

    @property
    def body(self) -> Body:
        return Body(self.tenant, self.organization)

    @property
    def ever_submitted(self) -> bool:
        return self.submitted_on is not None

    def revised(self, **changes: Any) -> Report:
        """Return the next version, with *changes*."""
        return replace(self, version=self.version + 1, **changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFilter:
    """What a list is narrowed to; every part is optional, ``prefixes`` are a tenant's sight.

    ``tenant`` is one alone, without what lies below it, ``tenants`` are several such.
    """

    prefixes: tuple[str, ...] = ()
    tenants: tuple[str, ...] = ()
    tenant: str | None = None
    organization: str | None = None
    period: Period | None = None
    status: ReportStatus | None = None
    late: bool | None = None
