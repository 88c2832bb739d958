"""Answers with a registration: what of it is shown to whom, and the verdicts that go with it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from core.api.overlap_shapes import lookalike_row
from core.api.registration_shapes import full, submit_problems, summary, verdicts
from core.domain.access import View
from core.domain.errors import DomainError, NotFoundError
from core.domain.registrations import Status
from core.domain.views import view_of
from core.edge.platform import moment, platform
from core.services.evidence_recording import in_history
from core.services.judging import verdicts_in
from core.services.overlapping import lookalikes
from core.services.recording import personal_answers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.domain.access import Scope
    from core.domain.audit import Entry
    from core.domain.registrations import Registration
    from core.services.ports.work import Repositories

AS_IF = frozenset({Status.DRAFT, Status.RETURNED})


def answered(
    work: Repositories,
    registration: Registration,
    *,
    refusal: DomainError | None = None,
    new: bool = False,
) -> dict[str, Any]:
    """Return the whole answer with a registration; raises NotFoundError out of sight.

    Verdicts are those of its own tenant and organization, of a draft or returned one as if it
    were submitted; so are ``overlaps``. *new*: it has just been made.
    """
    view = view_of(work.scope, registration)
    if view is None:
        raise NotFoundError
    catalogue = platform().catalogue
    personal = personal_answers(registration, catalogue=catalogue)
    shown = full(registration, view, personal_answers=personal)
    if view is View.SUMMARY:
        return shown
    alike = [lookalike_row(each) for each in lookalikes(work, registration, new=new)]
    shown |= {"verdicts": _verdicts(work, registration), "overlaps": alike}
    if refusal is not None:
        shown["submit_problems"] = submit_problems(refusal)
    return shown


def listed(registration: Registration, scope: Scope) -> dict[str, Any]:
    """Return a row of a list: never personal data, never verdicts."""
    view = view_of(scope, registration)
    if view in {None, View.SUMMARY}:
        return summary(registration)
    personal: frozenset[str] = frozenset()
    if registration.answers:
        personal = personal_answers(registration, catalogue=platform().catalogue)
    return full(registration, View.FULL, personal_answers=personal)


def history_rows(entries: Sequence[Entry], view: View) -> list[dict[str, Any]]:
    """Return the entries as a reader sees them; in summary only what was done and when."""
    return [_history_row(entry, view) for entry in in_history(entries, view)]


def _verdicts(work: Repositories, registration: Registration) -> list[dict[str, Any]]:
    judge = partial(
        verdicts_in,
        work,
        work.tenants.get(registration.tenant),
        organization=registration.organization,
        year=registration.year,
        today=moment().today,
        catalogue=platform().catalogue,
    )
    now = judge()
    if registration.status not in AS_IF:
        return verdicts(now)
    return verdicts(judge(as_if=registration.trait()), now)


def _history_row(entry: Entry, view: View) -> dict[str, Any]:
    row: dict[str, Any] = {
        "at": entry.at.isoformat(),
        "on": entry.content.get("on"),
        "action": entry.content["action"],
        "by": entry.user,
    }
    if view is View.SUMMARY:
        return row
    return row | {
        "changes": entry.content.get("changes", []),
        "reason": entry.content.get("reason"),
        "details": entry.content.get("details", {}),
    }
