"""The consultation of a unit: everything registered there, and the gaps beside it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from flask import Response, request, url_for

from core.domain.access import Role
from core.domain.calendars import standing
from core.domain.counts import Cut
from core.domain.errors import NotFoundError
from core.domain.gaps import EVERY_CONTENT
from core.domain.movements import CONTENTS
from core.domain.periods import FIRST_YEAR, LAST_YEAR
from core.domain.tenants import Level
from core.edge.calendar_wording import last_day
from core.edge.platform import moment, platform, scope
from core.services.consultation import read_board
from core.services.country_figures import figures_of
from core.services.sighting import tenant_in_sight
from core.web import formats
from core.web.consultation_board import SHOWN, STANDING, Wanted, laid_out
from core.web.hats import acting, hat_blueprint
from core.web.naming import organization_name
from core.web.overlap_rows import by_registration, open_cases_in
from core.web.rendering import page, t

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from core.domain.calendar_windows import Window
    from core.domain.figures import Figures
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories

blueprint = hat_blueprint("consultation")
FILTERS = ("nam", "dia-ban", "xep", "to-chuc", "noi-dung", "tinh-trang")
YEARS_BACK = 3


@blueprint.get("/hiep-thuong")
def board() -> Response:
    """Show what the unit consults about."""
    refuse_others()
    return board_page(tick_all=request.args.get("chon") == "tat-ca")


def refuse_others() -> None:
    """Raise NotFoundError unless one acts for the Front, as more than its administrator."""
    if not acting().is_front or acting().role is Role.ADMIN:
        raise NotFoundError


def board_page(
    *,
    status: int = 200,
    ticked: Collection[str] = (),
    tick_all: bool = False,
    refused: Mapping[str, str] = MappingProxyType({}),
    problem: str = "",
) -> Response:
    """Return the board as its address asks for it; *refused* says by id why an act failed."""
    work = platform().store.read(scope())
    today = moment().today
    tenant, year, wanted = asked_tenant(work), asked_year(), asked()
    read = read_board(work, tenant, year=year, today=today, catalogue=platform().catalogue)
    layout = laid_out(read, tenant, wanted, work)
    open_cases = open_cases_in(work, tenant, year)
    return page(
        "consultation/board.html",
        status=status,
        active="consultation",
        board=read,
        layout=layout,
        open_cases=open_cases,
        likes=by_registration(open_cases),
        tenant=tenant,
        is_commune=tenant.level is Level.COMMUNE,
        every_content=EVERY_CONTENT,
        here=lambda **changes: url_for("web_consultation.board", **filters(**changes)),
        tags=_tags(wanted),
        deadline=_deadline(read.window),
        year=year,
        years=range(today.year, min(year, today.year - YEARS_BACK) - 1, -1),
        wanted=wanted,
        filters=filters(),
        ticked=ticked,
        tick_all=tick_all,
        refused=refused or {},
        refusals=[
            {"field": f"muc-{one}", "message": text} for one, text in (refused or {}).items()
        ],
        problem=problem,
        children=_children(work, tenant, year),
        above=_above(work, tenant),
    )


def filters(**changes: Any) -> dict[str, Any]:
    """Return the query of the address as it stands, with *changes*; empty values are left out."""
    kept = {name: request.args[name] for name in FILTERS if request.args.get(name)}
    return {name: value for name, value in (kept | changes).items() if value not in {None, ""}}


def asked() -> Wanted:
    content, status = request.args.get("noi-dung", ""), request.args.get("tinh-trang", "")
    known = content in set(map(str, CONTENTS))
    return Wanted(
        by_organization=request.args.get("xep") == "to-chuc",
        organization=request.args.get("to-chuc", ""),
        content=int(content) if known else None,
        status=status if status in set(map(str, SHOWN)) else "",
    )


def asked_year() -> int:
    written = request.args.get("nam", "")
    plain = len(written) == len("2017") and written.isascii() and written.isdigit()
    if plain and FIRST_YEAR <= int(written) <= LAST_YEAR:
        return int(written)
    return moment().today.year


def asked_tenant(work: Repositories) -> Tenant:
    """Return the unit of ``dia-ban``, else the own one; raises NotFoundError out of sight."""
    return tenant_in_sight(work, request.args.get("dia-ban") or acting().tenant.id)


def _tags(wanted: Wanted) -> list[dict[str, str]]:
    """Return what narrows the list, each to be taken away again."""
    status = wanted.status if wanted.status != STANDING else ""
    shown = {
        "to-chuc": organization_name(wanted.organization) if wanted.organization else "",
        "noi-dung": t(f"content.{wanted.content}") if wanted.content else "",
        "tinh-trang": t(f"web_status.{status}") if status else "",
    }
    if wanted.status == STANDING:
        shown["tinh-trang"] = t("consultation.registered")
    return [{"name": name, "text": text} for name, text in shown.items() if text]


def _deadline(window: Window) -> str:
    today = moment().today
    days = {
        "opens": formats.day(window.opens),
        "due": last_day(window, "due", t),
        "closes": last_day(window, "closes", t),
        "locks": formats.day(window.locks),
        "left": (window.due - today).days,
        "over": (today - window.due).days,
    }
    return t(f"consultation.deadline_{standing(window, today).value}", **days)


def _children(work: Repositories, tenant: Tenant, year: int) -> list[tuple[Tenant, Figures | None]]:
    """Return the units below with what stands registered there and further down."""
    if tenant.level is Level.COMMUNE:
        return []
    today = moment().today
    figures = figures_of(
        work, tenant, year=year, cut=Cut(month=12), organizations=None, today=today, results=False
    ).by_tenant
    on = min(today, tenant.valid_to) if tenant.valid_to else today
    return [(child, figures.get(child.id)) for child in work.tenants.children(tenant.id, on)]


def _above(work: Repositories, tenant: Tenant) -> list[Tenant]:
    """Return the units in sight above *tenant*, as links back."""
    on = moment().today
    return [one for one in work.tenants.ancestors(tenant, on) if acting().within(one)]
