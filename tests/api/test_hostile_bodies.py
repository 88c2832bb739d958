"""What nobody sends in good faith, where it takes more than one member to be wrong or right.

Every operation, member, parameter and header is tried in tests/api/hostile.
"""

import pytest

from tests.api.conftest import BASE
from tests.api.main_job import WHOLE
from tests.api.places import BAC_KAN, LUONG_BANG
from tests.api.refusals import refuse_other_shapes

VALUES = (
    None, True, -1, 1.5, 2**53, 2**62, [], {}, [[]], [None], {"$ne": 1}, {"a": {"$gt": ""}}, "",
    " ", "\u202e", "x" * 6_000, "NaN", ["x"] * 500, [{"$ne": 1}], [{"amount": 1e308}], "=1+1",
    "Đ" * 121,
)  # fmt: skip
EVERY_MEMBER = (
    *WHOLE, "themes", "scale", "funding", "in_kind", "households", "partners", "person_in_charge",
    "phone", "continues", "note", "number",
)  # fmt: skip


@pytest.fixture
def admin(api):
    return api.make_user(BAC_KAN, "mttq", "admin")


@pytest.fixture
def officer(api):
    return api.make_user(LUONG_BANG)


def shaped(answer):
    """Return the status of an answer that is no error of the program, and says why it refuses."""
    assert answer.status_code < 500, answer.text[:500]
    if answer.status_code >= 400:
        refuse_other_shapes(answer.status_code, answer.json, answer.text)
    return answer.status_code


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe", b"\x00", b"a,b\n" * 50_000, b'"' * 1_000])
def test_a_table_that_cannot_be_read_is_refused_or_found_wanting(admin, raw):
    answer = admin.call("POST", "/users/import", data=raw, content_type="text/csv")
    assert shaped(answer) in {200, 422}


def test_what_is_submitted_at_once_takes_what_it_says_and_nothing_else(officer):
    for member in EVERY_MEMBER:
        for value in VALUES:
            body = WHOLE | {member: value} | {"submit": True}
            assert shaped(officer.post("/registrations", body)) in {201, 403, 404, 409, 422}


def test_no_answer_ever_shows_how_the_program_is_made(api):
    for path in (
        "/api",
        "/api/v1",
        "/api/v1/",
        "/api/v1/%00",
        "/api/v1/nothing",
    ):
        with api.app.test_client() as client:
            answer = client.get(path)
        assert shaped(answer) in {401, 404, 308}, path
    assert BASE == "/api/v1"
