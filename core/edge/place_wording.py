"""How units, and the Fronts of units, are named inside a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.place_names import PlaceName

if TYPE_CHECKING:
    from collections.abc import Callable


def in_a_sentence(name: str) -> str:
    """Return «xã Lương Bằng» of a unit's name; any other text as it is."""
    return name.in_a_sentence if isinstance(name, PlaceName) else name


def front_named(name: str, say: Callable[..., str]) -> str:
    """Return «Mặt trận xã Lương Bằng», of the country «Ủy ban Trung ương MTTQ Việt Nam»."""
    whole = isinstance(name, PlaceName) and name.of_country
    return say("front.of_country" if whole else "front.of", place=in_a_sentence(name))


def board_named(name: str, say: Callable[..., str]) -> str:
    """Return «Ban Thường trực Ủy ban MTTQ của xã Lương Bằng», whom a refusal says to ask."""
    whole = isinstance(name, PlaceName) and name.of_country
    return say("front.board_of_country" if whole else "front.board_of", place=in_a_sentence(name))


def beginning_a_line(text: str) -> str:
    """Return *text* with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]
