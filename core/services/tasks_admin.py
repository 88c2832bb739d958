"""What an administrator has to see to: unused invitations, plugins that are quarantined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.catalogue import PluginStatus
from core.domain.tasks import Act, Target, Task, TaskKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.services.tasks_seat import Seat


def administration_tasks(seat: Seat) -> Iterator[Task]:
    """Yield one task for the quarantined plugins one looks after, one for open invitations."""
    broken = [
        state.name
        for state in seat.catalogue.plugins
        if state.state is PluginStatus.QUARANTINED
        and (seat.held.of_front or state.name == seat.organization)
    ]
    here = Target(tenant=seat.tenant.id, organization=seat.organization)
    if broken:
        yield Task(
            kind=TaskKind.QUARANTINE,
            act=Act.LOOK_AFTER_PLUGINS,
            target=here,
            params={"count": len(broken), "plugins": broken},
        )
    count, expires = seat.work.owed.open_invitations()
    if count:
        yield Task(
            kind=TaskKind.INVITATIONS,
            act=Act.INVITE,
            target=here,
            params={"count": count, "expires": expires},
        )
