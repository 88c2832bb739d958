"""What is shown of a report, of its signed-off editions, and of what has changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marshmallow import fields

from core.domain.audit import Touch
from core.domain.editions import CHANGES, ITEMS
from core.domain.item_rows import fields_changed
from core.domain.reports import ReportStatus
from core.edge.fields import Answer, Code

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.domain.editions import Edition
    from core.domain.item_rows import Row
    from core.domain.movements import Measure
    from core.domain.reports import Report
    from core.services.drifting import Drift

LISTED = 200
"""So many changed items are told in one answer; all are counted, and all are signed."""


class ReportAnswer(Answer):
    """A report and where it stands."""

    id = fields.String(required=True)
    tenant = fields.String(required=True)
    organization = fields.String(required=True)
    period = fields.String(required=True)
    status = Code([status.value for status in ReportStatus], required=True)
    nothing = fields.Boolean(required=True)
    parts = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    late = fields.Boolean(required=True)
    submitted_on = fields.Date(required=True, allow_none=True)
    return_reason = fields.String(required=True, allow_none=True)
    remarks = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    edition = fields.Integer(required=True, allow_none=True)
    sha256 = fields.String(required=True, allow_none=True)
    entered_from_above = fields.Boolean(required=True)
    demonstration = fields.Boolean(required=True)
    version = fields.Integer(required=True)
    created_at = fields.DateTime(required=True)
    created_by = fields.String(required=True)
    updated_at = fields.DateTime(required=True)


class ReportFullAnswer(ReportAnswer):
    """A report by itself: a frozen one with the figures it was signed off with."""

    figures = fields.Dict(keys=fields.String(), values=fields.Raw(), required=True, allow_none=True)


class EditionAnswer(Answer):
    """A signed-off state: 0 is the freeze, the others are amendments."""

    number = fields.Integer(required=True)
    sha256 = fields.String(required=True)
    frozen_on = fields.Date(required=True)
    frozen_at = fields.DateTime(required=True)
    frozen_by = fields.String(required=True)
    reason = fields.String(required=True, allow_none=True)


class ChangedItemAnswer(Answer):
    """An item whose figures have changed: ``was`` and ``is`` by name, by whom, and when last."""

    registration = fields.String(required=True)
    number = fields.String(required=True)
    title = fields.String(required=True)
    organization = fields.String(required=True)
    tenant = fields.String(required=True)
    change = Code(["added", "removed", "changed"], required=True)
    figures = fields.Dict(keys=fields.String(), values=fields.Raw(), required=True)
    by = fields.List(fields.String(), required=True)
    at = fields.DateTime(required=True, allow_none=True)


class EditionFullAnswer(EditionAnswer):
    """With all it says; ``text`` is what ``sha256`` is the hash of, in UTF-8.

    Of an amendment ``count`` items changed; ``changes`` are the first of them.
    """

    count = fields.Integer(required=True)
    changes = fields.List(fields.Nested(ChangedItemAnswer), required=True)
    text = fields.String(required=True)
    content = fields.Dict(keys=fields.String(), values=fields.Raw(), required=True)


class ShelfAnswer(Answer):
    """Up to a thousand rows of an edition, in the order of their ids from ``first`` to ``last``.

    ``text`` is a JSON array (``core.domain.item_rows``) and what ``sha256`` is the hash of, in
    UTF-8. ``what`` are all ``items`` counted, or of an amendment its ``changes``.
    """

    what = Code([ITEMS, CHANGES], required=True)
    first = fields.String(required=True)
    last = fields.String(required=True)
    size = fields.Integer(required=True)
    sha256 = fields.String(required=True)
    text = fields.String(required=True)


class BodyAnswer(Answer):
    """Whose report it is."""

    tenant = fields.String(required=True)
    organization = fields.String(required=True)


class DriftAnswer(Answer):
    """What has changed since the last edition; ``count`` are all items, ``items`` the first.

    ``unconfirmed`` are those among ``items`` whose result the Front has not confirmed: an
    amendment takes them in as they are.
    """

    edition = fields.Integer(required=True)
    sha256 = fields.String(required=True)
    count = fields.Integer(required=True)
    totals = fields.Dict(keys=fields.String(), values=fields.Raw(), required=True)
    items = fields.List(fields.Nested(ChangedItemAnswer), required=True)
    unconfirmed = fields.List(fields.String(), required=True)
    arrived = fields.List(fields.Nested(BodyAnswer), required=True)


def report_row(report: Report) -> dict[str, Any]:
    return {
        "id": report.id,
        "tenant": report.tenant,
        "organization": report.organization,
        "period": str(report.period),
        "status": report.status.value,
        "nothing": report.nothing,
        "parts": dict(report.parts),
        "late": report.late,
        "submitted_on": report.submitted_on.isoformat() if report.submitted_on else None,
        "return_reason": report.return_reason,
        "remarks": dict(report.remarks),
        "edition": report.edition,
        "sha256": report.sha256,
        "entered_from_above": report.entered_from_above,
        "demonstration": report.demonstration,
        "version": report.version,
        "created_at": report.created_at.isoformat(),
        "created_by": report.created_by,
        "updated_at": report.updated_at.isoformat(),
    }


def edition_row(edition: Edition) -> dict[str, Any]:
    return {
        "number": edition.number,
        "sha256": edition.sha256,
        "frozen_on": edition.frozen_on.isoformat(),
        "frozen_at": edition.frozen_at.isoformat(),
        "frozen_by": edition.frozen_by,
        "reason": edition.reason,
    }


def drift_row(drift: Drift, touches: Mapping[str, Touch]) -> dict[str, Any]:
    """Return *drift* as JSON, with the first of its items; *touches* are theirs, by id."""
    return {
        "edition": drift.edition.number,
        "sha256": drift.edition.sha256,
        "count": len(drift.changes),
        "totals": {name: _pair(pair) for name, pair in drift.totals.items()},
        "items": [
            changed_row(change, touches.get(change["id"], Touch()), drift.measures)
            for change in drift.changes[:LISTED]
        ],
        "unconfirmed": [
            change["id"] for change in drift.changes[:LISTED] if change["id"] in drift.unconfirmed
        ],
        "arrived": [body._asdict() for body in drift.arrived],
    }


def changed_row(change: Row, touch: Touch, measures: Mapping[str, Measure]) -> dict[str, Any]:
    """Return one change as JSON, by *measures* in their own unit."""
    shown = change["is"] or change["was"]
    kind = "added" if change["was"] is None else "removed" if change["is"] is None else "changed"
    return {
        "registration": change["id"],
        "number": shown["number"],
        "title": shown["title"],
        "organization": shown["organization"],
        "tenant": shown["tenant"],
        "change": kind,
        "figures": {name: _pair(pair) for name, pair in fields_changed(change, measures).items()},
        "by": list(touch.by),
        "at": touch.at.isoformat() if touch.at else None,
    }


def _pair(pair: tuple[Any, Any]) -> dict[str, Any]:
    was, now = pair
    return {"was": was, "is": now}
