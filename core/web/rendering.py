"""From data to pages: templates, translated text and what every page shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flask import Response, flash, g, make_response, render_template, request
from jinja2 import StrictUndefined
from markupsafe import Markup

from core.domain.place_names import called
from core.edge.calendar_wording import last_day
from core.edge.place_wording import front_named
from core.edge.platform import moment, platform
from core.translation import LANGUAGE, translate_into
from core.web import formats, naming
from core.web.assets import asset, icon_sheet
from core.web.security import csp_nonce

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from flask import Flask

    from core.domain.tenants import Tenant


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """A way back offered with a message: a form with *fields*, sent to *action*."""

    action: str
    fields: Mapping[str, str] = field(default_factory=dict)


def t(message_id: str, /, **params: Any) -> str:
    """Return the sentence in the language of who reads."""
    return translate_into(language(), message_id, **params)


def language() -> str:
    return str(g.get("language", LANGUAGE))


def front_of(tenant: Tenant, on: date | None = None) -> str:
    """Return «Mặt trận xã Lương Bằng», of the country «Ủy ban Trung ương MTTQ Việt Nam»."""
    return front_named(called(tenant, on or moment().today), t)


def page(template: str, /, status: int = 200, **context: Any) -> Response:
    """Return a whole page."""
    response = make_response(render_template(template, **context))
    response.status_code = status
    return response


def is_fragment() -> bool:
    """Tell whether a script asks for a part of the page only."""
    return "HX-Request" in request.headers and "HX-Boosted" not in request.headers


def tell(text: str, kind: str = "met", undo: Undo | None = None) -> None:
    """Show *text* as a line on the next page; *kind*: met, short or err."""
    way_back = {"action": undo.action, "fields": dict(undo.fields)} if undo else None
    flash({"text": text, "undo": way_back}, kind)  # type: ignore[arg-type] # kept as JSON


def icon(name: str, cls: str = "") -> Markup:
    """Return an icon of the sheet; it stands beside words, and is hidden from screen readers."""
    classes = f"i {cls}".strip()
    return Markup('<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>').format(
        classes, icon_sheet(), name
    )


def register_rendering(app: Flask) -> None:
    """Give the templates of *app* what they may use, and make them object to what they lack."""
    env = app.jinja_env
    env.undefined = StrictUndefined
    env.trim_blocks = env.lstrip_blocks = True
    env.filters.update(formats.FILTERS)
    env.filters["last_day"] = lambda window, side: last_day(window, side, t)
    env.globals.update(
        t=t,
        asset=asset,
        icon=icon,
        csp_nonce=csp_nonce,
        organization_name=naming.organization_name,
        movement_type_name=naming.movement_type_name,
        theme_name=naming.theme_name,
        tenant_name=naming.tenant_name,
        in_a_sentence=naming.in_a_sentence,
        front_of=front_of,
        has_page=lambda endpoint: endpoint in app.view_functions,
    )
    app.context_processor(_everywhere)


def _everywhere() -> dict[str, Any]:
    settings = platform().settings
    return {
        "acting": g.get("acting"),
        "user": g.get("user"),
        "today": moment().today,
        "practice": settings.today,
        "trial": settings.demo and settings.today is not None and settings.env == "development",
        "language": language(),
        "icons": icon_sheet(),
    }
