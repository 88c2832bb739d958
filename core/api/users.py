"""Users, as their admins keep them."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Response, jsonify
from flask.views import MethodView

from core.api.ordering import refusing_first
from core.api.paging import skip_of, with_pagination
from core.api.parsing import Blueprint
from core.api.preconditions import sent_version, with_version
from core.api.registrations import EmptyQuery
from core.api.sent_grants import known_organizations, sent_grants
from core.api.user_schemas import (
    GrantBody,
    InvitedAnswer,
    UserAnswer,
    UserBody,
    UserChange,
    UserQuery,
)
from core.api.user_shapes import invited_reply, person_row, unstored
from core.api.writing import Reply2xx, changing, creating, idempotency_key
from core.domain.registration_search import Page
from core.edge.cursors import COUNTED, cursor_of, read_cursor
from core.edge.platform import moment, platform, scope
from core.services.assigning import add_assignment, end_assignment
from core.services.inviting import reset_password
from core.services.people import change_user, create_user, get_user, list_users
from core.services.resetting_second_factor import reset_second_factor
from core.services.user_checks import (
    check_changing,
    check_ending,
    check_granting,
    check_inviting,
)

if TYPE_CHECKING:
    from core.domain.people import Grant
    from core.services.ports.work import Repositories

blueprint = Blueprint(
    "users", __name__, url_prefix="/api/v1/users", description="Người dùng, phân công"
)


def _check_new(**_: Any) -> None:
    check_inviting(platform().store.read(scope()), sent_grants(), today=moment().today)
    idempotency_key()


def _check_change(user_id: str, **_: Any) -> None:
    work = platform().store.read(scope())
    check_changing(work, user_id, version=sent_version(), today=moment().today)


def _check_grant(user_id: str, **_: Any) -> None:
    work = platform().store.read(scope())
    check_granting(work, user_id, sent_grants(), today=moment().today)
    idempotency_key()


def _check_end(user_id: str, assignment_id: str, **_: Any) -> None:
    check_ending(
        platform().store.read(scope()),
        user_id,
        assignment_id,
        version=sent_version(),
        today=moment().today,
    )


@blueprint.route("")
class UserList(MethodView):
    @blueprint.arguments(UserQuery, location="query")
    @blueprint.response(HTTPStatus.OK, UserAnswer(many=True))
    def get(self, query: dict[str, Any]) -> Response:
        """List the users one administers, newest first."""
        after = read_cursor(query["after"])
        size = query["page_size"]
        page = Page(limit=size + 1, skip=0 if after else skip_of(query), after=after)
        work = platform().store.read(scope())
        found, total = list_users(work=work, q=query["q"], page=page, count_up_to=COUNTED + 1)
        shown = found[:size]
        more = len(found) > size
        following = cursor_of(shown[-1].created_at, shown[-1].id) if more else None
        response = jsonify([person_row(user) for user in shown])
        return with_pagination(response, query, total, following)

    @refusing_first(_check_new)
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.arguments(UserBody)
    @blueprint.response(HTTPStatus.CREATED, InvitedAnswer)
    def post(self, _: dict[str, Any], body: dict[str, Any]) -> Response:
        """Create a user; the answer holds the invitation, which is shown this once."""

        def create(work: Repositories) -> Reply2xx:
            invited = create_user(
                work=work,
                username=body["username"],
                name=body["name"],
                email=body["email"],
                grants=body["assignments"],
                organizations=known_organizations(),
                moment=moment(),
            )
            return invited_reply(invited, HTTPStatus.CREATED)

        return unstored(creating(create))


@blueprint.route("/<string:user_id>")
class UserItem(MethodView):
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.response(HTTPStatus.OK, UserAnswer)
    def get(self, _: dict[str, Any], user_id: str) -> Response:
        """Show a user one administers, or oneself."""
        user = get_user(work=platform().store.read(scope()), user_id=user_id)
        return with_version(jsonify(person_row(user)), user.version)

    @refusing_first(_check_change)
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.arguments(UserChange)
    @blueprint.response(HTTPStatus.OK, InvitedAnswer)
    def patch(self, _: dict[str, Any], body: dict[str, Any], user_id: str) -> Response:
        """Rename, disable, enable; or drop the password and invite anew."""
        common: dict[str, Any] = {"user_id": user_id, "version": sent_version(), "moment": moment()}

        def change(work: Repositories) -> Reply2xx:
            if "reset" in body:
                return invited_reply(reset_password(work=work, **common), HTTPStatus.OK)
            user = change_user(work=work, **body, **common)
            return Reply2xx(body=person_row(user), version=user.version)

        return unstored(changing(change))


@blueprint.route("/<string:user_id>/second-factor")
class UserSecondFactor(MethodView):
    @refusing_first(_check_change)
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.response(HTTPStatus.OK, UserAnswer)
    def delete(self, _: dict[str, Any], user_id: str) -> Response:
        """Remove the second factor of who has lost it, and end their sign-ins; the user."""

        def reset(work: Repositories) -> Reply2xx:
            user = reset_second_factor(
                work=work, user_id=user_id, version=sent_version(), moment=moment()
            )
            return Reply2xx(body=person_row(user), version=user.version)

        return changing(reset)


@blueprint.route("/<string:user_id>/assignments")
class AssignmentList(MethodView):
    @refusing_first(_check_grant)
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.arguments(GrantBody)
    @blueprint.response(HTTPStatus.CREATED, UserAnswer)
    def post(self, _: dict[str, Any], grant: Grant, user_id: str) -> Response:
        """Give a user another assignment; answers the whole user."""

        def add(work: Repositories) -> Reply2xx:
            user = add_assignment(
                work=work,
                user_id=user_id,
                grant=grant,
                organizations=known_organizations(),
                moment=moment(),
            )
            return Reply2xx(body=person_row(user), status=HTTPStatus.CREATED, version=user.version)

        return creating(add)


@blueprint.route("/<string:user_id>/assignments/<string:assignment_id>")
class AssignmentItem(MethodView):
    @refusing_first(_check_end)
    @blueprint.arguments(EmptyQuery, location="query")
    @blueprint.response(HTTPStatus.OK, UserAnswer)
    def delete(self, _: dict[str, Any], user_id: str, assignment_id: str) -> Response:
        """End an assignment at once; it stays listed with its last day. Answers the user."""

        def end(work: Repositories) -> Reply2xx:
            user = end_assignment(
                work=work,
                user_id=user_id,
                assignment_id=assignment_id,
                version=sent_version(),
                moment=moment(),
            )
            return Reply2xx(body=person_row(user), version=user.version)

        return changing(end)
