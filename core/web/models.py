"""«Mô hình để nhân rộng»: the library of models, and the lineage of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.edge.platform import platform, scope
from core.web.hats import acting, hat_blueprint
from core.web.model_lineage import shown_lineage
from core.web.model_list import library
from core.web.rendering import page

if TYPE_CHECKING:
    from flask import Response

blueprint = hat_blueprint("models")


@blueprint.get("/mo-hinh")
def index() -> Response:
    """Show what was recognised near by, and pilots in sight."""
    work = platform().store.read(scope())
    return page("models/index.html", active=_tab(), shown=library(work))


@blueprint.get("/mo-hinh/<string:registration_id>")
def item(registration_id: str) -> Response:
    """Show where a model came from, and where it was copied to."""
    work = platform().store.read(scope())
    return page("models/item.html", active=_tab(), shown=shown_lineage(work, registration_id))


def _tab() -> str:
    """Return the tab it belongs to: the Front's are many, so there it lies behind the list."""
    return "registrations" if acting().is_front else "models"
