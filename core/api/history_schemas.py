"""What is answered of the past: who changed what, and when."""

from __future__ import annotations

from marshmallow import fields

from core.edge.fields import Answer


class ChangeAnswer(Answer):
    """One field before and after; of a personal one (``hidden``) neither is kept."""

    field = fields.String(required=True)
    old = fields.Raw(required=True, allow_none=True)
    new = fields.Raw(required=True, allow_none=True)
    hidden = fields.Boolean(required=True)


class HistoryAnswer(Answer):
    """One act: at a real time, on the day by which the rules judged, by a user (its id).

    ``changes``, ``reason`` and ``details`` are left out where one sees in summary only.
    """

    at = fields.DateTime(required=True)
    on = fields.Date(required=True, allow_none=True)
    action = fields.String(required=True)
    by = fields.String(required=True)
    changes = fields.List(fields.Nested(ChangeAnswer))
    reason = fields.String(allow_none=True)
    details = fields.Dict()
