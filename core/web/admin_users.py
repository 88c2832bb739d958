"""Users: found, created with an invitation that is shown once."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Response, redirect, request, url_for

from core.domain.errors import DomainError, ForbiddenError, InvalidError, NotFoundError
from core.domain.registration_search import Page
from core.domain.text import normalized
from core.edge.platform import moment, platform, scope
from core.edge.statuses import status_of
from core.services.people import create_user, list_users
from core.web import admin_import, admin_user
from core.web.admin import admin_blueprint, known_organizations, told
from core.web.admin_grants import GRANT, grant_choices, shown_once, typed_grant
from core.web.asked_numbers import asked_page
from core.web.hats import acting
from core.web.rendering import page
from core.web.writing import new_key, once

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from werkzeug.wrappers import Response as WerkzeugResponse

    from core.domain.people import User
    from core.services.inviting import Invited
    from core.services.ports.work import Repositories

blueprint = admin_blueprint("users")
PAGE_SIZE = 50
COUNTED = 10_000

USER = "/quan-tri/nguoi-dung/<user_id>"
for _method, _path, _endpoint, _view in (
    ("GET", "/quan-tri/nguoi-dung/nhap-tu-bang", "import_form", admin_import.form),
    ("POST", "/quan-tri/nguoi-dung/nhap-tu-bang", "import_table", admin_import.bring_in),
    ("GET", USER, "item", admin_user.item),
    ("POST", f"{USER}/ten", "rename", admin_user.rename),
    ("POST", f"{USER}/phan-cong", "grant", admin_user.grant),
    ("GET", f"{USER}/<act>", "ask", admin_user.ask),
    ("POST", f"{USER}/<act>", "do", admin_user.do),
):
    blueprint.add_url_rule(_path, _endpoint, _view, methods=[_method])


@blueprint.get("/quan-tri/nguoi-dung")
def index() -> Response:
    """List those one administers, found by name or username without diacritics."""
    work = platform().store.read(scope())
    q = normalized(request.args.get("q", ""))
    number = asked_page()
    asked = Page(limit=PAGE_SIZE, skip=(number - 1) * PAGE_SIZE)
    problem, total = "", 0
    rows: Sequence[User] = ()
    try:
        rows, total = list_users(work=work, q=q, page=asked, count_up_to=COUNTED)
    except InvalidError as error:
        problem = told(error).get("q", [""])[0]
    return page(
        "admin/users.html",
        active="users",
        q=q,
        problem=problem,
        rows=rows,
        units=work.tenants.many({a.tenant for user in rows for a in user.assignments}),
        total=total,
        number=number,
        pages=-(-total // PAGE_SIZE),
    )


@blueprint.get("/quan-tri/nguoi-dung/moi")
def new() -> Response:
    """Show the form of a new user."""
    empty = dict.fromkeys(("username", "name", *GRANT), "") | {"tenant": acting().tenant.id}
    return _form(empty, {})


@blueprint.post("/quan-tri/nguoi-dung/moi")
def create() -> Response | WerkzeugResponse:
    """Create a user; the link to choose a password stands on the answer, this once."""
    typed = {name: request.form.get(name, "") for name in ("username", "name", *GRANT)}
    work = platform().store.read(scope())
    grant, errors = typed_grant(work, typed)
    if errors or grant is None:
        return _form(typed, errors, HTTPStatus.UNPROCESSABLE_ENTITY)
    made: list[Invited] = []

    def invite(writing: Repositories) -> str:
        invited = create_user(
            work=writing,
            username=typed["username"].strip().lower(),
            name=typed["name"],
            grants=[grant],
            organizations=known_organizations(),
            moment=moment(),
        )
        made[:] = [invited]
        return url_for("web_admin_users.item", user_id=invited.user.id)

    try:
        address, first = once(request.form.get("key", ""), invite)
    except DomainError as error:
        if error.reason in {NotFoundError.default_reason, ForbiddenError.default_reason}:
            raise
        wrong = {f.removeprefix("assignments.0."): texts for f, texts in told(error).items()}
        return _form(typed, wrong, status_of(error))
    if not first:
        return redirect(address, HTTPStatus.SEE_OTHER)
    return shown_once(made)


def _form(
    typed: Mapping[str, str], errors: dict[str, list[str]], status: int = HTTPStatus.OK
) -> Response:
    return page(
        "admin/user_new.html",
        status=status,
        active="users",
        typed=typed,
        errors=errors,
        key=new_key(),
        **grant_choices(),
    )
