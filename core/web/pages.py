"""Joins the pages to the application: frame, security, blueprints, refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_wtf.csrf import CSRFProtect

from core.web.assets import register_assets
from core.web.blueprints import BLUEPRINTS
from core.web.evidence_limits import register_larger_forms
from core.web.rendering import register_rendering
from core.web.security import register_security
from core.web.shell import register_shell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flask import Blueprint, Flask


def register_pages(app: Flask, *, without_form_tokens: Iterable[Blueprint]) -> None:
    """Add the pages to *app*; blueprints of programs, which send no cookie, need no form token."""
    register_security(app)
    register_rendering(app)
    register_shell(app)
    register_assets(app)
    register_larger_forms(app)  # before the form is read to find its token
    protect = CSRFProtect(app)
    for blueprint in without_form_tokens:
        protect.exempt(blueprint)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
