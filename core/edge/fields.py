"""Marshmallow fields that take only what they say, normalize text, and object by code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate

from core.domain import text
from core.domain.text import normalized, normalized_lines
from core.edge.wording import Coded

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

COMMON = {"required": Coded("required"), "null": Coded("null_not_allowed")}
LARGEST = 2**63 - 1
DIGITS = 18


class Strict(Schema):
    """A body or query that refuses what it does not know."""

    class Meta:
        unknown = RAISE

    error_messages = {  # noqa: RUF012 — marshmallow reads it from the class
        "unknown": Coded("unknown_field"),
        "type": Coded("not_an_object"),
    }

    def load(self, data: Any, **options: Any) -> Any:
        """Refuse the unknown wherever it comes from: webargs would drop it from a query."""
        return super().load(data, **(options | {"unknown": RAISE}))


class Answer(Schema):
    """Something the program sends; views hand it plain mappings."""

    class Meta:
        ordered = True


def composed(value: Any) -> Any:
    """Return *value* with all text in it, keys too, in NFC."""
    if isinstance(value, str):
        return text.composed(value)
    if isinstance(value, list):
        return [composed(inner) for inner in value]
    if isinstance(value, dict):
        return {composed(key): composed(inner) for key, inner in value.items()}
    return value


def at_most(length: int) -> validate.Validator:
    return _Length(length)


def between(lowest: int, highest: int) -> validate.Validator:
    return _Range(lowest, highest)


def one_of(choices: Iterable[str | int]) -> validate.Validator:
    return _OneOf(list(choices))


class _Length(validate.Length):
    def __init__(self, longest: int, shortest: int = 0) -> None:
        super().__init__(min=shortest or None, max=longest)

    def __call__(self, value: Any) -> Any:
        if self.max is not None and len(value) > self.max:
            raise ValidationError(Coded("too_long", max_length=self.max))
        if self.min is not None and len(value) < self.min:
            few = Coded("too_short", minimum=self.min) if self.min > 1 else Coded("required")
            raise ValidationError(few)
        return value


class _Range(validate.Range):
    def __init__(self, lowest: int, highest: int) -> None:
        super().__init__(min=lowest, max=highest)

    def __call__(self, value: Any) -> Any:
        if value < self.min:
            raise ValidationError(Coded("too_small", minimum=self.min))
        if value > self.max:
            raise ValidationError(Coded("too_large", maximum=self.max))
        return value


class _OneOf(validate.OneOf):
    def __call__(self, value: Any) -> Any:
        try:
            known = value in self.choices
        except TypeError:
            known = False
        if not known:
            raise ValidationError(Coded("not_a_choice", choices=self.choices_text))
        return value


class Text(fields.String):
    """One line, NFC, tidy; several lines with ``lines=True``. At most ``longest`` characters."""

    default_error_messages = {  # noqa: RUF012
        **COMMON, "invalid": Coded("not_text"), "invalid_utf8": Coded("not_text"),
    }  # fmt: skip

    def __init__(
        self, *, longest: int = 300, shortest: int = 0, lines: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(validate=_Length(longest, shortest), **kwargs)
        self._tidy = normalized_lines if lines else normalized

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        if not isinstance(value, str):
            raise self.make_error("invalid")
        return self._tidy(value)


class Code(fields.String):
    """A code out of a vocabulary (NFC), or an id, which is never normalized."""

    default_error_messages = {**COMMON, "invalid": Coded("not_text")}  # noqa: RUF012

    def __init__(self, choices: Iterable[str] | None = None, **kwargs: Any) -> None:
        super().__init__(validate=one_of(choices) if choices else _Length(120, 1), **kwargs)
        self._chosen = choices is not None

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        code = super()._deserialize(value, attr, data, **kwargs)
        return composed(code) if self._chosen else code


class Whole(fields.Integer):
    """A JSON integer (not a boolean, not «12», not 1.5) between two bounds."""

    default_error_messages = {  # noqa: RUF012
        **COMMON, "invalid": Coded("not_whole_number"), "too_large": Coded("not_whole_number"),
    }  # fmt: skip

    def __init__(self, lowest: int = 0, highest: int = LARGEST, **kwargs: Any) -> None:
        super().__init__(strict=True, validate=_Range(lowest, highest), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise self.make_error("invalid", input=value)
        return super()._deserialize(value, attr, data, **kwargs)


class Number(fields.Float):
    """A JSON number, whole or not, between two bounds; whole ones stay integers."""

    default_error_messages = {  # noqa: RUF012
        **COMMON, "invalid": Coded("not_number"), "special": Coded("not_number"),
        "too_large": Coded("not_number"),
    }  # fmt: skip

    def __init__(self, lowest: int = 0, highest: int = 10**12, **kwargs: Any) -> None:
        super().__init__(validate=_Range(lowest, highest), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise self.make_error("invalid", input=value)
        return int(value) if float(value).is_integer() else float(value)

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        return value


class QueryWhole(fields.Integer):
    """A whole number in a query string."""

    default_error_messages = {  # noqa: RUF012
        **COMMON, "invalid": Coded("not_whole_number"), "too_large": Coded("not_whole_number"),
    }  # fmt: skip

    def __init__(self, lowest: int = 0, highest: int = LARGEST, **kwargs: Any) -> None:
        super().__init__(validate=_Range(lowest, highest), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if not (
            isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= DIGITS
        ):
            raise self.make_error("invalid", input=value)
        return int(value)


class YesNo(fields.Boolean):
    """A JSON boolean; in a query string ``true`` or ``false``."""

    default_error_messages = {**COMMON, "invalid": Coded("not_yes_no")}  # noqa: RUF012

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bool:
        if value is True or value == "true":
            return True
        if value is False or value == "false":
            return False
        raise self.make_error("invalid", input=value)


class Day(fields.Date):
    """An ISO date, from 1900 to 2100."""

    default_error_messages = {  # noqa: RUF012
        **COMMON, "invalid": Coded("not_a_date"), "format": Coded("not_a_date"),
    }  # fmt: skip

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> dt.date:
        if not isinstance(value, str) or len(value) != len("2017-01-01"):
            raise self.make_error("invalid", input=value, obj_type="date")
        day: dt.date = super()._deserialize(value, attr, data, **kwargs)
        if not 1900 <= day.year <= 2100:  # noqa: PLR2004
            raise self.make_error("invalid", input=value, obj_type="date")
        return day


class Rows(fields.List[Any]):
    """A list of at most ``most`` rows."""

    default_error_messages = {**COMMON, "invalid": Coded("not_a_list")}  # noqa: RUF012

    def __init__(
        self, inner: fields.Field[Any] | type[fields.Field[Any]], *, most: int = 50, **kwargs: Any
    ) -> None:
        super().__init__(inner, validate=_Rows(most), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> list[Any]:
        """Count before looking at any row: a body may hold half a million wrong ones."""
        if isinstance(value, list):
            self._validate(value)
        return super()._deserialize(value, attr, data, **kwargs)


class _Rows(validate.Length):
    def __init__(self, most: int) -> None:
        super().__init__(max=most)

    def __call__(self, value: Any) -> Any:
        if len(value) > (self.max or 0):
            raise ValidationError(Coded("too_many", maximum=self.max))
        return value


class Part(fields.Nested):
    """An object inside another."""

    default_error_messages = {**COMMON, "type": Coded("not_an_object")}  # noqa: RUF012


class Free(fields.Dict):
    """An object, its text in NFC, whose members something else judges (a form, a declaration)."""

    default_error_messages = {**COMMON, "invalid": Coded("not_an_object")}  # noqa: RUF012

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        read = super()._deserialize(value, attr, data, **kwargs)  # type: ignore[no-untyped-call]
        return composed(read)
