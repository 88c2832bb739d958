"""Blueprints whose bodies are parsed by the program's own JSON rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import flask_smorest
from flask import current_app
from webargs.flaskparser import FlaskParser, is_json_request

from core.domain.errors import InvalidError, Problem

if TYPE_CHECKING:
    from flask import Request
    from marshmallow import Schema


class StrictParser(FlaskParser):
    """Reads bodies with ``StrictJson``: webargs itself lets duplicate keys, NaN and depths in."""

    def _raw_load_json(self, req: Request) -> Any:
        """Return the body; raises JsonRefusedError for what is no JSON we take.

        No body is no empty object: InvalidError, lest a calendar be emptied by mistake.
        """
        raw = req.get_data(cache=True)
        if not raw or not is_json_request(req):
            raise InvalidError(problems=[Problem("", "not_an_object")])
        return current_app.json.loads(raw)


PARSER = StrictParser()


class Blueprint(flask_smorest.Blueprint):
    """A blueprint of flask-smorest that takes strict JSON only."""

    ARGUMENTS_PARSER = PARSER

    def arguments(self, schema: Schema | type[Schema], **rest: Any) -> Any:
        # Given a class, a schema would be built anew for every call, and that takes longer than
        # to check what is sent.
        return super().arguments(schema() if isinstance(schema, type) else schema, **rest)
