"""A model others may copy (mô hình để nhân rộng): what may be told of it beyond its own unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.movements import Stage
from core.domain.registrations import COUNTED
from core.domain.text import folded

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from core.domain.movements import Kind
    from core.domain.registrations import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A registration as far as a recognition makes it public, and nothing more.

    That is what a summary tells (api.md, «Sight») without its places, and the recognition: no
    money, no people, no free text but the title, no answers, no
    results. ``copied_from`` and ``continues`` are for putting a lineage together.
    """

    id: str
    tenant: str
    path: str
    organization: str
    year: int
    movement_type: str
    kind: Kind
    title: str
    stage: Stage | None
    content: int | None
    status: Status
    created_at: datetime
    recognised_on: date | None = None
    recognised_by: str | None = None
    decision_number: str | None = None
    decision_on: date | None = None
    copied_from: str | None = None
    continues: str | None = None

    @property
    def counted(self) -> bool:
        return self.status in COUNTED

    @property
    def offered(self) -> bool:
        """Tell whether the library shows it: recognised, or a pilot that counts."""
        return self.recognised_on is not None or (self.stage is Stage.PILOT and self.counted)


def titled(model: Model, words: Sequence[str]) -> bool:
    """Tell whether the title says all of *words* (folded), the last as a beginning."""
    said = folded(model.title).split()
    *whole, beginning = words
    return all(word in said for word in whole) and any(w.startswith(beginning) for w in said)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFilter:
    """What the library can be narrowed to; every part is optional.

    ``prefixes`` are path prefixes of a unit, ``words`` are folded; ``recognised``: True only
    these, False only pilots that are not.
    """

    prefixes: tuple[str, ...] = ()
    organization: str | None = None
    movement_type: str | None = None
    kind: str | None = None
    content: int | None = None
    year: int | None = None
    recognised: bool | None = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelPage:
    """Some of the library, the newest first; ``capped``: there may be more than ``total``."""

    rows: Sequence[Model]
    total: int
    capped: bool = False
