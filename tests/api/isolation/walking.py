"""Walking: one case, everybody asks, every answer is judged, and the world is put back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pymongo import DeleteOne, ReplaceOne

from tests.api.isolation.cases import FORBIDDEN, MISSING, UNAUTHENTICATED
from tests.api.isolation.targets import GHOSTS, PERSONAL_TEXTS, SECRETS
from tests.api.places import LUONG_BANG

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pymongo.client_session import ClientSession
    from pymongo.database import Database
    from werkzeug.test import TestResponse

    from tests.api.isolation.actors import Actor, Relation, Who
    from tests.api.isolation.cases import Case
    from tests.api.isolation.world import World

TREE = frozenset({"tenants", "successions"})
HEADS = "audit_heads"
"""Not put back: the writer goes on with the chain it has begun."""

VARYING = frozenset({"Date", "Content-Length", "X-Request-Id"})
REFUSALS = frozenset({UNAUTHENTICATED, FORBIDDEN, MISSING})


@dataclass(frozen=True, slots=True)
class State:
    """What the database holds, as hashes: equal states hold the same documents."""

    hashes: dict[str, str]
    tenant: Any


class Kept:
    """The database as it was, to compare with and to put back."""

    def __init__(self, database: Database[dict[str, Any]]) -> None:
        self._database = database
        found = database.list_collection_names(filter={"type": "collection"})
        self._names = sorted({n for n in found if not n.startswith("system.")} - TREE)
        restorable = [name for name in self._names if name != HEADS]
        self._documents = {
            name: {row["_id"]: row for row in database[name].find()} for name in restorable
        }
        self.state = self.now()

    def now(self) -> State:
        tenant = self._database["tenants"].find_one({"_id": LUONG_BANG})
        return State(self._hashes(self._names), tenant)

    def restored(self) -> None:
        """Put back whatever has changed, all at once; fails where that does not succeed."""
        now = self.now()
        if now == self.state:
            return
        changed = [n for n in self._documents if now.hashes.get(n) != self.state.hashes.get(n)]
        with self._database.client.start_session() as session:
            session.with_transaction(lambda s: self._put_back(s, changed))
        there = self._hashes([*changed, HEADS])
        kept = self.state.hashes
        assert all(there[name] == kept[name] for name in changed), f"not put back: {changed}"
        self.state = State(kept | {HEADS: there[HEADS]}, self.state.tenant)

    def _hashes(self, names: list[str]) -> dict[str, str]:
        return dict(self._database.command("dbHash", collections=names)["collections"])

    def _put_back(self, session: ClientSession, changed: list[str]) -> None:
        for name in changed:
            collection, kept = self._database[name], self._documents[name]
            there = {row["_id"]: row for row in collection.find(session=session)}
            writes: list[Any] = [
                DeleteOne({"_id": row_id}) for row_id in there.keys() - kept.keys()
            ]
            writes += [
                ReplaceOne({"_id": row_id}, row, upsert=True)
                for row_id, row in kept.items()
                if there.get(row_id) != row
            ]
            collection.bulk_write(writes, session=session)
        tenants = self._database["tenants"]
        tenants.replace_one({"_id": LUONG_BANG}, self.state.tenant, session=session)


@dataclass(frozen=True, slots=True)
class Missing:
    """How it is answered that there is no such thing, and what the database was asked for it."""

    answer: TestResponse
    asked: list[Any]


class Ghosts:
    """The same request about what does not exist; the same for every role of a relation."""

    def __init__(self, world: World, case: Case) -> None:
        self._world = world
        self._request = case.request(GHOSTS)
        self._known: dict[Relation, Missing] = {}

    def asked_for(self, actor: Actor) -> Missing:
        relation = actor.who.relation
        if relation not in self._known:
            self._world.asked.taken()
            answer = self._request.sent_by(actor.caller)
            self._known[relation] = Missing(answer, self._world.asked.taken())
        return self._known[relation]


def walk(world: World, case: Case) -> Iterator[str]:
    """Yield everything that is wrong with how *case* is answered, in words."""
    kept = Kept(world.api.platform.store.database)
    request, ghosts = case.request(world.targets), Ghosts(world, case)
    for actor in world.actors:
        expected = case.expected(actor.who)
        world.asked.taken()
        answer = request.sent_by(actor.caller)
        asked = world.asked.taken()
        found = [*_judged(world, case, actor.who, answer, expected)]
        if expected in REFUSALS:
            if expected == MISSING and actor.who not in case.otherwise:
                missing = ghosts.asked_for(actor)
                found += differing(answer, missing.answer)
                found += _unequal(asked, missing.asked)
            if case.writes and _is_careless(case, actor.who):
                careless = request.careless().sent_by(actor.caller)
                found += [f"with a careless body: {p}" for p in differing(answer, careless)]
            if kept.now() != kept.state:
                found.append("a refused request has changed the database")
                kept.restored()
        elif case.writes:
            kept.restored()
        yield from (f"{case} · {actor.who}: {problem}" for problem in found)
    if kept.now() != kept.state:
        yield f"{case}: reading has changed the database"


def _is_careless(case: Case, who: Who) -> bool:
    """Tell who also sends a careless request: one of each relation, two where roles matter."""
    if who in case.otherwise:
        return False
    return who.role == "officer" or (who.role == "viewer" and case.expected(who) == FORBIDDEN)


def _judged(
    world: World, case: Case, who: Who, answer: TestResponse, expected: int
) -> Iterator[str]:
    if answer.status_code != expected:
        yield f"{answer.status_code} instead of {expected}: {answer.text[:200]}"
    if answer.status_code in REFUSALS:
        yield from (f"a refusal with {name}" for name in ("ETag", "X-Pagination", "X-Next")
                    if name in answer.headers)  # fmt: skip
    yield from revealed(world, who, answer, personal=case.personal)
    yield from _miscounted(answer)


def revealed(
    world: World, who: Who, answer: TestResponse, *, personal: bool = False
) -> Iterator[str]:
    """Yield what *answer* tells *who* although it must not."""
    told = answer.data.decode("utf-8", "replace") + str(answer.headers)
    for name, secret in SECRETS.items():
        if secret.text in told and who not in secret.known_to:
            yield f"tells {secret.what} ({name})"
    for text in PERSONAL_TEXTS:
        if not personal and text in told:
            yield f"tells personal data where there must be none: {text}"
    for record, known in world.targets.known_ids().items():
        if record in told and who not in known:
            yield f"tells an id, {record}"


def _miscounted(answer: TestResponse) -> Iterator[str]:
    """Yield where a total counts more than is shown; all lists here fit into one page."""
    if "X-Pagination" not in answer.headers or not isinstance(answer.json, list):
        return
    counted = json.loads(answer.headers["X-Pagination"])
    fits = counted["total"] <= counted["page_size"]
    if fits and counted["total"] != len(answer.json):
        yield f"counts {counted['total']} where {len(answer.json)} are shown"


def differing(answer: TestResponse, other: TestResponse) -> list[str]:
    """Return how two answers, that must not be told apart, differ."""
    found = []
    if answer.status_code != other.status_code:
        found.append(f"{answer.status_code}, but {other.status_code} when there is no such thing")
    if answer.data != other.data:
        found.append(f"{answer.text[:150]} differs from {other.text[:150]}")
    if _headers(answer) != _headers(other):
        found.append(f"headers {_headers(answer)} differ from {_headers(other)}")
    return found


def _unequal(asked: list[Any], otherwise: list[Any]) -> Iterator[str]:
    """Yield how the work for two equal answers differs: it would be told by how long it takes."""
    if asked != otherwise:
        yield f"asked the database {asked}, but {otherwise} when there is no such thing"


def _headers(answer: TestResponse) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if name not in VARYING}
