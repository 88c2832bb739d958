"""Quotas, coverage and consolidation: the figures of a tenant and year."""

from __future__ import annotations

from dataclasses import asdict
from http import HTTPStatus
from itertools import chain
from typing import TYPE_CHECKING, Any

from flask import Response, jsonify
from flask.views import MethodView

from core.api.consolidation_shapes import consolidation_answer
from core.api.figure_schemas import (
    BOUNDARIES,
    MODES,
    ConsolidationAnswer,
    CoverageAnswer,
    QuotaAnswer,
    ShortfallAnswer,
)
from core.api.paging import PageQuery, with_pagination
from core.api.parsing import Blueprint
from core.api.quota_shapes import quota_answer, shortfalls
from core.domain.coverage import empty_cells
from core.domain.errors import NotFoundError
from core.domain.organizations import KNOWN_ORGANIZATIONS
from core.domain.periods import Period
from core.domain.results import Basis
from core.domain.tenants import Level
from core.edge.fields import Code, Day, QueryWhole, Strict
from core.edge.platform import moment, platform, scope
from core.services.country_figures import quotas_of
from core.services.coverage_reading import read_coverage
from core.services.judging import rules_day
from core.services.quota_standing import Question, QuotaRow
from core.services.sighting import organizations_seen, tenant_in_sight
from core.services.switched_off import switched_off_among

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories

blueprint = Blueprint(
    "figures", __name__, url_prefix="/api/v1", description="Chỉ tiêu, độ phủ, tổng hợp"
)


class QuotaQuery(Strict):
    """Which quotas, of which tenant's subtree, by which day's rules."""

    tenant = Code(required=True, metadata={"example": "p06"})
    year = QueryWhole(2000, 2100, required=True, metadata={"example": 2017})
    organization = Code()
    as_of = Day(load_default=None)
    basis = Code(["registered", "realized"], load_default="registered")


class ShortfallQuery(PageQuery):
    """The same for one quota, paged."""

    tenant = Code(required=True, metadata={"example": "p06"})
    year = QueryWhole(2000, 2100, required=True, metadata={"example": 2017})
    as_of = Day(load_default=None)
    basis = Code(["registered", "realized"], load_default="registered")


class CoverageQuery(PageQuery):
    """Coverage, paged by commune; of one ``organization`` with what it leaves empty."""

    tenant = Code(required=True, metadata={"example": "p06"})
    year = QueryWhole(2000, 2100, required=True, metadata={"example": 2017})
    organization = Code()


class ConsolidationQuery(Strict):
    """Whose figures, of which period, and counted how."""

    tenant = Code(required=True, metadata={"example": "p06"})
    period = Code(required=True, metadata={"example": "2017-H1"})
    basis = Code([basis.value for basis in Basis], load_default=Basis.REPORTED.value)
    mode = Code(MODES, load_default="cumulative")
    boundary = Code(BOUNDARIES, load_default="as_made")


@blueprint.route("/quotas")
class Quotas(MethodView):
    @blueprint.arguments(QuotaQuery, location="query")
    @blueprint.response(HTTPStatus.OK, QuotaAnswer(many=True))
    def get(self, query: dict[str, Any]) -> Response:
        """Show how the subtree stands to every quota, and who is short."""
        work, tenant, rows = _rows(query)
        return jsonify(quota_answer(work, tenant, rows))


@blueprint.route("/quotas/<string:code>/shortfalls")
class Shortfalls(MethodView):
    @blueprint.arguments(ShortfallQuery, location="query")
    @blueprint.response(HTTPStatus.OK, ShortfallAnswer(many=True))
    def get(self, query: dict[str, Any], code: str) -> Response:
        """List who is short of one quota."""
        if code not in platform().catalogue.quotas:
            tenant_in_sight(platform().store.read(scope()), query["tenant"])
            raise NotFoundError
        work, _, rows = _rows(query, code)
        if not rows:
            raise NotFoundError
        every = rows[0].tally.shortfalls
        skip = (query["page"] - 1) * query["page_size"]
        page = shortfalls(work, every[skip : skip + query["page_size"]])
        return with_pagination(jsonify(page), query, len(every), exact=True)


@blueprint.route("/coverage")
class CoverageView(MethodView):
    @blueprint.arguments(CoverageQuery, location="query")
    @blueprint.response(HTTPStatus.OK, CoverageAnswer)
    def get(self, query: dict[str, Any]) -> Response:
        """Show commune × content × organization, and what nobody does."""
        work = platform().store.read(scope())
        tenant = tenant_in_sight(work, query["tenant"])
        seen = _asked_for(query, organizations_seen(work.scope, tenant, whole_at_home=True))
        found, communes, total = read_coverage(
            work,
            tenant,
            year=query["year"],
            organizations=seen,
            skip=(query["page"] - 1) * query["page_size"],
            limit=query["page_size"],
            today=moment().today,
        )
        named = {commune.id: commune.full_name_on(moment().today) for commune in communes.values()}
        parts: dict[str, Iterable[Any]] = {"cells": found.cells, "omissions": found.omissions}
        told = KNOWN_ORGANIZATIONS.keys() & (seen or ())
        if "organization" in query and told:
            day = rules_day(query["year"], moment().today)
            off = switched_off_among(work, communes.values(), day)
            every = [empty_cells(found, communes, one, off.get(one, ())) for one in told]
            parts["empty"] = chain.from_iterable(every)
        body = {
            part: [asdict(row) | {"tenant_name": named[row.tenant]} for row in rows]
            for part, rows in parts.items()
        }
        return with_pagination(jsonify(body), query, total, exact=True)


@blueprint.route("/consolidation")
class ConsolidationView(MethodView):
    @blueprint.arguments(ConsolidationQuery, location="query")
    @blueprint.response(HTTPStatus.OK, ConsolidationAnswer)
    def get(self, query: dict[str, Any]) -> Response:
        """Show the figures of the tenant's whole subtree for a period, live."""
        work = platform().store.read(scope())
        tenant = tenant_in_sight(work, query["tenant"])
        period = Period.parse(query["period"])
        return jsonify(consolidation_answer(work, tenant, period, query))


def _rows(
    query: dict[str, Any], code: str | None = None
) -> tuple[Repositories, Tenant, list[QuotaRow]]:
    work = platform().store.read(scope())
    tenant = tenant_in_sight(work, query["tenant"])
    seen = _asked_for(query, organizations_seen(work.scope, tenant))
    question = Question(
        year=query["year"],
        organizations=seen,
        quota=code,
        as_of=query["as_of"],
        realized=query["basis"] == "realized",
    )
    rows = quotas_of(
        work, tenant, question, today=moment().today, catalogue=platform().catalogue,
        listed=code is not None or tenant.level is not Level.COUNTRY,
    )  # fmt: skip
    return work, tenant, rows


def _asked_for(query: dict[str, Any], seen: frozenset[str] | None) -> frozenset[str] | None:
    """Return of the organizations *seen* (None: all) the one that is asked for, if any is."""
    asked = query.get("organization")
    if asked is None:
        return seen
    return frozenset({asked}) if seen is None else seen & {asked}
