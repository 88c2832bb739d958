"""The one table from refusals to HTTP statuses."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from core.domain import errors

if TYPE_CHECKING:
    from core.domain.errors import DomainError

STATUS: dict[type[DomainError], HTTPStatus] = {
    errors.UnauthenticatedError: HTTPStatus.UNAUTHORIZED,
    errors.NotFoundError: HTTPStatus.NOT_FOUND,
    errors.ForbiddenError: HTTPStatus.FORBIDDEN,
    errors.PreconditionMissingError: HTTPStatus.PRECONDITION_REQUIRED,
    errors.StaleVersionError: HTTPStatus.PRECONDITION_FAILED,
    errors.InvalidError: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.ConflictError: HTTPStatus.CONFLICT,
    errors.TooManyAttemptsError: HTTPStatus.TOO_MANY_REQUESTS,
    errors.UnavailableError: HTTPStatus.SERVICE_UNAVAILABLE,
}
RETRY_SECONDS = 5
"""How long to wait before asking again when the database was away."""


def status_of(error: DomainError) -> HTTPStatus:
    """Return the status a refusal is answered with."""
    return next(found for kind, found in STATUS.items() if isinstance(error, kind))
