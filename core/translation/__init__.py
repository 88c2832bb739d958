"""The translation catalogue: everything a person reads, by message id.

Message ids are stable (``error.not_found``, ``tasks.title``); the Vietnamese sentences live in
``vi.po`` and, for the pages, in ``vi/<area>.po``; what administrators read is in ``en/`` as well.
They take their parameters in braces, with Python's format specifications (``{due:%-d/%-m/%Y}``).
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from string import Formatter
from typing import TYPE_CHECKING, Any

from babel.messages.pofile import read_po

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

LANGUAGE = "vi"
LANGUAGES = (LANGUAGE, "en")


@cache
def catalogue(language: str = LANGUAGE) -> dict[str, str]:
    """Return every message of a language's catalogue: id → sentence."""
    messages: dict[str, str] = {}
    for source in sources(language):
        with source.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id and message.string:
                    messages[str(message.id)] = str(message.string)
    return messages


def sources(language: str = LANGUAGE) -> Iterator[Traversable]:
    """Yield the catalogue's files, in the order of their names."""
    folder = files("core.translation")
    if (whole := folder.joinpath(f"{language}.po")).is_file():
        yield whole
    areas = folder.joinpath(language)
    if areas.is_dir():
        yield from sorted((f for f in areas.iterdir() if f.name.endswith(".po")), key=_name)


def has(message_id: str) -> bool:
    return message_id in catalogue()


def translate(message_id: str, /, **params: Any) -> str:
    """Return the sentence, filled in; a missing parameter shows as «…», never fails."""
    return translate_into(LANGUAGE, message_id, **params)


def translate_into(language: str, message_id: str, /, **params: Any) -> str:
    """Return the sentence in a language, or in Vietnamese where that has none."""
    sentence = catalogue(language).get(message_id) or catalogue().get(message_id, message_id)
    return _Filling().vformat(sentence, (), params)


def _name(file: Traversable) -> str:
    return file.name


class _Filling(Formatter):
    """Fills in what is given; what is missing, or does not fit its format, becomes «…»."""

    def get_field(self, field_name: str, args: Any, kwargs: Any) -> tuple[Any, str]:
        try:
            found, used = super().get_field(field_name, args, kwargs)
        except (KeyError, IndexError, AttributeError):
            return "…", field_name
        return ("…" if found is None else found), str(used)

    def format_field(self, value: Any, format_spec: str) -> str:
        try:
            return str(super().format_field(value, format_spec))
        except (ValueError, TypeError):
            return str(value)
