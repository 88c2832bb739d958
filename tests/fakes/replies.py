"""Kept answers in memory, for tests of use cases."""

from core.domain.access import OPERATOR


class InMemoryReplies:
    """``kept`` is what fakes of different users share."""

    def __init__(self, scope=OPERATOR, kept=None):
        self._user = scope.user
        self._kept = {} if kept is None else kept

    def find(self, key):
        return self._kept.get((self._user, key))

    def keep(self, reply):
        if (self._user, reply.key) in self._kept:
            raise KeyError(reply.key)
        self._kept[self._user, reply.key] = reply
