"""What a browser complains about while a test runs: none of it is allowed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, ConsoleMessage, Response, WebError

FAILED = "Failed to load resource: the server responded with a status of "
REFUSAL = f"{FAILED}4"
LINE_DOWN = ("net::ERR_", "htmx:error: Failed to fetch")
WITHOUT_WORKER = "Service Worker registration blocked by Playwright"
"""Reported like errors, though the first is an answer, the second weather, the third our own."""


@dataclass
class Faults:
    """The errors of all pages of a context: scripts, security policy, failing requests."""

    found: list[str] = field(default_factory=list)
    expected: dict[str, int] = field(default_factory=dict)
    """By whole address, the one failure that a test is about; any other there is a fault."""

    def watch(self, context: BrowserContext) -> None:
        context.on("console", self._hear)
        context.on("weberror", self._take)
        context.on("response", self._see)

    def _hear(self, message: ConsoleMessage) -> None:
        wanted = self.expected.get(message.location["url"], "no answer")
        expected = message.text.startswith((REFUSAL, f"{FAILED}{wanted} ")) or any(
            part in message.text for part in (*LINE_DOWN, WITHOUT_WORKER)
        )
        if message.type in {"error", "warning"} and not expected:
            self.found.append(f"{message.type}: {message.text} ({message.location['url']})")

    def _take(self, error: WebError) -> None:
        self.found.append(f"uncaught: {error.error}")

    def _see(self, response: Response) -> None:
        if self.expected.get(response.url) == response.status:
            return
        missing = response.status == 404 and "/static/" in response.url
        if missing or response.status >= 500:
            self.found.append(f"{response.status}: {response.request.method} {response.url}")
