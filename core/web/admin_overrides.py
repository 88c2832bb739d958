"""Local overrides of quotas: those that reach a unit, and recording another by its document."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Response, redirect, request, url_for

from core.domain.errors import DomainError, ForbiddenError, NotFoundError
from core.domain.permissions import may_steer
from core.domain.quota_rules import Override
from core.domain.text import normalized
from core.edge.platform import moment, platform, scope
from core.edge.statuses import status_of
from core.services.overrides import add_override, list_overrides
from core.services.sighting import tenant_in_sight
from core.web.admin import admin_blueprint, place_choices, told
from core.web.hats import acting
from core.web.naming import organization_name, tenant_name
from core.web.rendering import page, t, tell
from core.web.typed_dates import typed_date
from core.web.writing import new_key, once

if TYPE_CHECKING:
    from collections.abc import Mapping

    from werkzeug.wrappers import Response as WerkzeugResponse

    from core.services.ports.work import Repositories

blueprint = admin_blueprint("overrides")
FIELDS = ("quota", "at_least", "renewed_yearly", "from", "to", "document")
SAYS = {"1": True, "0": False}
NUMBER = re.compile(r"[0-9]{1,4}")


@blueprint.get("/quan-tri/chi-tieu")
def index() -> Response:
    """List what differs here from what the plan says."""
    return _page(dict.fromkeys(FIELDS, ""), {})


@blueprint.post("/quan-tri/chi-tieu")
def add() -> Response | WerkzeugResponse:
    """Record an override of a unit and all below it."""
    typed = {name: request.form.get(name, "") for name in FIELDS}
    override, errors = _typed_override(typed)
    if override is None:
        return _page(typed, errors, HTTPStatus.UNPROCESSABLE_ENTITY)
    query: dict[str, Any] = {"dia-ban": override.tenant}
    address = url_for("web_admin_overrides.index", **query)

    def record(work: Repositories) -> str:
        add_override(work, override, quotas=platform().catalogue.quotas, moment=moment())
        return address

    try:
        _, recorded = once(request.form.get("key", ""), record)
    except (ForbiddenError, NotFoundError):
        raise
    except DomainError as error:
        return _page(typed, told(error), status_of(error))
    if recorded:
        tell(t("admin.override_added"))
    return redirect(address, HTTPStatus.SEE_OTHER)


def _typed_override(typed: Mapping[str, str]) -> tuple[Override | None, dict[str, list[str]]]:
    """Return the override that was typed, or what is wrong by field."""
    errors: dict[str, list[str]] = {}
    first, last = typed_date(typed["from"]), typed_date(typed["to"])
    number = typed["at_least"].strip()
    if last is None and typed["to"].strip():
        errors["to"] = [t("admin.not_a_day")]
    if number and not NUMBER.fullmatch(number):
        errors["at_least"] = [t("admin.not_a_number")]
    if first is None:
        errors["from"] = [t("admin.not_a_day")]
    if errors or first is None:
        return None, errors
    override = Override(
        quota=typed["quota"],
        tenant=_place(),
        valid_from=first,
        valid_to=last,
        document=normalized(typed["document"]),
        at_least=int(number) if number else None,
        renewed_yearly=SAYS.get(typed["renewed_yearly"]),
    )
    return override, {}


def _place() -> str:
    return request.values.get("dia-ban") or acting().tenant.id


def _page(
    typed: Mapping[str, str], errors: dict[str, list[str]], status: int = HTTPStatus.OK
) -> Response:
    work, here = platform().store.read(scope()), acting()
    place = tenant_in_sight(work, _place())
    overrides = list_overrides(work, tenant_id=place.id, today=here.today)
    units = work.tenants.many({one.tenant for one in overrides})
    quotas = platform().catalogue.quotas
    return page(
        "admin/overrides.html",
        status=status,
        active="overrides",
        place=place,
        places=place_choices(),
        overrides=overrides,
        named={unit.id: tenant_name(unit) for unit in units.values()},
        quotas=quotas,
        choices=[
            (code, f"{organization_name(one.organization)}: {one.label}")
            for code, one in quotas.items()
        ],
        may_record=may_steer(here.assignment, path=place.path_on(here.today)),
        typed=typed,
        errors=errors,
        key=new_key(),
    )
