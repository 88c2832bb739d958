"""Recognising a registration: which unit may be named as the one that does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.errors import InvalidError, NotFoundError, Problem
from core.domain.recognition import recognised

if TYPE_CHECKING:
    from datetime import date

    from core.domain.access import Assignment
    from core.domain.recognition import Recognition
    from core.domain.registrations import Registration
    from core.services.ports.work import Repositories


def recognise(
    registration: Registration,
    stated: Recognition,
    held: Assignment,
    *,
    work: Repositories,
    today: date,
) -> Registration:
    """Return it recognised, by the unit of who records it unless another is stated.

    That may be any from the item's own unit up to one's own: a district may write down what a
    commune has decided, and no commune what its province is said to have.
    Raises InvalidError (``recogniser_does_not_fit``), ConflictError as ``recognised`` does.
    """
    by = stated.by or held.tenant
    if by != held.tenant and not _fits(by, registration, held, work):
        raise InvalidError(problems=[Problem("recognised_by", "recogniser_does_not_fit")])
    return recognised(registration, stated, by=by, today=today)


def recognisers(
    registration: Registration, held: Assignment, *, work: Repositories
) -> tuple[str, ...]:
    """Return the units that *held* may name, the item's own first, one's own last."""
    ids = registration.path.split("/")[:-1]
    between = [each for each in reversed(ids) if _fits(each, registration, held, work)]
    return tuple(dict.fromkeys([*between, held.tenant]))


def _fits(by: str, registration: Registration, held: Assignment, work: Repositories) -> bool:
    try:
        paths = [dated.value for dated in work.tenants.get(by).paths]
    except NotFoundError:
        return False
    return any(registration.path.startswith(path) and held.sees(path) for path in paths)
