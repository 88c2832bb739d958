"""One's own page: name and roles, mail address, password, other sign-ins."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Blueprint, redirect, request, url_for

from core.domain.errors import InvalidError, TooManyAttemptsError
from core.edge.platform import moment, platform
from core.services.own_email import change_email
from core.services.own_password import change_password
from core.services.second_factor import demanded_of
from core.services.signing_in import NOBODY
from core.services.web_sessions import begin_anew, end_others, others
from core.web import sessions
from core.web.hats import hats_of
from core.web.refusals import by_field
from core.web.rendering import page, t, tell
from core.web.sign_in_page import refusal_of, refused_status

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.wrappers import Response as WerkzeugResponse

blueprint = Blueprint("web_account", __name__)


@blueprint.before_request
def _signed_in() -> None:
    sessions.require_user()


@blueprint.get("/tai-khoan")
def index() -> Response:
    return account_page()


@blueprint.post("/tai-khoan/mat-khau")
def set_password() -> Response | WerkzeugResponse:
    user = sessions.require_user()
    new = request.form.get("new_password", "")
    if new != request.form.get("new_password_again", ""):
        return account_page({"new_password_again": t("password.not_the_same")})
    try:
        change_password(
            store=platform().store,
            passwords=platform().passwords,
            user=user,
            current=request.form.get("current_password", ""),
            new=new,
            address=request.remote_addr,
        )
    except InvalidError as error:
        return account_page(_at_fields(error))
    except TooManyAttemptsError as error:
        problems = {"current_password": refusal_of(error)}
        return account_page(problems, refused_status(error))
    signed_in = begin_anew(
        store=platform().store, user_id=user.id, now=moment().now, lifetime=sessions.lifetime()
    )
    return sessions.enter(signed_in, lambda: _back(t("account.password_set")))


@blueprint.post("/tai-khoan/thu")
def set_email() -> Response | WerkzeugResponse:
    """Set the address one's reminders are mailed to; an empty one: they are not."""
    typed = request.form.get("email", "").strip()
    try:
        user = change_email(
            store=platform().store, user=sessions.require_user(), email=typed or None
        )
    except InvalidError as error:
        problems = {field: said[0] for field, said in by_field(error).items()}
        return account_page(problems, typed_email=typed)
    return _back(t("account.email_set" if user.email else "account.email_removed"))


@blueprint.post("/tai-khoan/phien")
def end_other_sessions() -> WerkzeugResponse:
    end_others(store=platform().store, session=sessions.require_session())
    return _back(t("account.others_ended"))


def account_page(
    problems: dict[str, str] | None = None, status: int | None = None, **more: Any
) -> Response:
    """Return the page; *problems* are sentences by field, *more* is what only a part needs."""
    session = sessions.require_session()
    user = session.user
    work = platform().store.read(replace(NOBODY, revision=session.revision))
    told: dict[str, Any] = {
        "hats": hats_of(user, revision=session.revision),
        "others": others(store=platform().store, session=session, now=moment().now),
        "demanded": demanded_of(work, user, today=moment().today),
        "problems": problems or {},
        "typed_email": user.email or "",
        "mails": platform().settings.smtp_host is not None,
    }
    refused = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return page("account/index.html", status=status or refused, **(told | more))


def _back(said: str) -> WerkzeugResponse:
    tell(said)
    return redirect(url_for("web_account.index"), HTTPStatus.SEE_OTHER)


def _at_fields(error: InvalidError) -> dict[str, str]:
    fields = dict(zip(("current", "password"), ("current_password", "new_password"), strict=True))
    return {fields.get(field, field): said[0] for field, said in by_field(error).items()}
