"""What rules of isolation.yml find, and what they leave alone (semgrep scan --test)."""


# ruleid: operators-scope-at-the-edge
from core.domain.access import OPERATOR

# ok: operators-scope-at-the-edge
from core.domain.access import Scope


def every_item(store):
    # ruleid: collection-outside-storage
    return list(store.database["registrations"].find({"year": 2017}))


def one_item(items, item_id):
    # ruleid: collection-outside-storage
    return items.find_one({"_id": item_id})


def another_database(uri):
    # ruleid: collection-outside-storage
    return MongoClient(uri)


def items_in_sight(store, scope):
    # ok: collection-outside-storage
    return store.read(scope).registrations.search(year=2017)


def everything():
    # ruleid: operators-scope-at-the-edge
    return Scope(user="x", everything=True)


class MongoNotes:
    def __init__(self, database, scope: Scope) -> None:
        self._notes = database["notes"]
        self._scope = scope

    def all_there_are(self):
        # ruleid: unscoped-find
        return list(self._notes.find({}, {"text": 1}))

    def all_of_them(self):
        # ruleid: unscoped-find
        return list(self._notes.find())

    def how_many(self):
        # ruleid: unscoped-find, collection-outside-storage
        return self._notes.count_documents({}, limit=10)

    def in_sight(self):
        # ok: unscoped-find
        return list(self._notes.find(self._within()))
