"""What of a person's notices every page shows: how many are unread, and the newest at home."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from flask import g

from core.domain.access import Scope
from core.domain.registration_search import Page
from core.edge.notice_wording import headline
from core.edge.platform import platform
from core.web.hats import hats_of
from core.web.rendering import t
from core.web.sessions import require_session

if TYPE_CHECKING:
    from datetime import date

    from core.services.ports.notices import Notices
    from core.web.hats import Acting

MOST_SHOWN = 99
"""A larger number is not told exactly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Newest:
    """The newest notice that is unread and tells something to the acting role."""

    id: str
    day: date
    text: str


def own_hats() -> list[Acting]:
    """Return all hats of who is signed in; read once a request."""
    if "hats" not in g:
        session = require_session()
        g.hats = hats_of(session.user, revision=session.revision)
    return cast("list[Acting]", g.hats)


def own_scope() -> Scope:
    """Return the scope of all one's roles: notices are a person's, not a role's."""
    session = require_session()
    held = tuple(hat.assignment for hat in own_hats())
    return Scope(user=session.user.id, assignments=held, revision=session.revision)


def own_notices() -> Notices:
    return platform().store.read(own_scope()).notices


def unread() -> str:
    """Return how many notices are unread; nothing where none is."""
    found = own_notices().count(unread=True, up_to=MOST_SHOWN + 1)
    if found > MOST_SHOWN:
        return t("shell.more_than", n=MOST_SHOWN)
    return str(found or "")


def newest_for(acting: Acting) -> Newest | None:
    """Return what the home page of a role reminds of."""
    mine = platform().store.read(acting.scope(own_scope().user)).notices
    for notice in mine.search(unread=True, page=Page(limit=1)):
        return Newest(id=notice.id, day=notice.day, text=headline(notice, t))
    return None
