"""The files pages are made of: their addresses, how they are served and how pages are compressed.

``tools/build_assets.py`` gives each file a name that holds its hash, so a browser may keep it
forever. The service worker is the exception: its address never changes, and it is asked for anew.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from flask import send_from_directory
from flask_compress import Compress
from whitenoise import WhiteNoise

if TYPE_CHECKING:
    from wsgiref.headers import Headers

    from flask import Flask, Response

FOLDER = Path(__file__).parent / "static"
PREFIX = "/static/"
_MANIFEST = FOLDER / "manifest.json"


class AssetsError(Exception):
    """The files of the pages have not been built, or one of them is not among them."""


def asset(name: str) -> str:
    """Return the address of a file by its name in the sources, ``app.css``; raises AssetsError."""
    try:
        built = _manifest(_MANIFEST.stat().st_mtime_ns)
    except FileNotFoundError:
        raise AssetsError("Giao diện chưa được dựng. Hãy chạy: make assets") from None
    if name not in built:
        raise AssetsError(f"Không có tệp giao diện {name}. Hãy chạy lại: make assets")
    return PREFIX + built[name]


def icon_sheet() -> str:
    """Return the address of the icons; one of them is its name after a ``#``."""
    return asset("icons.svg")


def register_assets(app: Flask) -> None:
    """Serve the built files of *app*, and compress its pages.

    Only pages: programs compare ETags, which compression changes. Compressing what holds a form
    token is safe here, because no other site can make a browser ask for a page with its cookie
    (SameSite), and the token's signature is another in each second.
    """
    app.config.update(COMPRESS_MIMETYPES=["text/html"], COMPRESS_ALGORITHM=["br", "gzip"])
    Compress(app)
    app.add_url_rule("/sw.js", "service_worker", _service_worker)
    if FOLDER.is_dir():
        developing = app.extensions["chungsuc"].settings.env != "production"
        app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
            app.wsgi_app,
            root=FOLDER,
            prefix=PREFIX,
            autorefresh=developing,
            allow_all_origins=False,
            mimetypes={".webmanifest": "application/manifest+json"},
            immutable_file_test=_never_changes,
            add_headers_function=_forbid_guessing,
        )


@cache
def _manifest(_changed: int) -> dict[str, str]:
    found: dict[str, str] = json.loads(_MANIFEST.read_text(encoding="utf-8"))
    return found


def _service_worker() -> Response:
    """Return the worker under an address at the root, from where it may see every page."""
    response = send_from_directory(
        FOLDER, asset("sw.js").removeprefix(PREFIX), mimetype="text/javascript", conditional=True
    )
    response.headers["Cache-Control"] = "no-cache"
    return response


def _never_changes(path: str, _url: str) -> bool:
    return Path(path).name != _MANIFEST.name


def _forbid_guessing(headers: Headers, _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
