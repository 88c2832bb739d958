"""Carrying a form that was sent too late through signing in, so that nothing typed is lost.

What was typed travels sealed in one hidden field, and comes out again only for the user whose
form it was: on a shared machine the next one finds nothing.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from cryptography.fernet import InvalidToken
from flask import redirect, request

from core.edge.platform import platform
from core.services.sealing import box
from core.web.local_paths import local_path
from core.web.rendering import page

if TYPE_CHECKING:
    from cryptography.fernet import Fernet
    from flask import Response
    from werkzeug.wrappers import Response as WerkzeugResponse

    from core.domain.people import User

FIELD = "mang_theo"
LARGEST = 200_000
"""Characters of a form that is carried; a larger one would not pass as a form again."""

LASTING = 12 * 3600
"""Seconds until what is carried can no longer be opened."""

NEVER = re.compile(r"csrf_token|.*password.*|.*one_time_code.*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A form to be sent again: *address* of our own, and the fields as they were typed."""

    address: str
    fields: tuple[tuple[str, str], ...]


def typed() -> Carried:
    """Return the form of the request without its secrets."""
    fields = tuple(
        (name, value) for name, value in request.form.items(multi=True) if not NEVER.fullmatch(name)
    )
    return Carried(address=local_path(request.full_path.rstrip("?")), fields=fields)


def sealed_for(user_id: str) -> str:
    """Return the form of the request, sealed for *user_id*; "" if it cannot be carried."""
    found = typed()
    text = json.dumps([user_id, found.address, found.fields], ensure_ascii=False)
    if not found.address or len(text) > LARGEST:
        return ""
    return _box().encrypt(text.encode()).decode()


def sent() -> str:
    """Return what the request carries along, still sealed."""
    return request.form.get(FIELD, "")


def opened(sealed: str, user: User) -> Carried | None:
    """Return the form for the user whose it is; None for anybody else, and when it is too old."""
    if not sealed:
        return None
    try:
        text = _box().decrypt(sealed.encode(), ttl=LASTING)
    except InvalidToken:
        return None
    owner, address, fields = json.loads(text)
    if owner != user.id:
        return None
    return Carried(address=address, fields=tuple((name, value) for name, value in fields))


def going_on(user: User, *, carried: str, tiep: str) -> Response | WerkzeugResponse:
    """Answer who has just signed in: with the form to send again, or with where to go on."""
    found = opened(carried, user)
    if found is not None:
        return offered_again(found)
    return redirect(tiep or "/", HTTPStatus.SEE_OTHER)


def offered_again(form: Carried, status: int = HTTPStatus.OK) -> Response:
    """Return the page with one button that sends *form* once more, under a new form token."""
    return page("signing_in/again.html", status=status, form=form)


def _box() -> Fernet:
    return box(platform().settings.secret_key or "", "a form carried through signing in")
