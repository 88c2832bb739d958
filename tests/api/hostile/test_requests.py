"""Nothing in a path, query or header makes an operation fail: made from the OpenAPI document."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus, urlencode

import pytest

from tests.api.hostile.asking import asked, in_path
from tests.api.hostile.values import BESIDE, HEADERS, OTHERS, TEXTS
from tests.api.operations import all_operations

if TYPE_CHECKING:
    from tests.api.isolation.walking import Kept
    from tests.api.isolation.world import World
    from tests.api.operations import Operation

ALL = all_operations()
WITH_PATHS = [each for each in ALL if each.parameters_in("path")]
WITH_QUERIES = [each for each in ALL if each.parameters_in("query")]


@pytest.mark.parametrize("operation", WITH_PATHS, ids=str)
def test_no_part_of_a_path_makes_an_operation_fail(
    world: World, kept: Kept, operation: Operation
) -> None:
    ask = asked(world, kept, operation)
    for parameter in operation.parameters_in("path"):
        for value in (*TEXTS, "a\x00b", ".", "..", "a/b", "%2e%2e", "\r\n", "x" * 60_000):
            if value:
                path = in_path(operation.path, ask.path, parameter.name, value)
                assert ask.send(path=path).status_code in {308, 403, 404, 405, 409, 412, 422}, path
    assert kept.now() == kept.state


@pytest.mark.parametrize("operation", WITH_QUERIES, ids=str)
def test_no_query_makes_an_operation_fail(world: World, kept: Kept, operation: Operation) -> None:
    ask = asked(world, kept, operation)
    for parameter in operation.parameters_in("query"):
        rest = urlencode({k: v for k, v in ask.query.items() if k != parameter.name})
        for sent in _spellings(parameter.name):
            ask.send(query=f"{rest}&{sent}")
        twice = f"{rest}&{parameter.name}=1&{parameter.name}=2"
        assert ask.send(query=twice).status_code in {200, 404, 422}


@pytest.mark.parametrize("operation", ALL, ids=str)
def test_a_query_that_nobody_declared_is_refused(
    world: World, kept: Kept, operation: Operation
) -> None:
    ask = asked(world, kept, operation)
    for sent in ("khong_ai_hoi=1", "$where=1", "a[$gt]=", "__proto__[role]=admin", "%00=1",
                 "%ff=1", "_id=1", "TENANT=c02062", "scope=vn"):  # fmt: skip
        query = "&".join(filter(None, (urlencode(ask.query), sent)))
        assert ask.send(query=query).status_code in {404, 422}, sent  # 404: an invitation's
    for sent in ("&&&", "=1", "%", "?" * 50, "&".join(f"a{n}=1" for n in range(3_000))):
        ask.send(query=sent)


@pytest.mark.parametrize("operation", ALL, ids=str)
def test_no_header_makes_an_operation_fail(world: World, kept: Kept, operation: Operation) -> None:
    ask = asked(world, kept, operation)
    declared = {each.name for each in operation.parameters_in("header")}
    declared |= {"Authorization"} if operation.secured else set()
    declared |= {"Content-Type"} if operation.bodies else set()
    for name in sorted(declared):
        for value in HEADERS[name]:
            ask.send(headers={name: value})
    for many in BESIDE:
        ask.send(headers=many)


def _spellings(name: str) -> list[str]:
    plain = [quote_plus(value.encode("utf-8", "surrogatepass"))
             for value in (*TEXTS, "\x00", "\ud800", "x" * 30_000)]  # fmt: skip
    objects = [quote(str(value)[:2_000]) for value in OTHERS if isinstance(value, (dict, list))]
    return [
        *(f"{name}={value}" for value in (*plain, *objects, "%ff%fe", "%", "%zz")),
        *(f"{name}{mark}=1" for mark in ("[]", "[$gt]", "[$ne]", "[0]", ".a", "[a][b]", "%00")),
        name,
    ]
