"""What has been typed on this device and not yet sent; a script fills the page, also offline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.web.hats import hat_blueprint
from core.web.rendering import page

if TYPE_CHECKING:
    from flask import Response

blueprint = hat_blueprint("unsent")


@blueprint.get("/chua-gui")
def index() -> Response:
    return page("unsent/index.html")
