"""Bodies that no schema class describes: documented by hand, parsed by one or by the view."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from core.api.parsing import PARSER, Blueprint

if TYPE_CHECKING:
    from collections.abc import Callable

    from marshmallow import Schema

View = TypeVar("View", bound="Callable[..., Any]")


def documented(*bodies: tuple[str, dict[str, Any]]) -> Callable[[View], View]:
    """Say in the document what the body is, for each content type; the view reads it."""
    content = {content_type: {"schema": shape} for content_type, shape in bodies}
    body = {"required": True, "content": content}

    def decorate(view: View) -> View:
        return Blueprint.doc(requestBody=body)(view)  # type: ignore[no-any-return]

    return decorate


def taking(schema: type[Schema], shape: dict[str, Any]) -> Callable[[View], View]:
    """Parse the JSON body with *schema*, and document it as *shape*."""

    def decorate(view: View) -> View:
        described = documented(("application/json", shape))(view)
        return PARSER.use_args(schema(), location="json")(described)  # type: ignore[return-value]

    return decorate
