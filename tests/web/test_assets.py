"""The files pages are made of, as they go over the line."""

from __future__ import annotations

import json
import re
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from flask import Flask

from core.web.assets import FOLDER, PREFIX, AssetsError, asset, register_assets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

FIRST_VIEW_BYTES = 150_000
PAGE_BYTES = 10_000  # compressed; the largest so far has 6 000
PACKED = {"Accept-Encoding": "gzip, br"}


class Line:
    """A browser that asks for one thing after another."""

    def __init__(self, client: FlaskClient) -> None:
        self._client = client

    def get(self, address: str) -> TestResponse:
        with self._client.get(address, headers=PACKED) as answer:
            answer.get_data()
            return answer


@pytest.fixture
def line() -> Iterator[Line]:
    app = Flask("pages", static_folder=None)
    app.extensions["chungsuc"] = SimpleNamespace(settings=SimpleNamespace(env="production"))
    register_assets(app)
    app.add_url_rule("/trang", view_func=lambda: "Đường hoa Nà Cà " * 200, endpoint="page")
    app.add_url_rule("/so", view_func=lambda: {"so": "1" * 2000}, endpoint="figures")
    with app.test_client() as client:
        yield Line(client)


def names() -> dict[str, str]:
    return json.loads((FOLDER / "manifest.json").read_text())


@pytest.mark.parametrize("name", ["app.css", "app.js", "icons.svg", "favicon.svg"])
def test_a_file_is_kept_for_ever_and_comes_compressed(line: Line, name: str) -> None:
    answer = line.get(asset(name))
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Encoding"] == "br"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_every_name_stands_for_a_file_and_every_font_of_the_styles_is_there(line: Line) -> None:
    for built in names().values():
        assert line.get(PREFIX + built).status_code == 200, built
    styles = (FOLDER / names()["app.css"]).read_text()
    fonts = re.findall(r'url\("?\./([^")]+\.woff2)"?\)', styles)
    assert len(fonts) == 6
    assert set(fonts) <= set(names().values())


def test_the_service_worker_sees_every_page_and_is_asked_for_anew(line: Line) -> None:
    answer = line.get("/sw.js")
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-cache"
    kept = re.findall(r'"(/static/[^"]+)"', answer.text)
    assert asset("app.css") in kept
    assert {line.get(address).status_code for address in kept} == {200}


def test_the_map_of_the_files_is_not_kept_for_ever(line: Line) -> None:
    assert "immutable" not in line.get(f"{PREFIX}manifest.json").headers["Cache-Control"]


def test_pages_are_compressed_and_what_programs_compare_is_not(line: Line) -> None:
    assert line.get("/trang").headers["Content-Encoding"] == "br"
    assert "Content-Encoding" not in line.get("/so").headers


def test_the_first_view_is_light_also_with_every_font(line: Line) -> None:
    first = [name for name in names() if name not in {"sw.js", "manifest.json"}]
    carried = sum(len(line.get(asset(name)).data) for name in first)
    assert carried + PAGE_BYTES <= FIRST_VIEW_BYTES


def test_a_name_that_was_not_built_says_what_to_do() -> None:
    with pytest.raises(AssetsError, match="make assets"):
        asset("khong-co.css")


def test_no_file_names_where_it_was_built() -> None:
    for name in ("app.css", "app.js", "sw.js"):
        text = (FOLDER / names()[name]).read_text()
        assert "node_modules" not in text
        assert "sourceMappingURL" not in text
