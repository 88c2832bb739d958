"""The load generator reads answers whole, and a profile's time goes to the layer that caused it."""

from __future__ import annotations

import pytest

from bench.bodies import ORGANIZATIONS, get, post, registration
from bench.layers import OTHER, by_layer
from bench.load import KEY, answer_of

HEAD = b"HTTP/1.1 201 CREATED\r\nContent-Type: application/json\r\nContent-Length: 4\r\n\r\n"


@pytest.mark.parametrize("missing", [HEAD[:20], HEAD[:-1], HEAD, HEAD + b"{}"])
def test_an_answer_is_not_taken_before_it_is_whole(missing):
    assert answer_of(missing) is None


def test_a_whole_answer_has_its_status_and_text():
    assert answer_of(HEAD + b"{} \n") == (201, HEAD + b"{} \n")


def test_an_answer_in_chunks_ends_with_the_empty_one():
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

    assert answer_of(head + b"2\r\n{}\r\n") is None
    assert answer_of(head + b"2\r\n{}\r\n0\r\n\r\n") == (200, head + b"2\r\n{}\r\n0\r\n\r\n")


def test_a_request_says_how_long_its_body_is():
    request = post("/reg", {"title": "Đường hoa"}, {"Idempotency-Key": KEY})
    head, _, body = request.partition("\r\n\r\n")

    assert f"Content-Length: {len(body)}" in head
    assert head.startswith("POST /reg HTTP/1.1\r\nHost: ")
    assert f"Idempotency-Key: {KEY}" in head
    assert request.isascii()
    assert get("/x", "secret").endswith("Authorization: Bearer secret\r\n\r\n")


def test_every_organization_registers_something_and_submits_it():
    for organization in ORGANIZATIONS:
        body = registration("c02062", organization)

        assert body["submit"] is True
        assert body["movement_type"].startswith(f"{organization}.")


def test_what_the_standard_library_takes_counts_for_the_layer_that_called_it():
    edge = ("/a/core/api/registrations.py", 1, "post")
    storage = ("/a/core/storage/store.py", 1, "write")
    library = ("/usr/lib/python3.11/json/encoder.py", 1, "encode")
    built_in = ("~", 0, "<built-in method len>")
    lonely = ("/usr/lib/python3.11/gc.py", 1, "collect")
    found = by_layer(
        {
            edge: (1, 1, 1.0, 9.0, {}),
            storage: (1, 1, 2.0, 6.0, {edge: (1, 1, 2.0, 6.0)}),
            library: (2, 2, 3.0, 4.0, {edge: (1, 1, 0.75, 1.0), storage: (1, 1, 2.25, 3.0)}),
            built_in: (1, 1, 1.0, 1.0, {library: (1, 1, 1.0, 1.0)}),
            lonely: (1, 1, 0.5, 0.5, {}),
        }
    )

    assert found["our edge"] == 1.0 + 4.0 / 4
    assert found["storage"] == 2.0 + 4.0 * 3 / 4
    assert found[OTHER] == 0.5
    assert sum(found.values()) == 7.5
