"""Reading from several collections with one command: each costs as much as what it reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.storage.database import Document


def read_together(
    database: Database[Document],
    wanted: Mapping[str, Sequence[Document]],
    session: ClientSession,
    *,
    beside: tuple[str, str],
) -> tuple[Document, Mapping[str, Sequence[Document]]] | None:
    """Return the document *beside* (collection, id), and by name what each pipeline gives.

    A name is that of its collection; a second one of the same goes on after a colon. None where
    that document does not exist; then nothing else is read either.
    """
    # A union would say it better, but is not allowed in a transaction.
    first, address = beside
    joined = [
        {"$lookup": {"from": name.partition(":")[0], "as": name, "pipeline": [*pipeline]}}
        for name, pipeline in wanted.items()
    ]
    found = database[first].aggregate([{"$match": {"_id": address}}, *joined], session=session)
    for document in found:
        return document, {name: document[name] for name in wanted}
    return None
