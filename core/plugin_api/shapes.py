"""Whether a declared value has the types its class promises: plugins may be written untyped."""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from collections.abc import Iterator, Mapping
from typing import Any

from core.domain import forms, movements, organizations, quotas
from core.domain.tenants import Level

# The domain imports these for type checkers only, so annotations cannot find them by themselves.
_NAMES: dict[str, Any] = {"Level": Level, "Mapping": Mapping}
for _module in (forms, movements, organizations, quotas):
    _NAMES |= {name: value for name, value in vars(_module).items() if isinstance(value, type)}


def shape_faults(value: object, expected: Any, where: str) -> Iterator[str]:
    """Yield, in English for the author, each place of *value* that is not of type *expected*."""
    origin, arguments = typing.get_origin(expected), typing.get_args(expected)
    if origin in {types.UnionType, typing.Union}:
        yield from _union_faults(value, arguments, where)
    elif origin is not None:
        yield from _collection_faults(value, origin, arguments, where)
    elif not _is(value, expected):
        yield f"{where} is {value!r}, not a {expected.__name__}"
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for name, type_ in _hints(type(value)).items():
            yield from shape_faults(getattr(value, name), type_, f"{where}.{name}")


@functools.cache
def _hints(of_class: type) -> dict[str, Any]:
    return typing.get_type_hints(of_class, localns=_NAMES)


def _union_faults(value: object, arguments: tuple[Any, ...], where: str) -> Iterator[str]:
    attempts = [list(shape_faults(value, argument, where)) for argument in arguments]
    if not all(attempts):
        return
    for argument, faults in zip(arguments, attempts, strict=True):
        if isinstance(argument, type) and isinstance(value, argument):
            yield from faults
            return
    names = " or ".join("None" if a is type(None) else a.__name__ for a in arguments)
    yield f"{where} is {value!r}, not {names}"


def _collection_faults(
    value: object, origin: Any, arguments: tuple[Any, ...], where: str
) -> Iterator[str]:
    if not isinstance(value, origin):
        yield f"{where} is {value!r}, not a {origin.__name__}"
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from shape_faults(key, arguments[0], f"a key of {where}")
            yield from shape_faults(item, arguments[1], f"{where}[{key!r}]")
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from shape_faults(item, arguments[0], f"{where}[{index}]")
    elif isinstance(value, frozenset):
        for item in value:
            yield from shape_faults(item, arguments[0], f"an element of {where}")


def _is(value: object, expected: type) -> bool:
    if expected is int:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, expected)
