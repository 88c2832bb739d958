"""Answers in CSV, where a program asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, request

from core.edge.registration_csv import csv_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.domain.access import Scope
    from core.domain.registrations import Registration


def wants_csv() -> bool:
    best = request.accept_mimetypes.best_match(["application/json", "text/csv"])
    return best == "text/csv"


def csv_answer(rows: Iterable[Registration], scope: Scope) -> Response:
    """Return the rows as a file in CSV."""
    return Response(
        csv_text(rows, scope),
        mimetype="text/csv",
        headers={"Content-Disposition": "attachment; filename=dang-ky.csv"},
    )
