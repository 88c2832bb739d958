"""Refusing a write that was made against an older version than what is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.errors import PreconditionMissingError, StaleVersionError

if TYPE_CHECKING:
    from core.domain.registrations import Registration
    from core.domain.results import Result
    from core.services.ports.work import Repositories


def refuse_stale(current: Registration, version: int | None, *, work: Repositories) -> None:
    """Raise unless *version* (from ``If-Match``) is that of *current*.

    Raises PreconditionMissingError without one, StaleVersionError naming the fields that were
    changed since.
    """
    if version is None:
        raise PreconditionMissingError("if_match_missing")
    if version == current.version:
        return
    changed = {
        change["field"]
        for entry in work.audit.of_target(current.id)
        if entry.content.get("details", {}).get("version", 0) > version
        for change in entry.content.get("changes", ())
    }
    raise StaleVersionError(fields=sorted(changed), version=current.version)


def refuse_stale_result(
    registration: Registration, current: Result, version: int | None, *, work: Repositories
) -> None:
    """Raise as :func:`refuse_stale` does, unless *version* is that of the result *current*."""
    if version is None or version == current.version:
        refuse_other_version(current.version, version)
        return
    told = [entry.content.get("details", {}) for entry in work.audit.of_target(registration.id)]
    changed = {
        change["field"]
        for details in told
        if details.get("period") == str(current.period)
        and details.get("result_version", 0) > version
        for change in details.get("result_changes", ())
    }
    raise StaleVersionError(fields=sorted(changed), version=current.version)


def refuse_other_version(current: int, version: int | None) -> None:
    """Raise unless *version* is *current*, for records whose history is not kept by field."""
    if version is None:
        raise PreconditionMissingError("if_match_missing")
    if version != current:
        raise StaleVersionError(fields=[], version=current)
