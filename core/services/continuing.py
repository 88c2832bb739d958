"""What an edit means for the later years that continue the model."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.domain.registrations import is_built
from core.services.counting import keep_counted
from core.services.recording import record

if TYPE_CHECKING:
    from core.catalogue import Catalogue
    from core.domain.access import Assignment
    from core.domain.registrations import Registration
    from core.domain.time import Moment
    from core.services.ports.work import Repositories


def rebuild_followers(
    changed: Registration,
    held: Assignment,
    *,
    work: Repositories,
    catalogue: Catalogue,
    moment: Moment,
) -> None:
    """Tell every later registration of the model whether it was once built, now that this changed.

    It is derived, so the versions of those registrations stay as they are.
    """
    follower = work.registrations.continued_by(changed.id)
    while follower is not None:
        after = replace(follower, built=is_built(follower.stage, changed))
        if after.built == follower.built:
            return
        work.registrations.replace(after, before=follower)
        keep_counted(work, follower, after, measures=catalogue.measures, moment=moment)
        record(
            work,
            "registration.rebuild",
            follower,
            after,
            held=held,
            catalogue=catalogue,
            moment=moment,
        )
        changed = after
        follower = work.registrations.continued_by(after.id)
