"""Path prefixes as conditions that an index on the path can serve."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.storage.database import Document


def under(prefixes: Sequence[str], field: str = "path") -> Document:
    """Return the condition that *field* begins with one of *prefixes*; nothing matches none."""
    conditions = [{field: {"$regex": f"^{re.escape(prefix)}"}} for prefix in prefixes]
    if not conditions:
        return {field: {"$in": []}}
    return conditions[0] if len(conditions) == 1 else {"$or": conditions}
