"""Backups as the commands make them, for tests that look at what comes back."""

from copy import copy
from threading import Event, Thread
from uuid import uuid4

from core.storage.backups.archive import sealing
from core.storage.backups.dumping import dump
from core.storage.backups.increments import dump_since
from core.storage.backups.marker import MARKER, begin, finish
from core.storage.backups.replaying import in_order, replay
from core.storage.backups.restoring import fill
from core.storage.backups.verifying import verify
from core.storage.store import MongoStore

from ..fakes.audit import KEY
from ..fakes.registrations import a_registration
from ..waiting import until as waited


def unheard(_part):
    pass


def back_up(database, path, *, tell=unheard):
    with path.open("wb") as file, sealing(file, KEY) as archive:
        return dump(database, archive, tell=tell)


def back_up_since(database, path, before):
    with path.open("wb") as file, sealing(file, KEY) as archive:
        return dump_since(database, archive, since=before.until, tell=unheard)


def put_back(database, *paths, until=None, again=False, tell=unheard):
    """Restore and return how many changes were replayed."""
    chain = in_order([(path, verify(path, key=KEY).manifest) for path in paths], until=until)
    full, manifest = chain[0]
    begin(database, again=again)
    fill(database, full, manifest, tell=tell)
    done = replay(database, chain, until=until)
    finish(database)
    return done


def everything(database, at=None):
    """Return all documents by collection, as they are or were at cluster time *at*."""
    concern = {"level": "majority"} if at is None else {"level": "snapshot", "atClusterTime": at}
    return {
        name: {str(each["_id"]): each for each in _all(database, name, concern)}
        for name in database.list_collection_names()
        if name != MARKER
    }


def _all(database, name, concern):
    reply = database.command("find", name, batchSize=100_000, singleBatch=True, readConcern=concern)
    return reply["cursor"]["firstBatch"]


class Load:
    """Officers who register all the while, each through a process's own store."""

    def __init__(self, work, uri, officers=3):
        self.acknowledged = []
        self._over = Event()
        self._work = work
        self._stores = [MongoStore(uri, work.database.name, KEY) for _ in range(officers)]
        self._threads = [Thread(target=self._register, args=(each,)) for each in self._stores]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        self.more()
        return self

    def __exit__(self, *failure):
        self._over.set()
        for thread in self._threads:
            thread.join()
        for store in self._stores:
            store.close()

    def more(self, count=3):
        """Return when *count* more have been acknowledged."""
        enough = len(self.acknowledged) + count
        waited(lambda: len(self.acknowledged) >= enough, 60)

    def _register(self, store):
        officer = copy(self._work)
        officer.store = store
        while not self._over.is_set():
            made = officer.register(a_registration(id=uuid4().hex))
            self.acknowledged.append(made.id)
