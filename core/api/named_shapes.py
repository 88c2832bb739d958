"""What every answer that names a registration says of it: which it is, and its recognition."""

from __future__ import annotations

from marshmallow import fields

from core.domain.movements import CONTENTS, Kind, Stage
from core.domain.registrations import Status
from core.edge.fields import Answer, Code


class NamedAnswer(Answer):
    """What a registration is told by to all who may know of it, in summary or as a model."""

    id = fields.String(required=True)
    tenant = fields.String(required=True)
    organization = fields.String(required=True)
    year = fields.Integer(required=True)
    movement_type = fields.String(required=True)
    kind = Code([kind.value for kind in Kind], required=True)
    title = fields.String(required=True)
    stage = Code([stage.value for stage in Stage], required=True, allow_none=True)
    content = fields.Integer(required=True, allow_none=True, metadata={"enum": [*CONTENTS, None]})
    status = Code([status.value for status in Status], required=True)
    recognised_on = fields.Date(required=True, allow_none=True)
    recognised_by = fields.String(required=True, allow_none=True)
    decision_number = fields.String(required=True, allow_none=True)
    decision_on = fields.Date(required=True, allow_none=True)
