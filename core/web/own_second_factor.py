"""One's own second factor: the pages that turn it on and off and make new recovery codes."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Blueprint, redirect, request, url_for

from core.domain.errors import ConflictError, InvalidError, TooManyAttemptsError
from core.domain.second_factor import shown
from core.edge.platform import moment, platform
from core.services.own_second_factor import renew_recovery, turn_off, turn_on
from core.web import sessions
from core.web.account import account_page
from core.web.qr_codes import qr_code
from core.web.refusals import by_field
from core.web.rendering import page, t, tell
from core.web.sign_in_page import refusal_of, refused_status

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.wrappers import Response as WerkzeugResponse

blueprint = Blueprint("web_own_second_factor", __name__, url_prefix="/tai-khoan")


@blueprint.before_request
def _signed_in() -> None:
    sessions.require_user()


@blueprint.get("/xac-thuc")
def form() -> Response | WerkzeugResponse:
    user = sessions.require_user()
    return _back() if user.second_factor is not None else _setup_page()


@blueprint.post("/xac-thuc")
def set_up() -> Response | WerkzeugResponse:
    try:
        codes = turn_on(
            store=platform().store,
            passwords=platform().passwords,
            secrets=platform().factor_secrets,
            user=sessions.require_user(),
            current=request.form.get("current_password", ""),
            offered=request.form.get("offered", ""),
            code=request.form.get("one_time_code", ""),
            address=request.remote_addr,
            now=moment().now,
        )
    except (InvalidError, TooManyAttemptsError) as error:
        return _setup_page(_at_fields(error), refused_status(error))
    except ConflictError:
        return _back()
    return _codes_page(codes, t("second_factor.is_on_now"))


@blueprint.post("/xac-thuc/tat")
def give_up() -> Response | WerkzeugResponse:
    try:
        turn_off(**_asked(), moment=moment())
    except (InvalidError, TooManyAttemptsError) as error:
        return _refused(error, "off_one_time_code")
    tell(t("second_factor.is_off_now"))
    return _back()


@blueprint.post("/xac-thuc/ma-du-phong")
def renew() -> Response | WerkzeugResponse:
    try:
        codes = renew_recovery(**_asked(), moment=moment())
    except (InvalidError, TooManyAttemptsError) as error:
        return _refused(error, "new_one_time_code")
    return _codes_page(codes, t("second_factor.renewed"))


def _asked() -> dict[str, Any]:
    """Return who asks, and the code that shows it; the form's field names itself."""
    sent = [value for name, value in request.form.items() if name.endswith("one_time_code")]
    return {
        "store": platform().store,
        "secrets": platform().factor_secrets,
        "user": sessions.require_user(),
        "code": sent[0] if sent else "",
        "address": request.remote_addr,
    }


def _setup_page(
    problems: dict[str, str] | None = None, status: HTTPStatus = HTTPStatus.OK
) -> Response:
    made, user = platform().factor_secrets, sessions.require_user()
    offer = made.offered_again(user, request.form.get("offered", ""), now=moment().now)
    return page(
        "account/setup.html",
        status=status,
        user=user,
        offer=offer,
        qr=qr_code(offer.uri),
        problems=problems or {},
    )


def _at_fields(error: InvalidError | TooManyAttemptsError) -> dict[str, str]:
    if isinstance(error, TooManyAttemptsError):
        return {"current_password": refusal_of(error)}
    if any(problem.field == "current" for problem in error.problems):
        return {"current_password": by_field(error)["current"][0]}
    return {"one_time_code": t("second_factor.wrong_first_code")}


def _codes_page(codes: tuple[str, ...], done: str) -> Response:
    return page("account/recovery.html", codes=list(map(shown, codes)), done=done)


def _refused(error: InvalidError | TooManyAttemptsError, field: str) -> Response:
    said = t("sign_in.bad_code") if isinstance(error, InvalidError) else refusal_of(error)
    return account_page({field: said}, refused_status(error))


def _back() -> WerkzeugResponse:
    return redirect(url_for("web_account.index"), HTTPStatus.SEE_OTHER)
