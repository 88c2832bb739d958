"""What stands in the fields of the form: texts by field name, as typed or as they are to be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import request

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

MOST_ROWS = 30
WHOLE = "whole"
"""A hidden field by which the form says that it was sent as a whole: an unticked box is absent."""

NOT_TYPED = frozenset(
    {
        "csrf_token", "key", "version", "pressed_at", "id", "type", "tenant", "year", "step", "den",
        "gui", "them", "bo", "o",
    }
)  # fmt: skip
"""Fields that say what the form is, and which button was pressed."""


@dataclass(frozen=True, slots=True)
class Typed:
    """Field name → texts; several where boxes are ticked."""

    texts: Mapping[str, list[str]]

    @classmethod
    def sent(cls) -> Typed:
        """Return what was sent; a browser ends lines its own way."""
        sent = request.form.to_dict(flat=False)
        return cls({name: [t.replace("\r\n", "\n") for t in sent[name]] for name in sent})

    def one(self, name: str) -> str:
        """Return the last text of that name (a box overrides what stands before it), or ""."""
        given = self.texts.get(name)
        return given[-1] if given else ""

    def many(self, name: str) -> list[str]:
        return list(dict.fromkeys(text for text in self.texts.get(name, ()) if text))

    def has(self, name: str) -> bool:
        return name in self.texts

    @property
    def whole(self) -> bool:
        return self.has(WHOLE)

    def rows(self, group: str) -> list[int]:
        """Return the numbers of the rows of ``group-<n>-text``, in order."""
        pattern = re.compile(rf"{group}-([0-9]{{1,3}})-text")
        found = {int(match[1]) for name in self.texts if (match := pattern.fullmatch(name))}
        return sorted(found)[:MOST_ROWS]

    def changed(self, **texts: Iterable[str]) -> Typed:
        return Typed({**self.texts, **{name: list(given) for name, given in texts.items()}})

    def without(self, *names: str) -> Typed:
        return Typed({name: given for name, given in self.texts.items() if name not in names})

    def carried(self) -> Iterator[tuple[str, str]]:
        """Yield what another form must send along so that nothing typed is lost."""
        for name, given in self.texts.items():
            if name not in NOT_TYPED and not name.startswith("keep."):
                yield from ((name, text) for text in given)
