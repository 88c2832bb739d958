"""What can go wrong by the rules, each with a stable reason that programs may rely on."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Problem:
    """One objection to one field of what was sent in.

    ``field`` is a dotted path (``places.0.area``); ``code`` selects the sentence
    ``problem.<code>`` of the catalogue, into which ``params`` are filled. A plugin, which has no
    catalogue of its own, brings its sentence along in ``text``.
    """

    field: str
    code: str
    params: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    text: str | None = None


class DomainError(Exception):
    """A refusal; ``reason`` selects the sentence ``error.<reason>`` of the catalogue."""

    default_reason: ClassVar[str] = "refused"

    def __init__(
        self, reason: str | None = None, *, problems: Iterable[Problem] = (), **params: Any
    ) -> None:
        self.reason = reason or self.default_reason
        self.params = params
        self.problems = tuple(problems)
        super().__init__(self.reason)


class NotFoundError(DomainError):
    """What is out of sight does not exist."""

    default_reason = "not_found"


class ForbiddenError(DomainError):
    """Seen, but the role does not permit the act."""

    default_reason = "forbidden_for_role"


class UnauthenticatedError(DomainError):
    """No token, or one that is no longer good."""

    default_reason = "unauthenticated"


class PreconditionMissingError(DomainError):
    """``If-Match`` or ``Idempotency-Key`` is required and absent."""

    default_reason = "if_match_missing"


class StaleVersionError(DomainError):
    """Someone else has stored a newer version; ``params['fields']`` names what differs."""

    default_reason = "stale_version"


class InvalidError(DomainError):
    """What was sent cannot be accepted as it is; ``problems`` says field by field why."""

    default_reason = "invalid"


class ConflictError(DomainError):
    """Well formed and permitted, but the state or the calendar does not allow it now."""

    default_reason = "wrong_state"


class TooManyAttemptsError(DomainError):
    """Too many failed sign-ins; ``params['retry_after']`` is in seconds."""

    default_reason = "too_many_attempts"


class UnavailableError(DomainError):
    """The database cannot promise durability now; try again."""

    default_reason = "unavailable"
