"""One user: assignments, name, and the acts that take effect at once, each asked about first."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Response, redirect, request, url_for

from core.domain.errors import DomainError, ForbiddenError, NotFoundError
from core.edge.platform import moment, platform, scope
from core.edge.statuses import status_of
from core.services.assigning import add_assignment, end_assignment, endable
from core.services.inviting import reset_password
from core.services.people import UNCHANGED, change_user, get_user
from core.services.people_rights import (
    administered,
    granting_assignment,
    managing_assignment,
)
from core.services.resetting_second_factor import reset_second_factor
from core.web.admin import known_organizations, told
from core.web.admin_grants import GRANT, grant_choices, shown_once, typed_grant
from core.web.asked_numbers import sent_version
from core.web.hats import acting
from core.web.rendering import page, t, tell
from core.web.writing import new_key, once, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from werkzeug.wrappers import Response as WerkzeugResponse

    from core.domain.people import HeldAssignment, User
    from core.services.inviting import Invited
    from core.services.ports.work import Repositories

ENDING = "ket-thuc-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something that takes effect at once; ``code`` names its sentences."""

    code: str
    assignment: HeldAssignment | None = None


ACTS = {
    "khoa": Act(code="disable"),
    "mo-khoa": Act(code="enable"),
    "dat-lai-mat-khau": Act(code="reset_password"),
    "bo-xac-thuc": Act(code="reset_second_factor"),
}
"""The acts by their place in the address; ``ket-thuc-<id>`` ends an assignment."""


def item(user_id: str) -> Response:
    """Show a user one administers."""
    return _item(user_id, dict.fromkeys(GRANT, ""), {})


def rename(user_id: str) -> Response | WerkzeugResponse:
    """Give a user another name, another mail address."""
    typed = {each: request.form[each] for each in ("name", "email") if each in request.form}
    email = (typed["email"].strip() or None) if "email" in typed else UNCHANGED

    def change(work: Repositories) -> Any:
        return change_user(
            work=work,
            user_id=user_id,
            version=_version(),
            name=typed.get("name"),
            email=email,
            moment=moment(),
        )

    return _carry_out(user_id, lambda: write(change), done="admin.renamed", typed=typed)


def grant(user_id: str) -> Response | WerkzeugResponse:
    """Give a user another assignment."""
    typed = {name: request.form.get(name, "") for name in GRANT}
    wanted, errors = typed_grant(platform().store.read(scope()), typed)
    if errors or wanted is None:
        return _item(user_id, typed, errors, HTTPStatus.UNPROCESSABLE_ENTITY)

    def add(work: Repositories) -> str:
        add_assignment(
            work=work,
            user_id=user_id,
            grant=wanted,
            organizations=known_organizations(),
            moment=moment(),
        )
        return user_id

    return _carry_out(
        user_id,
        lambda: once(request.form.get("key", ""), add),
        done="admin.assignment_added",
        typed=typed,
    )


def ask(user_id: str, act: str) -> Response:
    """Show what an act means before it is done; refuses where the act would be refused."""
    work = platform().store.read(scope())
    user = administered(work, user_id)
    ending = _act(user_id, act).assignment
    if ending is None:
        managing_assignment(work, user, today=moment().today)
    else:
        granting_assignment(work, [ending], today=moment().today)
    return _ask(user_id, act, "")


def do(user_id: str, act: str) -> Response | WerkzeugResponse:
    """Do it, at once."""
    asked = _act(user_id, act)
    made: list[Invited] = []
    common: dict[str, Any] = {"user_id": user_id, "version": _version(), "moment": moment()}

    def carry_out(work: Repositories) -> None:
        if asked.assignment is not None:
            end_assignment(work=work, assignment_id=asked.assignment.id, **common)
        elif asked.code == "reset_password":
            made[:] = [reset_password(work=work, **common)]
        elif asked.code == "reset_second_factor":
            reset_second_factor(work=work, **common)
        else:
            change_user(work=work, disabled=asked.code == "disable", **common)

    try:
        write(carry_out)
    except DomainError as error:
        if _hidden(error):
            raise
        return _ask(user_id, act, " ".join(s for each in told(error).values() for s in each))
    if made:
        return shown_once(made)
    tell(t(f"admin.done.{asked.code}"))
    return redirect(url_for("web_admin_users.item", user_id=user_id), HTTPStatus.SEE_OTHER)


def _carry_out(
    user_id: str, act: Callable[[], object], *, done: str, typed: dict[str, str]
) -> Response | WerkzeugResponse:
    try:
        act()
    except DomainError as error:
        if _hidden(error):
            raise
        empty = dict.fromkeys(GRANT, "")
        return _item(user_id, empty | typed, told(error), status_of(error))
    tell(t(done))
    return redirect(url_for("web_admin_users.item", user_id=user_id), HTTPStatus.SEE_OTHER)


def _hidden(error: DomainError) -> bool:
    return error.reason in {NotFoundError.default_reason, ForbiddenError.default_reason}


def _version() -> int | None:
    return sent_version()


def _act(user_id: str, act: str) -> Act:
    if act in ACTS:
        return ACTS[act]
    user = get_user(work=platform().store.read(scope()), user_id=user_id)
    found = next((a for a in user.assignments if act == f"{ENDING}{a.id}"), None)
    if found is None:
        raise NotFoundError
    return Act(code="end_assignment", assignment=found)


def _ask(user_id: str, act: str, refusal: str) -> Response:
    asked = _act(user_id, act)
    work = platform().store.read(scope())
    user = get_user(work=work, user_id=user_id)
    return page(
        "admin/confirm.html",
        status=HTTPStatus.CONFLICT if refusal else HTTPStatus.OK,
        active="users",
        user_shown=user,
        act=act,
        asked=asked,
        units=_units(work, user),
        refusal=refusal,
    )


def _item(
    user_id: str,
    typed: dict[str, str],
    errors: dict[str, list[str]],
    status: int = HTTPStatus.OK,
) -> Response:
    work = platform().store.read(scope())
    user = get_user(work=work, user_id=user_id)
    return page(
        "admin/user.html",
        status=status,
        active="users",
        user_shown=user,
        manages=_manages(work, user),
        endable=endable(work, user.assignments, today=moment().today),
        units=_units(work, user),
        day=acting().today,
        typed=typed,
        errors=errors,
        key=new_key(),
        **grant_choices(),
    )


def _manages(work: Repositories, user: User) -> bool:
    """Tell whether one could have granted all that the user holds, seen or not."""
    try:
        managing_assignment(work, administered(work, user.id), today=moment().today)
    except DomainError:
        return False
    return True


def _units(work: Repositories, user: User) -> Any:
    return work.tenants.many({held.tenant for held in user.assignments})
