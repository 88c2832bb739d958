"""The bare stack: flask-smorest, marshmallow and pymongo in one file, with no rules at all.

``/insert`` writes one document, ``/txn`` the registration, its counter and its audit entry in one
transaction, ``/group`` the same for up to 64 waiting requests at once. ``MONGO_URI`` names the
database too.
"""

from __future__ import annotations

import os
import queue
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from functools import cache
from typing import TYPE_CHECKING, Any

import marshmallow as ma
from flask import Flask
from flask.views import MethodView
from flask_smorest import Api, Blueprint
from marshmallow import validate
from pymongo import MongoClient, UpdateOne, WriteConcern

if TYPE_CHECKING:
    from pymongo.client_session import ClientSession
    from pymongo.database import Database

Document = dict[str, Any]

ORGANIZATIONS = (
    "nong_dan", "phu_nu", "doan_thanh_nien", "cuu_chien_binh", "cong_doan", "lien_minh_htx",
    "nguoi_cao_tuoi", "chu_thap_do", "khuyen_hoc", "mttq",
)  # fmt: skip
DURABLE = WriteConcern(w="majority", j=True)
MOST_AT_ONCE = 64
PATIENCE = 30.0  # seconds a request waits for its group


class Common(ma.Schema):
    org = ma.fields.Str(required=True, validate=validate.OneOf(ORGANIZATIONS))
    movement = ma.fields.Str(required=True, validate=validate.Regexp(r"^[a-z_]+\.m\d$"))
    kind = ma.fields.Str(required=True, validate=validate.OneOf(["cong_trinh", "mo_hinh"]))
    province = ma.fields.Str(required=True, validate=validate.Length(equal=2))
    commune = ma.fields.Str(required=True, validate=validate.Length(equal=5))
    year = ma.fields.Int(required=True, validate=validate.Range(2016, 2100))
    content = ma.fields.Int(required=True, validate=validate.Range(1, 5))
    title = ma.fields.Str(required=True, validate=validate.Length(1, 300))
    description = ma.fields.Str(required=True, validate=validate.Length(max=5000))
    households = ma.fields.Int(required=True, validate=validate.Range(min=0))
    budget = ma.fields.Int(required=True, validate=validate.Range(min=0))


class Sent(Common):
    start_date = ma.fields.Date(required=True)


class Answered(Common):
    start_date = ma.fields.Str()
    id = ma.fields.Str(attribute="_id")
    status = ma.fields.Str()
    created_at = ma.fields.DateTime()


@cache
def client() -> MongoClient[Document]:
    return MongoClient(os.environ["MONGO_URI"], maxPoolSize=32)


def database() -> Database[Document]:
    return client().get_default_database(write_concern=DURABLE)


def record(sent: Document) -> Document:
    """Return the document that is kept of what was sent."""
    return sent | {
        "start_date": datetime.combine(sent["start_date"], time()),
        "path": ["vn", sent["province"], sent["commune"]],
        "status": "submitted",
        "created_at": datetime.now(UTC),
        "version": 1,
    }


def commit(kept: list[Document], session: ClientSession, into: Database[Document]) -> None:
    """Write registrations, their counters and their audit entries in one transaction."""

    def act(session: ClientSession) -> None:
        for each in kept:
            each.pop("_id", None)
        if len(kept) == 1:
            into.reg.insert_one(kept[0], session=session)
        else:
            into.reg.insert_many(kept, session=session)
        _count(kept, session, into)
        into.audit.insert_many(
            [
                {"ref": each["_id"], "at": each["created_at"], "by": "u1", "op": "register"}
                for each in kept
            ],
            session=session,
        )

    session.with_transaction(act, write_concern=DURABLE)


def _count(kept: list[Document], session: ClientSession, into: Database[Document]) -> None:
    counters: dict[str, dict[str, int]] = {}
    for each in kept:
        counter = counters.setdefault(f"{each['year']}|{each['org']}|{each['commune']}", {})
        for cell in ("n", f"c.{each['content']}"):
            counter[cell] = counter.get(cell, 0) + 1
    into.quota.bulk_write(
        [
            UpdateOne({"_id": key}, {"$inc": cells}, upsert=True)
            for key, cells in sorted(counters.items())
        ],
        ordered=False,
        session=session,
    )


@dataclass(slots=True)
class Waiting:
    """A registration on its way into a group."""

    kept: Document
    done: threading.Event = field(default_factory=threading.Event)
    error: Exception | None = None


_waiting: queue.SimpleQueue[Waiting] = queue.SimpleQueue()


@cache
def start_writer() -> threading.Thread:
    writer = threading.Thread(target=_write, daemon=True)
    writer.start()
    return writer


def _write() -> None:
    session, into = client().start_session(), database()
    while True:
        group = [_waiting.get()]
        while len(group) < MOST_AT_ONCE and not _waiting.empty():
            group.append(_waiting.get())
        try:
            commit([each.kept for each in group], session, into)
        except Exception as error:  # each request tells it to its client
            for each in group:
                each.error = error
        for each in group:
            each.done.set()


blueprint = Blueprint("reg", "reg")


@blueprint.route("/insert")
class Insert(MethodView):
    @blueprint.arguments(Sent)
    @blueprint.response(201, Answered)
    def post(self, sent: Document) -> Document:
        kept = record(sent)
        database().reg.insert_one(kept)
        return kept


@blueprint.route("/txn")
class Transaction(MethodView):
    @blueprint.arguments(Sent)
    @blueprint.response(201, Answered)
    def post(self, sent: Document) -> Document:
        kept = record(sent)
        with client().start_session() as session:
            commit([kept], session, database())
        return kept


@blueprint.route("/group")
class Group(MethodView):
    @blueprint.arguments(Sent)
    @blueprint.response(201, Answered)
    def post(self, sent: Document) -> Document:
        start_writer()
        mine = Waiting(record(sent))
        _waiting.put(mine)
        if not mine.done.wait(PATIENCE):
            raise TimeoutError
        if mine.error:
            raise mine.error
        return mine.kept


app = Flask("reference")


@app.get("/ready")
def ready() -> dict[str, str]:
    return {"status": "ok"}


app.config.update(API_TITLE="reference", API_VERSION="1", OPENAPI_VERSION="3.1.0")
Api(app).register_blueprint(blueprint)
