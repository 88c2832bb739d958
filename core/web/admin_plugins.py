"""Plugins in a unit: on or off from a day on, and what that means, in words."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Response, redirect, request, url_for

from core.domain.errors import DomainError, ForbiddenError, NotFoundError
from core.domain.permissions import may_administer
from core.domain.tenant_rules import Statements
from core.domain.tenants import PluginSwitch
from core.edge.platform import moment, platform, scope
from core.edge.statuses import status_of
from core.services.plugin_switches import enabled_in
from core.services.sighting import lineage
from core.services.tenant_settings import change_tenant
from core.web import formats
from core.web.admin import admin_blueprint, told
from core.web.admin_health import plugin_here, plugins_here
from core.web.asked_numbers import sent_version
from core.web.hats import acting
from core.web.naming import in_a_sentence, organization_name
from core.web.rendering import page, t, tell
from core.web.typed_dates import typed_date
from core.web.writing import write

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as WerkzeugResponse

    from core.services.ports.work import Repositories

blueprint = admin_blueprint("plugins")


@blueprint.get("/quan-tri/phan-mo-rong")
def index() -> Response:
    """List the plugins: how each is here, and who has switched it."""
    work, here = platform().store.read(scope()), acting()
    above = lineage(work, here.tenant, here.today)
    stated = {
        switch.code: (unit, switch)
        for unit in above
        for switch in unit.plugins
        if switch.valid_from is None or switch.valid_from <= here.today
    }
    to_come = [
        switch
        for switch in here.tenant.plugins
        if switch.valid_from and switch.valid_from > here.today
    ]
    return page(
        "admin/plugins.html",
        active="plugins",
        plugins=plugins_here(work),
        stated=stated,
        to_come=to_come,
        may_switch=may_switch(),
    )


@blueprint.get("/quan-tri/phan-mo-rong/<code>")
def switch(code: str) -> Response:
    """Show what follows from switching a plugin, before it is done."""
    _refuse_others(code)
    return _form(code, formats.day(acting().today), {})


@blueprint.post("/quan-tri/phan-mo-rong/<code>")
def store(code: str) -> Response | WerkzeugResponse:
    """Switch it from a day on."""
    _refuse_others(code)
    typed = request.form.get("from", "")
    day = typed_date(typed)
    if day is None:
        return _form(code, typed, {"from": [t("admin.not_a_day")]}, HTTPStatus.UNPROCESSABLE_ENTITY)
    enabled = request.form.get("enabled") == "1"
    try:
        write(lambda work: _put(work, PluginSwitch(code=code, enabled=enabled, valid_from=day)))
    except DomainError as error:
        if isinstance(error, (ForbiddenError, NotFoundError)):
            raise
        return _form(code, typed, told(error), status_of(error))
    done = "admin.plugin_on" if enabled else "admin.plugin_off"
    tell(
        t(
            done,
            name=organization_name(code),
            place=in_a_sentence(acting().tenant),
            day=formats.day(day),
        )
    )
    return redirect(url_for("web_admin_plugins.index"), HTTPStatus.SEE_OTHER)


def _put(work: Repositories, switch: PluginSwitch) -> None:
    change_tenant(
        work,
        tenant_id=acting().tenant.id,
        stated=Statements(plugins=(switch,)),
        version=sent_version(),
        plugins={state.name for state in platform().catalogue.plugins},
        today=moment().today,
    )


def may_switch() -> bool:
    here = acting()
    return may_administer(here.assignment, path=here.tenant.path_on(here.today))


def _refuse_others(code: str) -> None:
    if not may_switch():
        raise ForbiddenError
    if code not in {state.name for state in platform().catalogue.plugins}:
        raise NotFoundError


def _form(
    code: str, typed: str, errors: dict[str, list[str]], status: int = HTTPStatus.OK
) -> Response:
    work, here = platform().store.read(scope()), acting()
    above = lineage(work, here.tenant, here.today)
    state = next(one for one in platform().catalogue.plugins if one.name == code)
    return page(
        "admin/plugin.html",
        status=status,
        active="plugins",
        code=code,
        plugin=plugin_here(work, state, above),
        enabled=enabled_in(above, code, here.today),
        typed=typed,
        errors=errors,
        version=work.tenants.get(here.tenant.id).version,
    )
