"""The translation catalogue: everything a person reads, by message id.

Message ids are stable (``error.not_found``); the Vietnamese sentences live in ``vi.po`` and take
their parameters in braces, with Python's format specifications (``{due:%d/%m/%Y}``).
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

from babel.messages.pofile import read_po

LANGUAGE = "vi"


@cache
def catalogue() -> dict[str, str]:
    """Return every message of the catalogue: id → sentence."""
    with files("core.translation").joinpath(f"{LANGUAGE}.po").open("rb") as file:
        return {
            str(message.id): str(message.string)
            for message in read_po(file, locale=LANGUAGE)
            if message.id and message.string
        }


def has(message_id: str) -> bool:
    return message_id in catalogue()


def translate(message_id: str, /, **params: Any) -> str:
    """Return the sentence, filled in; a missing parameter shows as «…», never fails."""
    sentence = catalogue().get(message_id, message_id)
    return _Filling().vformat(sentence, (), params)


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
