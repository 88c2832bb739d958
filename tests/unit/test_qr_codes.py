"""The QR code that a phone reads its seed from, drawn without any style."""

import re

import pytest
import segno

from core.web.qr_codes import qr_code

RUN = re.compile(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z")


@pytest.mark.parametrize("text", ["otpauth://totp/x?secret=ABC", "x" * 300, "Chung Sức"])
def test_the_drawing_is_black_exactly_where_the_code_is(text):
    drawn = qr_code(text)
    black = set()
    for x, y, width, back in (map(int, run) for run in RUN.findall(drawn.path)):
        assert width == back
        black |= {(place, y) for place in range(x, x + width)}
    rows = [list(row) for row in segno.make_qr(text, error="m").matrix_iter(border=4)]
    assert black == {(x, y) for y, row in enumerate(rows) for x, dark in enumerate(row) if dark}
    assert drawn.size == len(rows)


def test_it_is_white_all_around():
    drawn = qr_code("x")
    for x, y, width, _ in (map(int, run) for run in RUN.findall(drawn.path)):
        assert x >= 4
        assert 4 <= y < drawn.size - 4
        assert x + width <= drawn.size - 4


def test_there_is_nothing_in_the_path_but_moves_and_runs():
    assert RUN.sub("", qr_code("otpauth://totp/<script>").path) == ""
