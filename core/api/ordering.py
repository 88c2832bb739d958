"""The order of refusals: what comes before 422 is asked before a body is found wanting."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

from werkzeug.exceptions import HTTPException

from core.domain.errors import InvalidError, PreconditionMissingError

if TYPE_CHECKING:
    from collections.abc import Callable

View = TypeVar("View", bound="Callable[..., Any]")
UNPROCESSABLE = 422


def refusing_first(check: Callable[..., None]) -> Callable[[View], View]:
    """Run *check* (of sight, role, preconditions) before answering that a body is not valid.

    Goes outside ``Blueprint.arguments``. A good request costs nothing: the use case makes the same
    checks, in the same order (api.md, «Conventions»). What is refused before the use case begins,
    as a missing key is, gives way to them as well.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def ordered(*args: Any, **kwargs: Any) -> Any:
            try:
                answer = view(*args, **kwargs)
            except HTTPException as error:
                if error.code == UNPROCESSABLE:
                    check(**kwargs)
                raise
            except InvalidError:
                check(**kwargs)
                raise
            except PreconditionMissingError as missing:
                try:
                    check(**kwargs)
                except InvalidError:  # comes after what is missing
                    raise missing from None
                raise
            if answer.headers.get("Idempotency-Replayed"):
                check(**kwargs)  # what was allowed then may not be shown any more
            return answer

        return ordered  # type: ignore[return-value]

    return decorate
