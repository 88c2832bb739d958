"""What the program asks its database, to compare two answers by how they came about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pymongo.monitoring import CommandListener

if TYPE_CHECKING:
    from pymongo.monitoring import CommandFailedEvent, CommandStartedEvent, CommandSucceededEvent

BESIDE = frozenset({"hello", "ping", "endSessions"})
OPEN = frozenset({"tenants", "successions", "calendars", "calendar_extensions", "quota_overrides"})
"""What is no secret and is remembered by the process: whether it is asked for again tells only
that somebody has asked before, or that somebody has changed a setting."""
SIGNING_IN = frozenset({("find", "tokens"), ("aggregate", "tokens"), ("find", "marks")})
"""What every call begins with, as far as the process does not remember the asker's own sign-in."""


class Asked(CommandListener):
    """The commands of one request after the other: equal work takes equally long."""

    def __init__(self) -> None:
        self._commands: list[tuple[str, Any]] = []

    def taken(self) -> list[tuple[str, Any]]:
        """Return command and collection of all since this was last asked."""
        found, self._commands = self._commands, []
        return found

    def started(self, event: CommandStartedEvent) -> None:
        about = event.command[event.command_name]
        command = (event.command_name, about)
        if event.command_name not in BESIDE and about not in OPEN and command not in SIGNING_IN:
            self._commands.append(command)

    def succeeded(self, event: CommandSucceededEvent) -> None:
        """Nothing to note."""

    def failed(self, event: CommandFailedEvent) -> None:
        """Nothing to note."""
