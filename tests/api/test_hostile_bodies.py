"""Bodies, queries and paths that nobody sends in good faith: refused in words, never an error."""

from urllib.parse import quote

import pytest

from tests.api.conftest import BASE
from tests.api.main_job import WHOLE, drafted
from tests.api.places import BAC_KAN, LUONG_BANG
from tests.api.refusals import refuse_other_shapes

JSON = "application/json"
TOO_DEEP = b"[" * 100_000 + b"]" * 100_000
DEEP_OBJECT = b'{"answers": ' + b'{"a": ' * 100_000 + b"1" + b"}" * 100_001
TITLE = b'{"title": "%s"}'
BODIES = {
    "empty": (b"", JSON, 422, "invalid"),
    "blank": (b"  \n", JSON, 400, "json_not_valid"),
    "not JSON": (b"{title: 1}", JSON, 400, "json_not_valid"),
    "cut short": (b'{"title": "\xc4\x90\xc6\xb0', JSON, 400, "json_not_valid"),
    "not UTF-8": (TITLE % "Đường hoa".encode("utf-16"), JSON, 400, "json_not_utf8"),
    "TCVN3 bytes": (TITLE % b"\xae\xad\xeang hoa", JSON, 400, "json_not_utf8"),
    "a key twice": (b'{"title": "a", "title": "b"}', JSON, 400, "json_duplicate_key"),
    "a key twice within": (b'{"answers": {"a": 1, "a": 2}}', JSON, 400, "json_duplicate_key"),
    "a key twice in escapes": (b'{"a": 1, "\\u0061": 2}', JSON, 400, "json_duplicate_key"),
    "100 000 brackets": (TOO_DEEP, JSON, 400, "json_too_deep"),
    "100 000 objects": (DEEP_OBJECT, JSON, 400, "json_too_deep"),
    "NaN": (b'{"households": NaN}', JSON, 400, "json_not_a_number"),
    "Infinity": (b'{"households": -Infinity}', JSON, 400, "json_not_a_number"),
    "1e999": (b'{"households": 1e999}', JSON, 400, "json_number_too_large"),
    "200 000 digits": (b'{"year": %s}' % (b"9" * 200_000), JSON, 400, "json_number_too_large"),
    "2^63": (b'{"year": 9223372036854775808}', JSON, 400, "json_number_too_large"),
    "lone surrogate": (TITLE % rb"\ud83d", JSON, 400, "json_bad_text"),
    "lone surrogate in a key": (rb'{"\udc00": 1}', JSON, 400, "json_bad_text"),
    "NUL": (TITLE % rb"a\u0000b", JSON, 400, "json_bad_text"),
    "NUL in answers": (rb'{"answers": {"a": ["\u0000"]}}', JSON, 400, "json_bad_text"),
    "an array": (b'["title"]', JSON, 422, "invalid"),
    "a string": (b'"title"', JSON, 422, "invalid"),
    "null": (b"null", JSON, 422, "invalid"),
    "operators": (b'{"tenant": {"$ne": null}, "$where": "1"}', JSON, 422, "invalid"),
    "a form": (b"title=a", "application/x-www-form-urlencoded", 415, "http_415"),
    "plain text": (b"{}", "text/plain", 415, "http_415"),
    "no content type": (b"{}", "", 415, "http_415"),
    "XML": (b"<!DOCTYPE a><a/>", "application/xml", 415, "http_415"),
    "2 MiB": (TITLE % (b"a" * 2 * 1024 * 1024), JSON, 413, "http_413"),
}
OPERATORS = (
    "$ne",
    '{"$gt": ""}',
    "[$ne]",
    "c02062' || '1'=='1",
    "../../etc/passwd",
    "*",
    "%",
    ".*",
)
TEXTS = (
    "\x00", "a\x00b", "\ud800".encode("utf-8", "surrogatepass"), b"\xff\xfe", "\u202e\u200b",
    "x" * 5_000, "-1", "1e9", "9" * 400, "٣", "NaN", "null", "true", "0x10", " 2017 ", "",
    "{0.__class__}", "%s%n", "<script>", "Đ" * 200,
)  # fmt: skip
VALUES = (
    None, True, -1, 1.5, 2**53, 2**62, [], {}, [[]], [None], {"$ne": 1}, {"a": {"$gt": ""}}, "",
    " ", "\u202e", "x" * 6_000, "NaN", ["x"] * 500, [{"$ne": 1}], [{"amount": 1e308}], "=1+1",
    "Đ" * 121,
)  # fmt: skip
EVERY_MEMBER = (
    *WHOLE, "themes", "scale", "funding", "in_kind", "households", "partners", "person_in_charge",
    "phone", "continues", "note", "number",
)  # fmt: skip
QUERIES = {
    "/registrations": ("tenant", "year", "q", "after", "page", "page_size", "late", "status"),
    "/reports": ("tenant", "period", "after", "late"),
    "/quotas": ("tenant", "year", "as_of", "organization", "basis"),
    "/consolidation": ("tenant", "period", "mode"),
    "/coverage": ("tenant", "year", "page"),
    "/tenants": ("q", "parent", "as_of", "after", "level"),
    "/audit": ("target", "user", "action", "tenant"),
    "/users": ("q", "after", "page"),
}
WHOLE_QUERIES = {
    "/quotas": {"tenant": BAC_KAN, "year": "2017"},
    "/coverage": {"tenant": BAC_KAN, "year": "2017"},
    "/consolidation": {"tenant": BAC_KAN, "period": "2017-H1"},
}
PATHS = (
    "/registrations/{}", "/registrations/{}/history", "/registrations/{}/results/2017-H1",
    "/reports/{}", "/tenants/{}", "/tenants/{}/areas", "/tenants/{}/calendar/2017", "/users/{}",
    "/quotas/{}/shortfalls?tenant=p06&year=2017", "/tenants/p06/calendar/{}",
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


def test_a_body_that_cannot_be_read_is_refused_wherever_it_is_sent(officer):
    item = drafted(officer)
    path = f"/registrations/{item['id']}"
    targets = (
        ("POST", "/registrations", {"key": "khoa"}),
        ("PUT", path, {"version": item["version"]}),
        ("POST", f"{path}/transitions", {"version": item["version"]}),
        ("PUT", f"{path}/results/2017-01", {}),
        ("PUT", "/me/password", {}),
        ("POST", "/tokens", {}),
    )
    for name, (raw, content_type, status, reason) in BODIES.items():
        for method, target, rest in targets:
            answer = officer.call(method, target, data=raw, content_type=content_type, **rest)
            shaped(answer)
            told = (answer.status_code, answer.json["reason"])
            assert told == (status, reason), f"{name} to {method} {target}: {answer.json}"
    assert officer.get(path).json["version"] == item["version"]


def test_a_body_that_cannot_be_read_is_refused_where_admins_write(admin):
    targets = (
        ("PUT", f"/tenants/{LUONG_BANG}/calendar/2017", {}),
        ("PATCH", f"/tenants/{LUONG_BANG}", {"version": 1}),
        ("POST", "/users", {"key": "khoa"}),
        ("POST", "/users/import", {}),
    )
    for name, (raw, content_type, status, _) in BODIES.items():
        for method, target, rest in targets:
            answer = admin.call(method, target, data=raw, content_type=content_type, **rest)
            assert shaped(answer) == status, f"{name} to {method} {target}: {answer.json}"


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe", b"\x00", b"a,b\n" * 50_000, b'"' * 1_000])
def test_a_table_that_cannot_be_read_is_refused_or_found_wanting(admin, raw):
    answer = admin.call("POST", "/users/import", data=raw, content_type="text/csv")
    assert shaped(answer) in {200, 422}


def test_every_member_takes_what_it_says_and_nothing_else(officer):
    for member in EVERY_MEMBER:
        for value in VALUES:
            for submit in (False, True):
                body = WHOLE | {member: value} | {"submit": submit}
                assert shaped(officer.post("/registrations", body)) in {201, 403, 404, 409, 422}


@pytest.mark.parametrize("path", QUERIES)
def test_a_query_that_makes_no_sense_is_refused_in_words(admin, path):
    for name in QUERIES[path]:
        for value in (*OPERATORS, *TEXTS):
            sent = "&".join(
                f"{key}={quote(each)}"
                for key, each in (WHOLE_QUERIES.get(path, {}) | {name: value}).items()
            )
            answer = admin.call("GET", path, query_string=sent)
            assert shaped(answer) in {200, 403, 404, 422}, (name, value)


def test_a_query_with_operators_repeats_or_strange_names_is_refused(admin):
    for query in ("tenant[$ne]=x", "page=1&page=2", "%00=1", "%ff=1", "=1", "&&&", "tenant", "q=%"):
        answer = admin.call("GET", "/registrations", query_string=query)
        assert shaped(answer) in {200, 404, 422}, query


@pytest.mark.parametrize("path", PATHS)
def test_a_path_that_leads_nowhere_is_not_found(admin, path):
    for value in (*OPERATORS, *TEXTS):
        if value != "":
            answer = admin.get(path.format(quote(value, safe="")))
            assert shaped(answer) in {404, 422}, value


@pytest.mark.parametrize(
    "name", ["Act-As", "If-Match", "Idempotency-Key", "Authorization", "Accept"]
)
def test_a_header_that_makes_no_sense_is_refused_in_words(officer, name):
    item = drafted(officer)
    for value in ("", " ", "x" * 5_000, "*", '"', 'W/"1"', '"99999999999"', "\xff", "a, b", "$ne"):
        sent = officer.call("PUT", f"/registrations/{item['id']}", WHOLE, headers={name: value})
        assert shaped(sent) in {200, 401, 404, 412, 428}, value
        made = officer.post("/registrations", WHOLE, headers={name: value})
        assert shaped(made) in {201, 401, 404, 422, 428}, value


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
