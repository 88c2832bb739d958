"""Choosing the role to work in, with what waits under each; and where the first page leads."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, session, url_for

from core.domain.access import Role
from core.web.hats import hats_of
from core.web.rendering import page
from core.web.sessions import require_session
from core.web.tasks import LAST_HAT
from core.web.waiting import waiting

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.wrappers import Response as WerkzeugResponse

    from core.web.hats import Acting

blueprint = Blueprint("web_hats", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A role one may put on; ``waiting`` None: it only looks on."""

    hat: Acting
    waiting: int | None
    current: bool


@blueprint.get("/")
def home() -> WerkzeugResponse:
    """Lead to the tasks of the only role, or of the one used last; else let one be chosen."""
    hats = [hat.hat for hat in _hats()]
    last = session.get(LAST_HAT)
    if len(hats) == 1:
        last = hats[0]
    if last in hats:
        return redirect(url_for("web_tasks.home", hat=last), HTTPStatus.SEE_OTHER)
    return redirect(url_for("web_hats.choose"), HTTPStatus.SEE_OTHER)


@blueprint.get("/doi-vai")
def choose() -> Response:
    last = session.get(LAST_HAT)
    choices = [
        Choice(
            hat=hat,
            waiting=None if hat.role is Role.VIEWER else waiting(hat),
            current=hat.hat == last,
        )
        for hat in _hats()
    ]
    return page("tasks/hats.html", choices=choices)


def _hats() -> list[Acting]:
    found = require_session()
    return hats_of(found.user, revision=found.revision)
