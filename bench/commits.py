"""How often a commit was tried and how much it held, from the program's own ``/metrics``."""

from __future__ import annotations

from dataclasses import dataclass

from bench.servers.running import get

ATTEMPTS = "chungsuc_write_attempts_total"
COMMITS = "chungsuc_commit_attempts_count"
WRITES = "chungsuc_writes_committed_total"


@dataclass(frozen=True, slots=True, kw_only=True)
class Commits:
    """What has been tried and committed since the server started."""

    attempts: float
    commits: float
    writes: float

    def tries_since(self, earlier: Commits) -> float | None:
        """Return the tries a commit took since *earlier*; None where nothing was committed."""
        done = self.commits - earlier.commits
        return (self.attempts - earlier.attempts) / done if done else None

    def writes_since(self, earlier: Commits) -> float | None:
        """Return how many writes a commit held since *earlier*; None as above."""
        done = self.commits - earlier.commits
        return (self.writes - earlier.writes) / done if done else None


def commits_of(port: int) -> Commits:
    return read_commits(get(port, "/metrics")[1].decode())


def read_commits(metrics: str) -> Commits:
    """Return the counters from the text of ``/metrics``; 0 where it has none."""
    return Commits(
        attempts=total(metrics, ATTEMPTS),
        commits=total(metrics, COMMITS),
        writes=total(metrics, WRITES),
    )


def total(metrics: str, name: str, containing: str = "") -> float:
    """Return the sum of a metric over the labels that contain a text."""
    found = 0.0
    for line in metrics.splitlines():
        head, _, value = line.rpartition(" ")
        if head.partition("{")[0] == name and containing in head:
            found += float(value)
    return found
