"""What rules of assignment.yml find, and what they leave alone (semgrep scan --test)."""

from dataclasses import replace

from flask import request
from marshmallow import INCLUDE, Schema

from core.edge.fields import Strict, Text


def stored(items):
    body = request.get_json()
    # ruleid: sent-object-stored
    items.insert_one(body)


def changed(items, item_id):
    # ruleid: sent-object-stored
    items.update_one({"_id": item_id}, {"$set": request.form.to_dict()})


def renewed(item):
    sent = request.get_json()
    # ruleid: sent-object-stored
    return replace(item, **sent)


def retitled(item, body):
    # ok: sent-object-stored
    return replace(item, title=body["title"])


def made(user_of):
    # ruleid: sent-object-unpacked
    return user_of(**request.get_json())


def made_of_a_form(user_of):
    # ruleid: sent-object-unpacked
    return user_of(**request.form.to_dict())


def made_of_fields(user_of, body):
    # ok: sent-object-unpacked
    return user_of(name=body["name"])


# ruleid: schema-not-strict
class LooseBody(Schema):
    class Meta:
        # ruleid: schema-not-strict
        unknown = INCLUDE


# ok: schema-not-strict
class NoteBody(Strict):
    text = Text(longest=200)


def with_all(user, body):
    for name, value in body.items():
        # ruleid: attribute-named-by-a-request
        setattr(user, name, value)


def with_name(user, body):
    # ok: attribute-named-by-a-request
    return replace(user, name=body["name"])
