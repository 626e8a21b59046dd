"""A browser on the page: what its tests walk with."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from playwright.async_api import Browser, Locator, Route
from playwright.async_api import Page as Tab

from tests.sandbox.page.conftest import Page

WIDE, NARROW = (1280, 800), (390, 844)


@dataclass
class Walk:
    """An open page, and what its console complained about."""

    tab: Tab
    complaints: list[str] = field(default_factory=list)

    def at(self, testid: str, within: Locator | None = None) -> Locator:
        """An element by its hook."""
        return (within or self.tab).get_by_test_id(testid)

    async def write(self, prefix: str, text: str) -> None:
        """Types a line and sends it with Enter."""
        await self.at(f"{prefix}-input").fill(text)
        await self.at(f"{prefix}-input").press("Enter")

    def message(self, log: str, text: str) -> Locator:
        """The message of a log that contains a text."""
        return self.at("message", self.at(log)).filter(has_text=text)

    async def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        return int(await self.tab.evaluate("document.documentElement.scrollWidth - innerWidth"))


class Gate:
    """Holds the page's requests back until it is opened."""

    def __init__(self) -> None:
        self.opened = asyncio.Event()
        self.held = asyncio.Event()

    async def __call__(self, route: Route) -> None:
        self.held.set()
        await self.opened.wait()
        await route.continue_()


@asynccontextmanager
async def walking(browser: Browser, page: Page, size: tuple[int, int]) -> AsyncIterator[Walk]:
    """Opens the page at a size; at the end the console must be empty and nothing may stick out sideways."""
    tab = await browser.new_page(viewport={"width": size[0], "height": size[1]})
    walk = Walk(tab)
    tab.on("console", lambda said: walk.complaints.append(said.text) if said.type in ("error", "warning") else None)
    tab.on("pageerror", lambda error: walk.complaints.append(str(error)))
    await tab.goto(page.url)
    yield walk
    assert walk.complaints == []
    assert await walk.overflow() <= 0
    await tab.close()
