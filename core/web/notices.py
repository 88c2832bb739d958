"""«Thông báo»: one's own notices, those of every role together, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, url_for

from core.domain.registration_search import Page
from core.edge.notice_wording import headline, line_title
from core.edge.platform import moment, platform
from core.edge.task_wording import event_words, stays_words
from core.web import formats, sessions
from core.web.asked_numbers import asked_page
from core.web.inbox import own_hats, own_notices, own_scope
from core.web.rendering import page, t, tell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from flask import Response
    from werkzeug.wrappers import Response as WerkzeugResponse

    from core.domain.notices import Line, Notice
    from core.web.hats import Acting

blueprint = Blueprint("web_notices", __name__)

PAGE_SIZE = 10
MOST = 1000
"""So many notices are shown at most: more than are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing that is due; ``left`` is how many days were left then, ``more`` what ends it."""

    title: str
    due: date
    left: int
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a notice tells one role, and where its tasks are."""

    hat: Acting
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A notice as the page shows it; ``as_of`` says that it is a picture of its morning."""

    id: str
    day: date
    as_of: str
    headline: str
    unread: bool
    parts: Sequence[Part]


@blueprint.before_request
def _signed_in() -> None:
    sessions.require_user()


@blueprint.get("/thong-bao")
def index() -> Response:
    """List the notices; nothing is marked as read by being looked at."""
    own, number = own_notices(), asked_page()
    total = own.count(unread=False, up_to=MOST)
    found = own.search(unread=False, page=Page(limit=PAGE_SIZE, skip=(number - 1) * PAGE_SIZE))
    return page(
        "notices/index.html",
        notices=[_shown(notice) for notice in found],
        unread=own.count(unread=True, up_to=MOST),
        number=number,
        pages=max(1, -(-total // PAGE_SIZE)),
    )


@blueprint.post("/thong-bao/<notice_id>/da-doc")
def mark(notice_id: str) -> WerkzeugResponse:
    """Mark a notice as read."""
    platform().store.write(own_scope(), lambda work: work.notices.read(notice_id, at=moment().now))
    tell(t("notices.read_it"))
    return redirect(url_for("web_notices.index"), HTTPStatus.SEE_OTHER)


def _shown(notice: Notice) -> Shown:
    return Shown(
        id=notice.id,
        day=notice.day,
        as_of=t("notices.as_of", time=formats.clock(notice.made_at), day=formats.day(notice.day)),
        headline=headline(notice, t),
        unread=notice.read_at is None,
        parts=list(_parts(notice)),
    )


def _parts(notice: Notice) -> Iterator[Part]:
    for hat in own_hats():
        lines = [line for line in notice.lines if line.assignment == hat.assignment.id]
        if lines:
            yield Part(hat=hat, rows=[_row(line, notice.day) for line in lines])


def _row(line: Line, day: date) -> Row:
    left = (line.due - day).days
    return Row(title=line_title(line, t), due=line.due, left=left, more=_more(line))


def _more(line: Line) -> str:
    """Return what ends the time, or as what it counts when it comes by then."""
    return event_words(line.task, t) or stays_words(line.task, t)
