"""Making a started mongod the writable primary of a replica set of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pymongo import MongoClient, WriteConcern
from pymongo.errors import ConnectionFailure, OperationFailure

from core.runtime.embedded.ports import answers
from core.runtime.embedded.process import REPLICA_SET

if TYPE_CHECKING:
    from collections.abc import Callable

    Client = MongoClient[dict[str, Any]]

_INVALID_CONFIG = 93
_NO_CONFIG = 94


class AddressChangedError(Exception):
    """The set was made for another port; it knows the new one once mongod starts again."""


def make_writable(port: int, keep_waiting: Callable[[], bool]) -> bool:
    """Initiate the set at *port*; False if *keep_waiting* (pause; go on?) says stop.

    The client is closed again: one opened before the initiation would never learn of sessions,
    and none may be open when a server forks its workers. Raises AddressChangedError.
    """
    while not answers(port):
        if not keep_waiting():
            return False
    with MongoClient[dict[str, Any]](
        "127.0.0.1",
        port,
        directConnection=True,
        retryReads=False,
        serverSelectionTimeoutMS=1_000,
        socketTimeoutMS=20_000,
    ) as client:
        while not _is_writable(client, f"127.0.0.1:{port}"):
            if not keep_waiting():
                return False
    return True


def _is_writable(client: Client, address: str) -> bool:
    try:
        if client.admin.command("hello").get("isWritablePrimary"):
            return True
        client.admin.command("replSetGetStatus")
    except ConnectionFailure:
        pass
    except OperationFailure as error:
        if error.code not in {_INVALID_CONFIG, _NO_CONFIG}:
            raise
        _configure(client, address)
    return False


def _configure(client: Client, address: str) -> None:
    # "No config" is also said while mongod looks for itself under the old port, for half a minute
    # if a stranger listens there in silence, and refuses replSetReconfig meanwhile.
    configs = client.local.get_collection("system.replset", write_concern=WriteConcern(w=1))
    config = configs.find_one()
    if config is None:
        members = [{"_id": 0, "host": address}]
        client.admin.command("replSetInitiate", {"_id": REPLICA_SET, "members": members})
    elif config["members"][0]["host"] != address:
        configs.update_one({"_id": REPLICA_SET}, {"$set": {"members.0.host": address}})
        client.admin.command("fsync")  # outside its set mongod does not wait for the journal
        raise AddressChangedError
