"""Naming every province where none is asked for: indexes that begin with it then keep an order."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pymongo.client_session import ClientSession
    from pymongo.collection import Collection

    from core.storage.database import Document


def names_province(conditions: Sequence[Document]) -> bool:
    return any("province" in each for each in conditions)


def each_province(
    collection: Collection[Document], session: ClientSession | None
) -> Sequence[Document]:
    """Return the condition that names every province there is, the country's own («») among them.

    Each is then passed through by itself, in order, and what is newest of all is merged out of
    them; without it the database would put the whole country in order. It does so for up to 200,
    which is more than there are.
    """
    return [{"province": {"$in": collection.distinct("province", session=session)}}]
