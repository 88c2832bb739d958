"""A counter's cells as they are stored: adding them up, and telling in what two differ."""

from __future__ import annotations

from typing import Any

Cells = dict[str, Any]
"""A counter's ``cells`` as they are stored: dots in names are colons."""


def merged(into: Cells, cells: Cells) -> None:
    """Add *cells* to *into*, in place; neither shares anything with the other afterwards."""
    for name, value in cells.items():
        known = into.get(name)
        if known is None:
            into[name] = _copied(value) if type(value) is dict else value
        elif type(value) is not dict:
            into[name] = known + value
        else:  # as above, one level down: half as many calls, of which there are millions
            for inner, amount in value.items():
                old = known.get(inner)
                if old is None:
                    known[inner] = _copied(amount) if type(amount) is dict else amount
                elif type(amount) is not dict:
                    known[inner] = old + amount
                else:
                    merged(old, amount)


def _copied(cells: Cells) -> Cells:
    return {k: _copied(each) if type(each) is dict else each for k, each in cells.items()}


def agree(left: Any, right: Any) -> bool:
    """Tell whether two branches of cells say the same; what is 0, or empty, may be left out."""
    if left == right:
        return True
    if isinstance(left, dict) and isinstance(right, dict):
        return all(agree(left.get(name), right.get(name)) for name in {*left, *right})
    if left is None or right is None:
        found = right if left is None else left
        return all(map(_nothing, found.values())) if isinstance(found, dict) else found == 0
    return False


def _nothing(branch: Any) -> bool:
    return agree(branch, None)


def missing(stored: Cells, counted: Cells) -> dict[str, int]:
    """Return by address what to add to *stored* for it to say what was *counted*; no zeros."""
    found: dict[str, int] = {}
    if stored != counted:
        _compare(stored, counted, "cells", found)
    return found


def _compare(stored: Cells, counted: Cells, address: str, found: dict[str, int]) -> None:
    for name in {*stored, *counted}:
        left, right = stored.get(name), counted.get(name)
        if left == right:
            continue
        if isinstance(left, dict) or isinstance(right, dict):
            _compare(left or {}, right or {}, f"{address}.{name}", found)
        elif step := (right or 0) - (left or 0):
            found[f"{address}.{name}"] = step
