"""``If-Match`` and ``ETag``: a record's version, never a hash of what is shown of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask import request

if TYPE_CHECKING:
    from flask import Response

VERSION = re.compile(r'(?:W/)?"(\d{1,9})"')


def sent_version() -> int | None:
    """Return the version named by ``If-Match``; None without one.

    What cannot be a version of ours is one that never was (-1), so that it is stale, not missing.
    """
    header = request.headers.get("If-Match")
    if header is None or not header.strip():
        return None
    found = VERSION.fullmatch(header.strip())
    return int(found[1]) if found else -1


def with_version(response: Response, version: int) -> Response:
    response.headers["ETag"] = f'"{version}"'
    return response
