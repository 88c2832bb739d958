"""What is answered of figures: quotas, coverage, consolidation."""

from __future__ import annotations

from marshmallow import fields

from core.api.registration_answer_schemas import SourceAnswer
from core.domain.movements import CONTENTS, Kind
from core.domain.results import Basis
from core.domain.tenants import Level
from core.edge.fields import Answer, Code

MODES = ("cumulative", "in_period")
BOUNDARIES = ("as_made", "current")


class ShortfallAnswer(Answer):
    """A tenant that does not meet a quota."""

    tenant = fields.String(required=True)
    tenant_name = fields.String(required=True)
    have = fields.Integer(required=True)
    need = fields.Integer(required=True)
    missing = fields.String(required=True, allow_none=True)


class QuotaAnswer(Answer):
    """How the tenants of a quota's level stand to it.

    ``applicable = met + short + unknown + expected``.
    """

    code = fields.String(required=True)
    label = fields.String(required=True)
    organization = fields.String(required=True)
    level = Code([level.value for level in Level], required=True)
    source = fields.Nested(SourceAnswer, required=True)
    applicable = fields.Integer(required=True)
    met = fields.Integer(required=True)
    short = fields.Integer(required=True)
    not_known = fields.Integer(required=True, data_key="unknown")
    expected = fields.Integer(required=True)
    shortfalls = fields.List(fields.Nested(ShortfallAnswer), required=True)


class OmissionAnswer(Answer):
    """A commune's content in which nobody has submitted anything."""

    tenant = fields.String(required=True)
    tenant_name = fields.String(required=True)
    content = fields.Integer(required=True, metadata={"enum": list(CONTENTS)})


class CellAnswer(OmissionAnswer):
    """What one organization has registered under a content in a commune."""

    organization = fields.String(required=True)
    registered = fields.Integer(required=True, metadata={"minimum": 1})


class EmptyCellAnswer(OmissionAnswer):
    """A content in a commune in which the organization asked for has submitted nothing."""

    organization = fields.String(required=True)


class CoverageAnswer(Answer):
    """Commune × content × organization, and what is left out.

    ``empty`` is there when one organization is asked for that there is, and that one sees.
    """

    cells = fields.List(fields.Nested(CellAnswer), required=True)
    omissions = fields.List(fields.Nested(OmissionAnswer), required=True)
    empty = fields.List(fields.Nested(EmptyCellAnswer))


class MeasuredAnswer(Answer):
    """A measure's figure in its own unit."""

    value = fields.Float(required=True)
    unit = fields.String(required=True)


class FiguresAnswer(Answer):
    """The figures of a row; money in đồng. In ``in_period`` they are differences."""

    registered = fields.Integer(required=True)
    agreed = fields.Integer(required=True)
    late = fields.Integer(required=True)
    in_progress = fields.Integer(required=True)
    completed = fields.Integer(required=True)
    maintained = fields.Integer(required=True)
    stopped = fields.Integer(required=True)
    planned_funding = fields.Integer(required=True)
    spent_funding = fields.Integer(required=True)
    households_planned = fields.Integer(required=True)
    households = fields.Integer(required=True)
    as_partner = fields.Integer(required=True)
    measures = fields.Dict(
        keys=fields.String(), values=fields.Nested(MeasuredAnswer), required=True
    )


class OrganizationFigures(FiguresAnswer):
    """One organization's figures."""

    organization = fields.String(required=True)
    name = fields.String(required=True)


class ContentFigures(FiguresAnswer):
    """The figures of one of the contents."""

    content = fields.Integer(required=True, metadata={"enum": list(CONTENTS)})


class TypeFigures(FiguresAnswer):
    """The figures of one movement type."""

    movement_type = fields.String(required=True)


class KindFigures(FiguresAnswer):
    """The figures of one kind."""

    kind = Code([kind.value for kind in Kind], required=True)


class TenantFigures(FiguresAnswer):
    """The tenant's own items (``own``), or those of a child and all below it."""

    tenant = fields.String(required=True)
    name = fields.String(required=True)
    own = fields.Boolean(required=True)


class ReportCountsAnswer(Answer):
    """How many bodies owe a report, and how they stand; ``pending`` ones are not yet due."""

    expected = fields.Integer(required=True)
    on_time = fields.Integer(required=True)
    late = fields.Integer(required=True)
    missing = fields.Integer(required=True)
    pending = fields.Integer(required=True)


class ConsolidationAnswer(Answer):
    """A tenant's figures for a period; the rows of each ``by_…`` add up to ``totals``."""

    tenant = fields.String(required=True)
    name = fields.String(required=True)
    period = fields.String(required=True)
    basis = Code([basis.value for basis in Basis], required=True)
    mode = Code(MODES, required=True)
    boundary = Code(BOUNDARIES, required=True)
    totals = fields.Nested(FiguresAnswer, required=True)
    by_organization = fields.List(fields.Nested(OrganizationFigures), required=True)
    by_content = fields.List(fields.Nested(ContentFigures), required=True)
    by_movement_type = fields.List(fields.Nested(TypeFigures), required=True)
    by_kind = fields.List(fields.Nested(KindFigures), required=True)
    by_tenant = fields.List(fields.Nested(TenantFigures), required=True)
    quotas = fields.List(fields.Nested(QuotaAnswer), required=True)
    reports = fields.Nested(ReportCountsAnswer, required=True)
