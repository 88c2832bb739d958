"""The line between a device and the program: down, slow, or merely silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page


class Line:
    """The line of one context."""

    def __init__(self, context: BrowserContext) -> None:
        self._context = context

    def goes_down(self) -> None:
        self._context.set_offline(offline=True)

    def comes_back(self) -> None:
        self._context.set_offline(offline=False)

    def is_slow(self, page: Page, *, latency_ms: int, kilobytes_a_second: int = 20) -> None:
        """Make every answer to *page* wait and trickle, as on a hill with one bar of signal."""
        session = self._context.new_cdp_session(page)
        session.send("Network.enable")
        session.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": latency_ms,
                "downloadThroughput": kilobytes_a_second * 1024,
                "uploadThroughput": kilobytes_a_second * 1024,
            },
        )
