"""Units: found by name, with their dated attributes and settings, and stating them anew."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Response, redirect, request, url_for

from core.domain.errors import DomainError, ForbiddenError, InvalidError, NotFoundError
from core.domain.permissions import may_administer
from core.domain.reminders import SETTING as REMINDER_DAYS
from core.domain.reminders import days_for
from core.domain.second_factor import REQUIRED
from core.domain.tenant_rules import (
    KNOWN_ATTRIBUTES,
    KNOWN_SETTINGS,
    SettingValue,
    Statements,
)
from core.domain.tenants import Attribute
from core.domain.text import normalized
from core.edge.platform import moment, platform, scope
from core.edge.statuses import status_of
from core.services.sighting import lineage, tenant_in_sight
from core.services.tenant_reading import show_tenant
from core.services.tenant_settings import change_tenant
from core.services.tenants import find_tenants
from core.web.admin import admin_blueprint, told
from core.web.asked_numbers import asked_page, sent_version
from core.web.hats import acting
from core.web.reminder_days import shown_days, typed_days
from core.web.rendering import page, t, tell
from core.web.typed_dates import typed_date
from core.web.writing import write

if TYPE_CHECKING:
    from datetime import date

    from werkzeug.wrappers import Response as WerkzeugResponse

    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories

blueprint = admin_blueprint("units")
PAGE_SIZE = 50
FIELDS = ("name", "value", "other", "other_value", "source", "from", "to")
YES_NO = {"1": True, "0": False}


@blueprint.get("/quan-tri/don-vi")
def index() -> Response:
    """Find units of one's own by name, without diacritics; of themselves those right below."""
    work, here = platform().store.read(scope()), acting()
    q = normalized(request.args.get("q", ""))
    number = asked_page()
    problem, found, total = "", [here.tenant], 1
    try:
        rows, total = find_tenants(
            work.tenants,
            q=q,
            parent=here.tenant.id,
            as_of=here.today,
            limit=PAGE_SIZE,
            offset=(number - 1) * PAGE_SIZE,
        )
        found = [*rows] if q or number > 1 else [here.tenant, *rows]
    except InvalidError as error:
        problem = told(error).get("q", [""])[0]
    return page(
        "admin/units.html",
        active="units",
        q=q,
        problem=problem,
        units=found,
        total=total,
        number=number,
        pages=-(-total // PAGE_SIZE),
    )


@blueprint.get("/quan-tri/don-vi/<unit_id>")
def item(unit_id: str) -> Response:
    """Show what has been stated of a unit, and by which document."""
    return _item(unit_id)


@blueprint.post("/quan-tri/don-vi/<unit_id>/thuoc-tinh")
def state_attribute(unit_id: str) -> Response | WerkzeugResponse:
    """State an attribute from a day on, with its source."""
    typed = {name: request.form.get(name, "") for name in FIELDS}
    errors: dict[str, list[str]] = {}
    first, last = _day(typed["from"], "from", errors), _day(typed["to"], "to", errors)
    other = normalized(typed["other"])
    stated = Attribute(
        name=other or typed["name"],
        value=normalized(typed["other_value"]) if other else YES_NO.get(typed["value"], ""),
        source=normalized(typed["source"]),
        valid_from=first,
        valid_to=last,
    )
    return _change(unit_id, Statements(attributes=(stated,)), typed=typed, errors=errors)


@blueprint.post("/quan-tri/don-vi/<unit_id>/thiet-lap")
def set_settings(unit_id: str) -> Response | WerkzeugResponse:
    """Set the unit's settings; what is left empty is inherited."""
    chosen = {name: request.form.get(name, "") for name in (*KNOWN_SETTINGS, REMINDER_DAYS)}
    errors: dict[str, list[str]] = {}
    values: dict[str, SettingValue] = {
        "self_confirmation": {"1": True, "0": False}.get(chosen["self_confirmation"]),
        "second_factor": chosen["second_factor"] or None,
    }
    if REMINDER_DAYS in request.form:
        values[REMINDER_DAYS] = typed_days(chosen[REMINDER_DAYS], errors)
    typed = dict.fromkeys(FIELDS, "") | chosen
    return _change(unit_id, Statements(settings=values), typed=typed, errors=errors)


def _change(
    unit_id: str,
    stated: Statements,
    *,
    typed: dict[str, str] | None = None,
    errors: dict[str, list[str]] | None = None,
) -> Response | WerkzeugResponse:
    if errors:
        return _item(unit_id, HTTPStatus.UNPROCESSABLE_ENTITY, typed=typed, errors=errors)

    def put(work: Repositories) -> None:
        change_tenant(
            work,
            tenant_id=unit_id,
            stated=stated,
            version=sent_version(),
            plugins={state.name for state in platform().catalogue.plugins},
            today=moment().today,
        )

    try:
        write(put)
    except (ForbiddenError, NotFoundError):
        raise
    except DomainError as error:
        wrong = {
            field.removeprefix("attributes.0.").removeprefix("settings."): texts
            for field, texts in told(error).items()
        }
        return _item(unit_id, status_of(error), typed=typed, errors=wrong)
    tell(t("admin.unit_changed"))
    return redirect(url_for("web_admin_units.item", unit_id=unit_id), HTTPStatus.SEE_OTHER)


def _item(
    unit_id: str,
    status: int = HTTPStatus.OK,
    *,
    typed: dict[str, str] | None = None,
    errors: dict[str, list[str]] | None = None,
) -> Response:
    work, here = platform().store.read(scope()), acting()
    unit = tenant_in_sight(work, unit_id)
    shown = show_tenant(work, tenant_id=unit_id)
    related = {each.source for each in shown.predecessors} | {e.target for e in shown.successors}
    above = lineage(work, unit, here.today)
    empty = dict.fromkeys(FIELDS, "")
    return page(
        "admin/unit.html",
        status=status,
        active="units",
        unit=unit,
        above=above[:-1],
        shown=shown,
        related=work.tenants.many(related),
        inherited=_inherited([*above[:-1]]),
        may_change=may_administer(here.assignment, path=unit.path_on(here.today)),
        attribute_names=list(KNOWN_ATTRIBUTES),
        required=REQUIRED,
        typed=typed or empty,
        reminder_days=_own_days(unit)
        if typed is None
        else typed.get(REMINDER_DAYS, _own_days(unit)),
        errors=errors or {},
    )


def _inherited(above: list[Tenant]) -> dict[str, Any]:
    """Return what the unit has for each setting if it sets nothing itself."""
    found: dict[str, Any] = {}
    for unit in above:
        found |= {name: unit.settings[name] for name in KNOWN_SETTINGS if name in unit.settings}
    found[REMINDER_DAYS] = shown_days(days_for(above))
    return found


def _own_days(unit: Tenant) -> str:
    return shown_days(unit.settings[REMINDER_DAYS]) if REMINDER_DAYS in unit.settings else ""


def _day(typed: str, field: str, errors: dict[str, list[str]]) -> date | None:
    if not typed.strip():
        return None
    day = typed_date(typed)
    if day is None:
        errors[field] = [t("admin.not_a_day")]
    return day
