"""Comparing what clients were told with what the API, the database and the trail say."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from pymongo import MongoClient

from .likeness import unlike
from .talking import Caller

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .journal import Item, Journal, Json
    from .people import Officer


class Comparison:
    """Every difference, as «CODE what»; none is what is promised."""

    def __init__(self, uri: str, address: str, journal: Journal, crew: list[Officer]) -> None:
        self._uri = uri
        self._address = address
        self._journal = journal
        self._crew = crew

    def differences(self) -> list[str]:
        with MongoClient[dict[str, Any]](self._uri) as client:
            database = client["chungsuc"]
            stored: defaultdict[str, list[Json]] = defaultdict(list)
            for document in database["registrations"].find():
                stored[document["title"]].append(document)
            trail: defaultdict[str, Counter[str]] = defaultdict(Counter)
            about = {"content.target_type": "registration"}
            for entry in database["audit"].find(about, {"content.target": 1, "content.action": 1}):
                trail[entry["content"]["target"]][entry["content"]["action"]] += 1
        return [
            *self._journal.wrong,
            *self._in_database(stored),
            *_in_registers(stored),
            *self._in_trail(stored, trail),
            *self._in_lists(stored),
        ]

    def _in_database(self, stored: dict[str, list[Json]]) -> Iterator[str]:
        known = {item.title: item for item in self._journal.items}
        yield from (f"GHOST {title} was never sent" for title in stored.keys() - known.keys())
        for title, item in known.items():
            documents = stored.get(title, [])
            if len(documents) > 1:
                yield f"DUPLICATED {title}: {[d['_id'] for d in documents]}"
            elif documents and item.refused:
                yield f"GHOST {title} was refused with {item.refused}"
            elif documents:
                yield from _stands(item, documents[0])
            elif item.is_known:
                yield f"LOST {title} acknowledged as {item.ids[0]}"

    def _in_trail(
        self, stored: dict[str, list[Json]], trail: dict[str, Counter[str]]
    ) -> Iterator[str]:
        expected: set[str] = set()
        for item in self._journal.items:
            for document in stored.get(item.title, []):
                expected.add(document["_id"])
                entries = trail.get(document["_id"], Counter())
                may_be = [each.done for each in item.possibilities()]
                if not item.is_known:
                    may_be = [Counter({"registration.register": 1})]
                if entries not in may_be:
                    yield f"TRAIL {item.title} has {dict(entries)}, not {dict(may_be[0])}"
        yield from (f"GHOST entries on {target}" for target in trail.keys() - expected)

    def _in_lists(self, stored: dict[str, list[Json]]) -> Iterator[str]:
        caller = Caller(self._address, self._journal)
        for officer in {(o.tenant, o.organization): o for o in self._crew}.values():
            rows = {row["id"]: row for row in _listed(caller, officer)}
            own = {
                document["_id"]: document
                for documents in stored.values()
                for document in documents
                if (document["tenant"], document["organization"])
                == (officer.tenant, officer.organization)
            }
            yield from (f"UNREADABLE {each} is not listed" for each in own.keys() - rows.keys())
            yield from (f"LEAK {each} is listed" for each in rows.keys() - own.keys())
            for each in own.keys() & rows.keys():
                shown = ("title", "number", "status", "version", "note", "households", "funding")
                if found := unlike({name: own[each][name] for name in shown}, rows[each]):
                    yield f"CHANGED in the list, {each}: {found}"
        caller.close()


def _stands(item: Item, document: Json) -> Iterator[str]:
    """Yield how *document* differs from everything that *item* may be."""
    if item.is_known and document["_id"] != item.ids[0]:
        yield f"TWO_IDS {item.title}: {document['_id']} was acknowledged as {item.ids[0]}"
    found = [_unlike(each, document) for each in item.possibilities()]
    if all(found):
        yield f"CHANGED {item.title}: {found[0]}"


def _unlike(item: Item, document: Json) -> list[str]:
    stated = item.stated | {"status": item.status, "version": item.version}
    if item.is_known:
        stated["number"] = item.number
    results = document["results"]
    if len(results) != (item.result is not None):
        return [f"{len(results)} results"]
    return unlike(stated, document) + (unlike(item.result, results[0]) if item.result else [])


def _in_registers(stored: dict[str, list[Json]]) -> Iterator[str]:
    """Yield registers whose numbers are not 1, 2, 3 … without a hole."""
    registers: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for documents in stored.values():
        for document in documents:
            number = re.search(r"-(\d+)/", document["number"] or "-0/")
            key = (document["organization"], document["tenant"])
            registers[key].append(int(number[1]) if number else 0)
    for key, numbers in registers.items():
        if sorted(numbers) != [*range(1, len(numbers) + 1)]:
            twice = [n for n, times in Counter(numbers).items() if times > 1]
            missing = sorted({*range(1, max(numbers) + 1)} - {*numbers})
            yield f"NUMBERS of {key}: twice {twice[:9]}, missing {missing[:9]}"


def _listed(caller: Caller, officer: Officer) -> Iterator[Json]:
    path = (
        f"/registrations?tenant={officer.tenant}&organization={officer.organization}&page_size=200"
    )
    following = ""
    while True:
        heard = caller.insist("GET", path + following, officer.token)
        assert heard.status == HTTPStatus.OK, heard
        yield from heard.body
        if "X-Next" not in heard.headers:
            return
        following = f"&after={heard.headers['X-Next']}"
