"""Where a page may lead on to: addresses of our own, and nothing else."""

from __future__ import annotations

from urllib.parse import urlsplit

from werkzeug.urls import iri_to_uri

LONGEST = 2000


def local_path(address: str | None) -> str:
    r"""Return *address*, in ASCII, if it is a path of our own with or without a query; else "".

    Browsers read ``//x``, ``/\x`` and ``/<tab>/x`` as another host's address.
    """
    if not address or len(address) > LONGEST or not address.isprintable():
        return ""
    if not address.startswith("/") or address.startswith("//") or "\\" in address:
        return ""
    try:
        written = iri_to_uri(address)
        parts = urlsplit(written)
    except ValueError:
        return ""
    return "" if parts.scheme or parts.netloc else written
