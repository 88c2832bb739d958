"""What a document tells of a model others may copy, and to whom a recognition tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.counts import province_of
from core.domain.models import Model
from core.domain.registrations import Status
from core.storage.registration_documents import KINDS, STAGES, STATUSES, day
from core.storage.registration_readings import RECOGNISED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.domain.access import Scope
    from core.storage.database import Document

PLAIN = (
    "tenant", "path", "organization", "year", "movement_type", "title", "content", "created_at",
    "recognised_by", "decision_number", "copied_from", "continues",
)  # fmt: skip
TOLD = dict.fromkeys((*PLAIN, "kind", "stage", "status", "recognised_on", "decision_on"), 1)
"""What is fetched of a registration: no more of it than may be told."""

STANDING: Document = {"status": Status.AGREED.value}
"""Nothing else is ever recognised; said all the same, for others are told of it by this."""


def shared(scope: Scope) -> Sequence[Document]:
    """Return the conditions of what a recognition makes known to *scope*: in its own provinces.

    All that was recognised in sight is among it, for sight does not reach beyond these. To a body
    of the country no province is named.
    """
    if scope.everything:
        return [STANDING, RECOGNISED]
    places = {path for held in scope.assignments for path in (*held.paths, *held.sight)}
    provinces = {province_of(path) for path in places}
    if None in provinces:
        return [STANDING, RECOGNISED]
    return [{"province": {"$in": sorted(map(str, provinces))}}, STANDING, RECOGNISED]


def model_from(document: Document) -> Model:
    plain = {name: document.get(name) for name in PLAIN}
    stage = document["stage"]
    return Model(
        id=document["_id"],
        kind=KINDS[document["kind"]],
        stage=STAGES[stage] if stage else None,
        status=STATUSES[document["status"]],
        recognised_on=day(document["recognised_on"]),
        decision_on=day(document.get("decision_on")),
        **plain,  # type: ignore[arg-type]
    )
