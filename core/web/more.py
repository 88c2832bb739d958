"""«Thêm»: on a phone, the way to all that has no place in the bar at the bottom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.web.hats import acting, hat_blueprint
from core.web.rendering import page
from core.web.shell import IN_THE_BOTTOM_BAR, tabs_of

if TYPE_CHECKING:
    from flask import Response

blueprint = hat_blueprint("more")


@blueprint.get("/them")
def index() -> Response:
    """List the remaining destinations of the role, search first."""
    return page(
        "more/index.html", active="more", destinations=tabs_of(acting())[IN_THE_BOTTOM_BAR:]
    )
