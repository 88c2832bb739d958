"""Importing users from a table: tried first, then all of them or none."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Response, redirect, request, url_for

from core.domain.errors import ForbiddenError, InvalidError
from core.edge.platform import moment, platform, scope
from core.services.people_import import import_users, plan_import
from core.services.people_rows import COLUMNS
from core.web.admin import known_organizations, told
from core.web.admin_grants import shown_once
from core.web.rendering import page, t, tell
from core.web.writing import new_key, once

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as WerkzeugResponse

    from core.services.inviting import Invited
    from core.services.people_import import ImportPlan
    from core.services.ports.work import Repositories

LARGEST = 1_000_000  # bytes; some 2 000 rows are a fifth of it


def form() -> Response:
    """Show where to paste the table or choose its file."""
    return _page("", None, {})


def bring_in() -> Response | WerkzeugResponse:
    """Try the table; once that is confirmed, create everyone in it."""
    table = _table()
    if not table.strip():
        empty = {"table": [t("admin.no_table")]}
        return _page(table, None, empty, HTTPStatus.UNPROCESSABLE_ENTITY)
    if request.form.get("viec") == "nhap":
        return _create(table)
    return _try(table)


def _try(table: str) -> Response:
    try:
        plan = plan_import(
            work=platform().store.read(scope()),
            content=table.encode(),
            organizations=known_organizations(),
            moment=moment(),
        )
    except InvalidError as error:
        wrong = {"table": [text for texts in told(error).values() for text in texts]}
        return _page(table, None, wrong, HTTPStatus.UNPROCESSABLE_ENTITY)
    problems = told(InvalidError(problems=plan.problems)) if plan.problems else {}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return _page(table, plan, problems, status)


def _create(table: str) -> Response | WerkzeugResponse:
    made: list[Invited] = []

    def create(work: Repositories) -> str:
        made[:] = import_users(
            work=work,
            content=table.encode(),
            organizations=known_organizations(),
            moment=moment(),
        )
        return url_for("web_admin_users.index")

    try:
        address, first = once(request.form.get("key", ""), create)
    except ForbiddenError:
        raise
    except InvalidError:
        return _try(table)
    if first:
        return shown_once(made)
    tell(t("admin.imported_before"))
    return redirect(address, HTTPStatus.SEE_OTHER)


def _table() -> str:
    """Return the table as text: the file's, if one was chosen, else what was pasted."""
    file = request.files.get("file")
    if file is not None and file.filename:
        return file.stream.read(LARGEST).decode("utf-8-sig", errors="replace")
    return request.form.get("table", "")[:LARGEST]


def _page(
    table: str,
    plan: ImportPlan | None,
    errors: dict[str, list[str]],
    status: int = HTTPStatus.OK,
) -> Response:
    work = platform().store.read(scope())
    grants = [grant for one in plan.newcomers for grant in one.grants] if plan else []
    return page(
        "admin/import.html",
        status=status,
        active="users",
        table=table,
        plan=plan,
        errors=errors,
        units=work.tenants.many({grant.tenant for grant in grants}),
        columns=COLUMNS,
        key=new_key(),
    )
