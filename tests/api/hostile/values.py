"""What is sent where something else belongs."""

from __future__ import annotations

import gzip
from typing import Any, NamedTuple

JSON = "application/json"


class Raw(NamedTuple):
    """A body as bytes, its content type and encoding, and what it is refused with."""

    sent: bytes
    content_type: str
    status: int
    reason: str
    encoding: str = ""


def nested(depth: int, *, rows: bool = False) -> Any:
    inner: Any = 1
    for _ in range(depth):
        inner = [inner] if rows else {"a": inner}
    return inner


TEXTS = (
    "", " ", "\t\n\r", "\ufeff\u200b", "\u202evn.gp\u202c", "x" * 6_000, "ă" * 20_000,
    "a" + "\u0301" * 5_000, "Đu\u031bo\u031b\u0300ng", "рhu_nu", "ｐｈｕ＿ｎｕ", "٣",
    "\ufffe\uffff",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 200, "NaN", "1e999", "null", "$gt", "a.b",
    '{"$gt": ""}', "[$ne]=1", "' OR '1'='1; DROP TABLE users; --", "*", "%", "(a+)+$" * 20,
    "<script>alert(1)</script>", "{{7*7}}${7*7}", "{0.__class__}", "%s%n%x", "../../../etc/passwd",
    "http://169.254.1.1/", "\r\nSet-Cookie: a=b", "=1+1", "$(id)`id`", "2017-02-30", "9999-12-31",
    "0000-00-00", "2017-H9", "9" * 400, "\x01\x1b[31m\x7f",
)  # fmt: skip
"""Texts that JSON holds: first about how text is written, then what might run or read it."""

A_FEW_TEXTS = ("", "x" * 6_000, "NaN", '{"$gt": ""}', "2017-02-30", "9999-12-31", "9" * 400)
"""What is sent where no text, or one of a few, belongs."""

UNREADABLE = (
    "\x00", "a\x00b", "\ud800", "\udc00\ud800", 2**63, -(2**63) - 1, 10**300, float("nan"),
    float("inf"), float("-inf"), nested(40), nested(40, rows=True),
)  # fmt: skip
"""Values that JSON of Python writes, and no body may hold: 400 wherever they stand."""

OTHERS = (
    None, True, False, 0, -1, 1.5, 1e308, 2**53 + 1, 2**63 - 1, 1 - 2**63, [], {}, [[]], [None],
    {"": 1}, {"$gt": ""}, {"$where": "sleep(9000)"}, {"$regex": "(a+)+$"}, {"a.b": 1},
    {"__proto__": {"role": "admin"}}, {"$set": {"role": "admin"}}, ["x"] * 500, [{"$ne": 1}],
    [0] * 5_000, {str(n): n for n in range(1_000)}, nested(26), nested(26, rows=True),
)  # fmt: skip

NAMES = (
    "$gt", "__proto__", "constructor", "a.b", "", "\u202e", "_id", "id", "role", "version",
    "x" * 500, "TENANT", "ｔｅｎａｎｔ",
)  # fmt: skip
"""Members that no body has."""

_DEEP = b'{"a": ' * 100_000 + b"1" + b"}" * 100_000
_TITLE = b'{"title": "%s"}'

BODIES = {
    "empty": Raw(b"", JSON, 422, "invalid"),
    "blank": Raw(b"  \n", JSON, 400, "json_not_valid"),
    "not JSON": Raw(b"{title: 1}", JSON, 400, "json_not_valid"),
    "two of them": Raw(b"{}{}", JSON, 400, "json_not_valid"),
    "cut short": Raw(b'{"title": "\xc4\x90\xc6\xb0', JSON, 400, "json_not_valid"),
    "a byte order mark": Raw(b"\xef\xbb\xbf{}", JSON, 400, "json_not_valid"),
    "UTF-16": Raw('{"title": "Đường"}'.encode("utf-16"), JSON, 400, "json_not_utf8"),
    "UTF-16 within": Raw(_TITLE % "Đường hoa".encode("utf-16"), JSON, 400, "json_not_utf8"),
    "TCVN3 bytes": Raw(_TITLE % b"\xae\xad\xeang hoa", JSON, 400, "json_not_utf8"),
    "surrogates as bytes": Raw(_TITLE % b"\xed\xa0\x80", JSON, 400, "json_not_utf8"),
    "a key twice": Raw(b'{"title": "a", "title": "b"}', JSON, 400, "json_duplicate_key"),
    "a key twice within": Raw(b'{"a": [{"b": 1, "b": 2}]}', JSON, 400, "json_duplicate_key"),
    "a key twice in escapes": Raw(b'{"a": 1, "\\u0061": 2}', JSON, 400, "json_duplicate_key"),
    "100 000 brackets": Raw(b"[" * 100_000 + b"]" * 100_000, JSON, 400, "json_too_deep"),
    "100 000 brackets, open": Raw(b"[" * 100_000, JSON, 400, "json_too_deep"),
    "100 000 objects": Raw(_DEEP, JSON, 400, "json_too_deep"),
    "NaN": Raw(b'{"a": NaN}', JSON, 400, "json_not_a_number"),
    "Infinity": Raw(b'{"a": -Infinity}', JSON, 400, "json_not_a_number"),
    "1e999": Raw(b'{"a": 1e999}', JSON, 400, "json_number_too_large"),
    "200 000 digits": Raw(b'{"a": %s}' % (b"9" * 200_000), JSON, 400, "json_number_too_large"),
    "2^63": Raw(b'{"a": 9223372036854775808}', JSON, 400, "json_number_too_large"),
    "lone surrogate": Raw(_TITLE % rb"\ud83d", JSON, 400, "json_bad_text"),
    "lone surrogate in a key": Raw(rb'{"\udc00": 1}', JSON, 400, "json_bad_text"),
    "NUL": Raw(_TITLE % rb"a\u0000b", JSON, 400, "json_bad_text"),
    "NUL in a key": Raw(rb'{"a\u0000": 1}', JSON, 400, "json_bad_text"),
    "an array": Raw(b'["title"]', JSON, 422, "invalid"),
    "a text": Raw(b'"title"', JSON, 422, "invalid"),
    "a number": Raw(b"7", JSON, 422, "invalid"),
    "null": Raw(b"null", JSON, 422, "invalid"),
    "operators": Raw(b'{"$where": "1", "$set": {"role": "admin"}}', JSON, 422, "invalid"),
    "compressed": Raw(gzip.compress(b"{}"), JSON, 415, "http_415", "gzip"),
    "a bomb": Raw(gzip.compress(b" " * 10_000_000), JSON, 415, "http_415", "gzip"),
    "a form": Raw(b"title=a", "application/x-www-form-urlencoded", 415, "http_415"),
    "parts": Raw(b"--x\r\n\r\na\r\n--x--", "multipart/form-data; boundary=x", 415, "http_415"),
    "plain text": Raw(b"{}", "text/plain", 415, "http_415"),
    "no content type": Raw(b"{}", "", 415, "http_415"),
    "XML": Raw(b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
               "application/xml", 415, "http_415"),
    "2 MiB": Raw(_TITLE % (b"a" * 2 * 1024 * 1024), JSON, 413, "http_413"),
}  # fmt: skip

HEADERS = {
    "If-Match": ("", "*", '"', 'W/"1"', '"99999999999"', '"1", "2"', "x" * 5_000),
    "Idempotency-Key": ("", " ", "x" * 129, "x" * 5_000, "\xff", '{"$gt": ""}'),
    "Act-As": ("", "*", "$ne", "x" * 5_000, "\xff\xfe", "0" * 32, '{"$gt": ""}'),
    "Authorization": ("", "Bearer", "Bearer " + "x" * 5_000, "Basic a:b", "Bearer \xff"),
    "Content-Type": ("application/json; charset=utf-16", "application/json;;", "a/b; c=d", "\xff"),
}
"""Headers that operations read; each is tried where the document has it."""

BESIDE = (
    {
        "Accept": "text/csv", "Accept-Encoding": "gzip;q=x", "Accept-Language": "../../x",
        "Range": "bytes=0-0,1-1", "Host": "evil.example", "X-Forwarded-For": "::1%eth0",
        "X-HTTP-Method-Override": "DELETE", "Cookie": "session=../..; a",
    },
    {
        "Accept": "\xff", "Accept-Encoding": "\xff", "Accept-Language": "en;q=x", "Range": "x",
        "Host": "a b", "X-Forwarded-For": "1.1.1.1, ;;", "If-None-Match": '"1"',
        "If-Modified-Since": "9" * 400, "Forwarded": "for=\xff",
    },
    {
        "Accept": "image/png, ",  "Accept-Encoding": "br, gzip, *;q=0", "Host": "[::1",
        "X-Forwarded-For": "x" * 3_000, "Content-Length": "0000", "Expect": "\xff",
    },
)  # fmt: skip
"""Headers that every server reads, many at once."""
