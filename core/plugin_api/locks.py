"""schema.lock.json: what forms were in each version, so that no stored answer is orphaned.

``python -m core.plugin_api.locks plugins.phu_nu.plugin`` brings a plugin's lock up to date.
"""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.plugin_api.reading import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from core.domain.forms import FormField
    from core.domain.movements import MovementType

FILE = "schema.lock.json"

Shape = dict[str, dict[str, Any]]
"""Of one form: field name → what an answer to it must be. Labels and help are free to change."""

Lock = dict[str, dict[str, Shape]]
"""Movement type → form version → shape."""


def lock_path(plugin: object) -> Path | None:
    """Return where the lock of *plugin*, a module, lies: beside it."""
    file = getattr(plugin, "__file__", None)
    return Path(file).with_name(FILE) if file else None


def read_lock(plugin: object) -> Lock:
    """Return the lock beside *plugin*, empty if there is none. Raises ValueError if unreadable."""
    path = lock_path(plugin)
    if path is None or not path.exists():
        return {}
    lock: Lock = json.loads(path.read_text(encoding="utf-8"))
    if not _nested(lock, depth=4):
        raise ValueError(f"{FILE} is not type → version → field → shape")
    return lock


def _nested(value: object, *, depth: int) -> bool:
    """Tell whether *value* is an object of objects, so many levels deep."""
    if depth == 0:
        return True
    return isinstance(value, dict) and all(
        _nested(item, depth=depth - 1) for item in value.values()
    )


def shape_of(form: tuple[FormField, ...]) -> Shape:
    """Describe what stored answers depend on."""
    return {question.name: _field_shape(question) for question in form}


def _field_shape(question: FormField) -> dict[str, Any]:
    shape: dict[str, Any] = {"type": question.type.value}
    for name in ("required", "personal", "decimals"):
        if getattr(question, name):
            shape[name] = getattr(question, name)
    for name in ("minimum", "maximum", "max_length"):
        if getattr(question, name) is not None:
            shape[name] = getattr(question, name)
    if question.choices:
        shape["choices"] = sorted(question.codes)
    return shape


def lock_faults(types: Iterable[MovementType], lock: Lock) -> Iterator[str]:
    """Yield each form that has changed without a new version, or whose past is gone."""
    declared = {of_type.code: of_type for of_type in types}
    for code in sorted(set(lock) - set(declared)):
        yield f"{FILE}: movement type {code!r} is no longer declared, though items may be stored"
    for code, of_type in declared.items():
        versions = lock.get(code, {})
        shape = versions.get(str(of_type.form_version))
        if shape is None:
            yield f"{FILE}: version {of_type.form_version} of the form of {code!r} is not in it"
        elif shape != shape_of(of_type.form):
            names = ", ".join(sorted(_changed(shape, shape_of(of_type.form))))
            yield f"{FILE}: the form of {code!r} changed ({names}): raise its form_version"
        if len(versions) > of_type.form_version:
            yield f"{FILE}: form_version of {code!r} was {len(versions)} and cannot go back"
        yield from _retyped(code, versions)


def _changed(old: Shape, new: Shape) -> set[str]:
    return {name for name in {*old, *new} if old.get(name) != new.get(name)}


def _retyped(code: str, versions: dict[str, Shape]) -> Iterator[str]:
    types: dict[str, str] = {}
    for shape in versions.values():
        for name, field in shape.items():
            sort = str(field.get("type"))
            if types.setdefault(name, sort) != sort:
                yield f"{FILE}: field {name!r} of {code!r} changed its type; take a new name"


def updated_lock(types: Iterable[MovementType], lock: Lock) -> Lock:
    """Return *lock* with the versions now declared added; what it held is never changed."""
    added: Lock = {code: dict(versions) for code, versions in lock.items()}
    for of_type in types:
        versions = added.setdefault(of_type.code, {})
        versions.setdefault(str(of_type.form_version), shape_of(of_type.form))
    return dict(sorted(added.items()))


def write_lock(plugin: object) -> Path:
    """Add what *plugin* declares to the lock beside it, and return the file."""
    path = lock_path(plugin)
    if path is None:
        raise ValueError("the plugin is no file, so it has no place for a lock")
    types = read(plugin, str(getattr(plugin, "NAME", ""))).of("register_movement_types")
    lock = updated_lock(types, read_lock(plugin))
    text = json.dumps(lock, ensure_ascii=False, indent=1, sort_keys=False)
    path.write_text(text + "\n", encoding="utf-8")
    return path


if __name__ == "__main__":
    for module in sys.argv[1:]:
        sys.stdout.write(f"{write_lock(importlib.import_module(module))}\n")
