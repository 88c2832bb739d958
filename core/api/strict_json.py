"""JSON as the program takes it in: no duplicate keys, no depths, no text that cannot be stored."""

from __future__ import annotations

import json
import math
import re
from datetime import date, datetime
from typing import Any

from flask.json.provider import DefaultJSONProvider

DEEPEST = 32
LARGEST = 2**63 - 1
MOST_DIGITS = 32


_SUSPECT = re.compile(r"\\u(?:0000|[dD][89a-fA-F])|[\ud800-\udfff]")
"""Escapes of NUL and surrogates, and surrogates themselves; a bare NUL is no JSON anyway."""


class JsonRefusedError(ValueError):
    """The text is no JSON that the program accepts; the argument is a stable reason."""


def plain(value: Any) -> Any:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} is not JSON")


class StrictJson(DefaultJSONProvider):
    """Flask's JSON, strict when reading, UTF-8 and in the views' own order when writing."""

    ensure_ascii = False
    sort_keys = False
    compact = True
    default = staticmethod(plain)

    def loads(self, s: str | bytes, **_: Any) -> Any:
        text = decoded(s)
        refuse_depth(text)
        try:
            value = json.loads(
                text,
                object_pairs_hook=_object,
                parse_int=_integer,
                parse_float=_number,
                parse_constant=_constant,
            )
        except RecursionError:
            raise JsonRefusedError("json_too_deep") from None
        except json.JSONDecodeError:
            raise JsonRefusedError("json_not_valid") from None
        if _SUSPECT.search(text):
            refuse_text(value)
        return value


def decoded(raw: str | bytes) -> str:
    if isinstance(raw, str):
        return raw
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise JsonRefusedError("json_not_utf8") from None


def refuse_depth(text: str) -> None:
    """Refuse brackets nested deeper than any request needs, before anything parses them."""
    depth = 0
    inside = escaped = False
    if text.count("[") + text.count("{") <= DEEPEST:
        return
    for mark in text:
        if inside:
            inside = escaped or mark != '"'
            escaped = not escaped and mark == "\\"
        elif mark == '"':
            inside = True
        elif mark in "[{":
            depth += 1
            if depth > DEEPEST:
                raise JsonRefusedError("json_too_deep")
        elif mark in "]}":
            depth -= 1


def refuse_text(value: Any) -> None:
    """Refuse NUL and lone surrogates, in keys and values alike."""
    if isinstance(value, str):
        if "\x00" in value or any("\ud800" <= mark <= "\udfff" for mark in value):
            raise JsonRefusedError("json_bad_text")
    elif isinstance(value, dict):
        for key, inner in value.items():
            refuse_text(key)
            refuse_text(inner)
    elif isinstance(value, list):
        for inner in value:
            refuse_text(inner)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise JsonRefusedError("json_duplicate_key")
    return found


def _integer(digits: str) -> int:
    if len(digits) > MOST_DIGITS or abs(int(digits)) > LARGEST:
        raise JsonRefusedError("json_number_too_large")
    return int(digits)


def _number(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise JsonRefusedError("json_number_too_large")
    return value


def _constant(_: str) -> Any:
    raise JsonRefusedError("json_not_a_number")
