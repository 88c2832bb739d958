"""The sign-in page, whoever shows it, and how it words a refusal."""

from __future__ import annotations

from http import HTTPStatus
from math import ceil
from typing import TYPE_CHECKING, Any

from core.domain.errors import TooManyAttemptsError
from core.edge.statuses import status_of
from core.web.rendering import page, t

if TYPE_CHECKING:
    from flask import Response

    from core.domain.errors import DomainError


def sign_in_page(status: int = HTTPStatus.OK, **given: Any) -> Response:
    """Return the page.

    *given* may be ``username``, ``tiep`` (where to go on), ``carried`` (a sealed form),
    ``refusal`` (a sentence), ``over`` (the session has ended).
    """
    blank = {"username": "", "tiep": "", "carried": "", "refusal": "", "over": False}
    return page("signing_in/form.html", status=status, **(blank | given))


def refusal_of(error: DomainError) -> str:
    """Return the sentence for who signs in at a page."""
    if isinstance(error, TooManyAttemptsError):
        return t("sign_in.too_many", minutes=ceil(error.params.get("retry_after", 60) / 60))
    return t(f"sign_in.{error.reason}")


def refused_status(error: DomainError) -> HTTPStatus:
    """Return 429 for too many attempts, else what a form that needs correction is answered."""
    if isinstance(error, TooManyAttemptsError):
        return status_of(error)
    return HTTPStatus.UNPROCESSABLE_ENTITY
