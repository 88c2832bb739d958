"""How each plugin is: active, or quarantined and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PluginStatus(StrEnum):
    """Whether what a plugin declares may be used."""

    ACTIVE = "active"
    QUARANTINED = "quarantined"


class Reason(StrEnum):
    """Why a plugin is quarantined; selects the sentence ``plugin.<reason>`` of the translations."""

    IMPORT_FAILED = "import_failed"
    IMPORT_HANGS = "import_hangs"
    DECLARATION_FAILED = "declaration_failed"
    DECLARATION_HANGS = "declaration_hangs"
    DECLARATION_INVALID = "declaration_invalid"
    NAME_CONFLICT = "name_conflict"
    CHECK_FAILED = "check_failed"
    CHECK_HANGS = "check_hangs"


@dataclass(frozen=True, slots=True, kw_only=True)
class PluginState:
    """One plugin as it is now, in this process.

    ``detail`` are the faults, in English, for its author; ``trace`` is for the log only.
    """

    name: str
    version: str = ""
    api_version: int | None = None
    state: PluginStatus = PluginStatus.ACTIVE
    reason: Reason | None = None
    detail: tuple[str, ...] = ()
    trace: str = ""
