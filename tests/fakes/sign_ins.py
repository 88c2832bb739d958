"""Sign-ins, invitations and the throttle in memory, over the rows of ``people``."""

import time
from dataclasses import replace

from core.domain.people import Door, Opening

LIMITS = {"account": 10, "address": 50}
WINDOW = 15 * 60


class InMemoryTokens:
    def __init__(self, rows):
        self._rows = rows

    def find(self, token_hash):
        return self._rows.tokens.get(token_hash)

    def opening(self, token_hash):
        token = self.find(token_hash)
        return token and Opening(token=token, user=self._rows.users.get(token.user))

    def add(self, token):
        self._rows.tokens[token.hash] = token

    def revoke(self, token_hash):
        return self._rows.tokens.pop(token_hash, None) is not None

    def extend(self, token_hash, *, until):
        if token := self._rows.tokens.get(token_hash):
            later = max(token.expires_at, until)
            self._rows.tokens[token_hash] = replace(token, expires_at=later)

    def revoke_all(self, user_id, *, but=None):
        kept = {
            key: token
            for key, token in self._rows.tokens.items()
            if token.user != user_id or key == but
        }
        self._rows.tokens = kept

    def count(self, user_id, *, generation, now):
        return sum(
            (token.user, token.generation) == (user_id, generation)
            and token.expires_at > now
            and token.door is not Door.HALLWAY
            for token in self._rows.tokens.values()
        )


class InMemoryInvitations:
    def __init__(self, rows):
        self._rows = rows

    def find(self, token_hash):
        return self._rows.invitations.get(token_hash)

    def add(self, *invitations):
        self._rows.invitations |= {each.hash: each for each in invitations}

    def take(self, token_hash):
        return self._rows.invitations.pop(token_hash, None)

    def withdraw(self, user_id, *, unless_by=None):
        self._rows.invitations = {
            key: each
            for key, each in self._rows.invitations.items()
            if each.user != user_id or each.created_by == unless_by
        }


class InMemoryThrottle:
    def __init__(self, rows):
        self._rows = rows

    def wait(self, *, account, address):
        waits = [0]
        for kind, who in _counted(account, address):
            recent = [at for at in self._rows.failures[kind, who] if at > time.time() - WINDOW]
            if len(recent) >= LIMITS[kind]:
                waits.append(max(1, round(min(recent) + WINDOW - time.time())))
        return max(waits)

    def failed(self, *, account, address):
        allowed = not self.wait(account=account, address=address)
        for kind, who in _counted(account, address):
            self._rows.failures[kind, who].append(time.time())
        return allowed


def _counted(account, address):
    return [("account", account), *([("address", address)] if address else [])]
