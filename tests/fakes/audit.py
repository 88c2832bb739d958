"""The audit trail in memory, for tests of use cases: one chain, sealed as it is written."""

from datetime import UTC, datetime, timedelta

from core.domain.access import FRONT, OPERATOR
from core.domain.audit import GENESIS, Entry, seal
from core.storage.audit import COUNT_CAP, content_of

KEY = b"a-key-that-is-known-to-tests-only"
BEGINNING = datetime(2026, 3, 1, 8, tzinfo=UTC)


class InMemoryAudit:
    """``kept`` is what fakes of different scopes share; each entry is a second after the other."""

    def __init__(self, scope=OPERATOR, kept=None):
        self._scope = scope
        self._kept = [] if kept is None else kept

    def record(self, act):
        at = BEGINNING + timedelta(seconds=len(self._kept))
        previous = self._kept[-1].hash if self._kept else GENESIS
        content = content_of(act, user=self._scope.user, at=at)
        self._kept.append(
            Entry(
                chain="chain", sequence=len(self._kept), previous=previous, at=at,
                hash=seal(content, previous=previous, key=KEY), user=self._scope.user,
                content=content,
            )
        )  # fmt: skip

    def of_target(self, target):
        return [entry for entry in self._kept if entry.content["target"] == target]

    def search(self, *, filters, limit, skip):
        rows = [e for e in reversed(self._kept) if self._sees(e.content) and _wanted(e, filters)]
        return rows[skip : skip + limit], min(len(rows), COUNT_CAP)

    def standing_on(self, day, *, year, prefixes):
        last = {}
        for content in (entry.content for entry in self._kept):
            state = content.get("state", {})
            under = content["path"].startswith(tuple(prefixes)) and self._sees(content)
            if under and state.get("year") == year and content["on"] <= day.isoformat():
                last[content["target"]] = state
        yield from last.values()

    def _sees(self, content):
        return self._scope.everything or any(_seen(a, content) for a in self._scope.assignments)


def _seen(held, content):
    organization = content.get("organization")
    if not held.sees(content["path"]):
        return False
    if held.organization != FRONT:
        return organization == held.organization
    return not content.get("unsubmitted") or organization == FRONT


def _wanted(entry, filters):
    asked = (
        (entry.content["action"], filters.action),
        (entry.content["target"], filters.target),
        (entry.user, filters.user),
    )
    under = not filters.prefixes or entry.content["path"].startswith(tuple(filters.prefixes))
    return under and all(wanted in (None, "", value) for value, wanted in asked)
