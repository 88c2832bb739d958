"""What the form of a report sends: its texts, and how a clash of two versions was settled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import request

from core.domain.report_rules import tidied
from core.domain.reports import PARTS, ReportDraft

if TYPE_CHECKING:
    from core.domain.periods import Period
    from core.domain.reports import Body, Report

LONGEST_VERSION = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class SentReport:
    """A report as it was typed; ``version`` is the one the form was filled from, None: new."""

    key: str
    version: int | None
    nothing: bool
    parts: dict[str, str]
    sending: bool

    def draft(self, body: Body, period: Period) -> ReportDraft:
        return ReportDraft(
            tenant=body.tenant,
            organization=body.organization,
            period=period,
            nothing=self.nothing,
            parts=self.parts,
        )

    def says_the_same_as(self, report: Report) -> bool:
        return self.nothing == report.nothing and tidied(self.parts) == dict(report.parts)

    def differing(self, report: Report) -> list[str]:
        """Return the parts that are worded differently in *report*."""
        typed = tidied(self.parts)
        return [name for name in PARTS if typed.get(name, "") != report.parts.get(name, "")]


def sent_report(stored: Report | None = None) -> SentReport:
    """Return what was sent; where two versions clashed, with each part as it was chosen.

    *stored* is what «theirs» means.
    """
    form = request.form
    version = form.get("version", "")
    sound = version.isascii() and version.isdigit() and len(version) <= LONGEST_VERSION
    return SentReport(
        key=form.get("key", ""),
        version=int(version) if sound else None,
        nothing=form.get("nothing") == "1",
        parts={name: _chosen(name, stored) for name in PARTS},
        sending=form.get("viec") == "gui",
    )


def as_typed(report: Report, key: str) -> SentReport:
    """Return *report* as a form shows it before anything is typed."""
    return SentReport(
        key=key,
        version=report.version,
        nothing=report.nothing,
        parts=dict(report.parts),
        sending=False,
    )


def empty_form(key: str) -> SentReport:
    return SentReport(key=key, version=None, nothing=False, parts={}, sending=False)


def _chosen(name: str, stored: Report | None) -> str:
    mine = request.form.get(f"parts.{name}", "")
    theirs = stored.parts.get(name, "") if stored else ""
    match request.form.get(f"chon.{name}"):
        case "theirs":
            return theirs
        case "both":
            return f"{mine}\n{theirs}"
        case _:
            return mine
