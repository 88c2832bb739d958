"""No answer is an error of the program, and none is another than the document says."""

from __future__ import annotations

import json
from ipaddress import IPv4Address
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from schemathesis.checks import max_response_time, not_a_server_error
from schemathesis.specs.openapi.checks import (
    allow_header_conformance,
    content_type_conformance,
    ensure_resource_availability,
    ignored_auth,
    missing_required_header,
    negative_data_rejection,
    positive_data_acceptance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
    use_after_free,
)

from core.domain.text import normalized
from tests.api.fuzzing.asking import Asking
from tests.api.fuzzing.document import whole
from tests.api.refusals import refuse_other_shapes

if TYPE_CHECKING:
    from schemathesis import Case, CheckContext
    from schemathesis.checks import CheckFunction
    from schemathesis.core.transport import Response

    from tests.api.fuzzing.world import World

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    positive_data_acceptance,
    missing_required_header,
    unsupported_method,
    allow_header_conformance,
    use_after_free,
    ensure_resource_availability,
    max_response_time,
]
"""All there are, beside ``negative_data_rejection``, which ``wrong_data_is_refused`` asks, and
``ignored_auth``, which needs to be asked once of each operation. Left out is
``object_level_authorization``: tests.api.isolation asks it of every operation and everybody.
"""

EXCEPTED = {
    # A made-up password is refused with 401, and after a few with 429.
    "POST /api/v1/tokens": positive_data_acceptance,
    "PUT /api/v1/me/password": positive_data_acceptance,
    # «import» could be the id of a user, so the methods of that path are allowed as well.
    "POST /api/v1/users/import": allow_header_conformance,
}
ADDRESSES = count(int(IPv4Address("198.51.100.1")))
"""Each request comes from another one, so that failed sign-ins lock out no other test."""

SYSTEMATIC, RANDOM = whole("coverage"), whole("fuzzing")


@pytest.fixture(scope="module")
def asking(world):
    """An officer of a commune; of the province's Front an approver and an admin."""
    return [Asking(world, world.askers[name]) for name in ("officer", "approver", "admin")]


@pytest.fixture(scope="module")
def allowed(world):
    """Somebody who may do most: an officer of a commune who is an admin of the Front as well."""
    return Asking(world, world.askers["both"])


@RANDOM.parametrize()
def test_whatever_is_asked_by_whomever_the_answer_is_as_documented(case, asking, world):
    for each in asking:
        each.aim(case)
        ask(case, world)


@SYSTEMATIC.parametrize()
def test_whatever_the_document_distinguishes_the_answer_is_as_documented(case, allowed, world):
    allowed.aim(case)
    ask(case, world, ignored_auth)


def ask(case: Case, world: World, *more: CheckFunction) -> None:
    address = {"REMOTE_ADDR": str(IPv4Address(next(ADDRESSES)))}
    response = case.call(app=world.api.app, environ_overrides=address)
    excepted = EXCEPTED.get(case.operation.label)
    checks = [check for check in (*CHECKS, *more) if check is not excepted]
    case.validate_response(
        response,
        checks=checks,
        additional_checks=OUR_CHECKS,
        headers={name: value for name, value in case.headers.items() if name == "Authorization"},
        transport_kwargs={"app": world.api.app},
    )


def wrong_data_is_refused(context: CheckContext, response: Response, case: Case) -> None:
    """Check that what the schemas forbid is refused.

    Text may be well once it is tidied, and an empty header is none.
    """
    if case.headers.get("If-Match") == "":
        return
    if json.dumps(case.body, default=str) == json.dumps(tidied(case.body), default=str):
        negative_data_rejection(context, response, case)


def tidied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: tidied(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [tidied(inner) for inner in value]
    return normalized(value) if isinstance(value, str) else value


def refused_in_our_way(_: object, response: Response, case: Case) -> None:
    if response.status_code >= 400:
        assert response.headers["content-type"][0].startswith("application/json"), response.text
        refuse_other_shapes(response.status_code, response.json(), response.text)


OUR_CHECKS = [wrong_data_is_refused, refused_in_our_way]
